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

class ParameterFileTest {

    @TempDir
    private Path m_folder;

    @Test
    void valuesComeBackBitByBit() throws Exception {
        final var file = m_folder.resolve("values");
        final var weight = new float[]{-0f, Float.MIN_VALUE, 3.25f};
        ParameterFile.write(file, Map.of("fc.weight", weight, "fc.bias", new float[0]));
        final var read = ParameterFile.read(file);
        assertEquals(Set.of("fc.weight", "fc.bias"), read.keySet());
        assertArrayEquals(weight, read.get("fc.weight"));
        assertArrayEquals(new float[0], read.get("fc.bias"));
    }

    @Test
    void aTruncatedFileIsNoticed() throws Exception {
        final var file = m_folder.resolve("values");
        ParameterFile.write(file, Map.of("fc.weight", new float[]{1, 2, 3}));
        final var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        assertThrows(EOFException.class, () -> ParameterFile.read(file));
    }
}
