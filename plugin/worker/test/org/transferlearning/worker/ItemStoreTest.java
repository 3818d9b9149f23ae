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

class ItemStoreTest {

    @Test
    void itemsOfAnyLengthComeBackInAnyOrder(@TempDir final Path folder) throws Exception {
        try (var items = new ItemStore(folder.resolve("items"))) {
            assertEquals(0, items.add(new byte[]{1, 2, 3}));
            assertEquals(1, items.add(new byte[]{4, 5, 6, 7, 8}));
            assertArrayEquals(new byte[]{4, 5, 6, 7, 8}, items.get(1));
            assertArrayEquals(new byte[]{1, 2, 3}, items.get(0));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsSaid() throws Exception {
        try (var items = new ItemStore(Path.of("/dev/full"))) {
            assertEquals("The images cannot be kept in the temporary folder \"/dev\": No space left on device.",
                assertThrows(EngineException.class, () -> items.add(new byte[3])).getMessage());
        }
    }
}
