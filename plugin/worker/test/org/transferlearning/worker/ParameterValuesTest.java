// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.transferlearning.engine.FloatSource;

class ParameterValuesTest {

    @BeforeAll
    static void keepTheNativeLibrary() {
        WorkersCache.use();
    }

    @Test
    void valuesAreInRowMajorOrderHoweverTheyAreStored() throws Exception {
        try (var manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu())) {
            final var stored = manager.create(new float[]{1, 2, 3, 4, 5, 6}, new Shape(2, 3));
            assertArrayEquals(new float[]{1, 2, 3, 4, 5, 6}, values(stored));
            assertArrayEquals(new float[]{1, 4, 2, 5, 3, 6}, values(stored.transpose()));
            assertArrayEquals(new float[]{4, 5, 6}, values(stored.get(1)));
            assertArrayEquals(new float[]{7}, values(manager.create(7f)));
            assertArrayEquals(new float[0], values(manager.zeros(new Shape(0))));
        }
    }

    @Test
    void largeOnesComeInPiecesWithoutACopy() throws Exception {
        try (var manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu())) {
            final var parameter = manager.arange(2 * FloatSource.PIECE + 2f).reshape(2, FloatSource.PIECE + 1);
            parameter.setRequiresGradient(true);
            final var sizes = new ArrayList<Integer>();
            new ParameterValues((PtNDArray)parameter).forEachPiece(piece -> {
                sizes.add(piece.remaining());
                assertTrue(piece.isDirect());
            });
            assertEquals(List.of(FloatSource.PIECE, FloatSource.PIECE, 2), sizes);
            final var values = values(parameter);
            for (var i = 0; i < values.length; i++) {
                assertEquals(i, values[i]); // whole numbers below 2^24 are exact
            }
        }
    }

    @Test
    void nothingIsLeftBehind() throws Exception {
        try (var manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu())) {
            final var stored = manager.ones(new Shape(2, 3)).transpose();
            final var before = manager.getManagedArrays().size();
            values(stored);
            assertEquals(before, manager.getManagedArrays().size());
        }
    }

    private static float[] values(final NDArray array) throws Exception {
        return new ParameterValues((PtNDArray)array).toArray();
    }
}
