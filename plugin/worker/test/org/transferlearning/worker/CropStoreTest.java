// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.EngineException;

class CropStoreTest {

    @Test
    void cropsComeBackInAnyOrder(@TempDir final Path folder) throws Exception {
        try (var crops = new CropStore(folder.resolve("crops"), 3)) {
            assertEquals(0, crops.add(new byte[]{1, 2, 3}));
            assertEquals(1, crops.add(new byte[]{4, 5, 6}));
            assertArrayEquals(new byte[]{4, 5, 6}, crops.get(1));
            assertArrayEquals(new byte[]{1, 2, 3}, crops.get(0));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsSaid() throws Exception {
        try (var crops = new CropStore(Path.of("/dev/full"), 3)) {
            assertEquals("The images cannot be kept in the temporary folder \"/dev\": No space left on device.",
                assertThrows(EngineException.class, () -> crops.add(new byte[3])).getMessage());
        }
    }
}
