// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.nio.FloatBuffer;

/**
 * The values of a tensor, float32 in row-major order, which may be more than fit into Java's memory: they are given
 * piece by piece, as often as they are asked for.
 */
public interface FloatSource {

    /** How many values a piece has at most: 256 KB. */
    int PIECE = 1 << 16;

    /** Takes values. */
    @FunctionalInterface
    interface Sink {
        /**
         * @param piece the next values, from its position to its limit; not to be kept or changed
         * @throws IOException if they cannot be written
         */
        void accept(FloatBuffer piece) throws IOException;
    }

    /** @return the number of values */
    long count();

    /**
     * Gives all values, one after the other.
     *
     * @param sink takes them
     * @throws IOException if they cannot be read, or the sink throws it
     */
    void forEachPiece(Sink sink) throws IOException;

    /**
     * @return the values, of a small tensor
     * @throws IOException if they cannot be read
     */
    default float[] toArray() throws IOException {
        final var all = FloatBuffer.allocate(Math.toIntExact(count()));
        forEachPiece(all::put);
        return all.array();
    }

    /**
     * @param values values
     * @return the same
     */
    static FloatSource of(final float... values) {
        return new FloatSource() {
            @Override
            public long count() {
                return values.length;
            }

            @Override
            public void forEachPiece(final Sink sink) throws IOException {
                for (int at = 0; at < values.length; at += PIECE) {
                    sink.accept(FloatBuffer.wrap(values, at, Math.min(PIECE, values.length - at)));
                }
            }
        };
    }
}
