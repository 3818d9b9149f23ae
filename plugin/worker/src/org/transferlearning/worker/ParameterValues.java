// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.engine.PtNDArray;
import java.io.IOException;
import org.transferlearning.engine.FloatSource;

/**
 * The values of a parameter where they are: on the processor nothing is copied but of a parameter whose elements do not
 * lie in row-major order, from a graphics card one piece at a time.
 */
final class ParameterValues implements FloatSource {

    private final PtNDArray m_parameter;

    /** @param parameter float32, open as long as the values are read */
    ParameterValues(final PtNDArray parameter) {
        m_parameter = parameter;
    }

    @Override
    public long count() {
        return m_parameter.size();
    }

    @Override
    public void forEachPiece(final Sink sink) throws IOException {
        // DJL gives the copies that it makes to the array's manager, which for the parameter itself lives too long
        // (JniUtils.getByteBuffer)
        try (var all = m_parameter.getManager().newSubManager()) {
            final var flat = owned(m_parameter.flatten(), all);
            for (var from = 0L; from < count(); from += PIECE) {
                try (var one = all.newSubManager()) {
                    final var range = NDIndex.sliceAxis(0, from, Math.min(from + PIECE, count()));
                    final var piece = owned(flat.get(range), one);
                    sink.accept(piece.toByteBuffer(true).asFloatBuffer());
                }
            }
        }
    }

    private static NDArray owned(final NDArray array, final NDManager owner) {
        array.attach(owner);
        return array;
    }
}
