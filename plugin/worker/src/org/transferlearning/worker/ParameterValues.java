// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.engine.PtNDArray;
import java.io.IOException;
import java.nio.ByteBuffer;
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
        forEachPiece(m_parameter, bytes -> sink.accept(bytes.asFloatBuffer()));
    }

    /** Takes bytes. */
    interface Bytes {
        /**
         * @param piece the next ones, in the processor's order; not to be kept or changed
         * @throws IOException if they cannot be taken
         */
        void accept(ByteBuffer piece) throws IOException;
    }

    /**
     * Reads an array of any type, where it is if that is possible.
     *
     * @param array open as long as it is read
     * @param sink takes its elements in row-major order
     * @throws IOException if the sink does
     */
    static void forEachPiece(final NDArray array, final Bytes sink) throws IOException {
        // DJL gives the copies that it makes to the array's manager, which for a parameter itself lives too long
        // (JniUtils.getByteBuffer)
        try (var all = array.getManager().newSubManager()) {
            final var flat = owned(array.flatten(), all);
            for (var from = 0L; from < array.size(); from += PIECE) {
                try (var one = all.newSubManager()) {
                    final var range = NDIndex.sliceAxis(0, from, Math.min(from + PIECE, array.size()));
                    sink.accept(owned(flat.get(range), one).toByteBuffer(true));
                }
            }
        }
    }

    private static NDArray owned(final NDArray array, final NDManager owner) {
        array.attach(owner);
        return array;
    }
}
