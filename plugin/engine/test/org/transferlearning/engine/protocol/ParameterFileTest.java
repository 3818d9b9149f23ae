// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.FloatSource;

class ParameterFileTest {

    @TempDir
    private Path m_folder;

    @Test
    void valuesComeBackBitByBit() throws Exception {
        final var file = m_folder.resolve("values");
        final var weight = new float[]{-0f, Float.MIN_VALUE, 3.25f};
        final var large = new float[2 * FloatSource.PIECE + 1];
        for (var i = 0; i < large.length; i++) {
            large[i] = i;
        }
        ParameterFile.write(file, Map.of("fc.weight", FloatSource.of(weight), "fc.bias", FloatSource.of(), "größer",
            FloatSource.of(large)));
        try (var read = ParameterFile.open(file)) {
            assertEquals(Set.of("fc.weight", "fc.bias", "größer"), read.values().keySet());
            assertEquals(large.length, read.values().get("größer").count());
            assertArrayEquals(large, read.values().get("größer").toArray());
            assertArrayEquals(weight, read.values().get("fc.weight").toArray());
            assertArrayEquals(weight, read.values().get("fc.weight").toArray(), "as often as asked for");
            assertArrayEquals(new float[0], read.values().get("fc.bias").toArray());
        }
    }

    @Test
    void aTruncatedFileIsNoticedWhenItIsOpened() throws Exception {
        final var file = m_folder.resolve("values");
        ParameterFile.write(file, Map.of("fc.weight", FloatSource.of(1, 2, 3)));
        final var bytes = Files.readAllBytes(file);
        for (var length = 0; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            final var failure = assertThrows(EOFException.class, () -> ParameterFile.open(file));
            assertEquals("The parameter file " + file + " is truncated", failure.getMessage());
        }
    }
}
