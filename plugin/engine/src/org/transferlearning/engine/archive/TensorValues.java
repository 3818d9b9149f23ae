// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

import org.transferlearning.engine.EngineException;

/** The values of single tensors: out of an archive, and into the bytes of a storage. */
public final class TensorValues {

    /** Elements that a tensor may have beyond those of its storage, because it shows some of them repeatedly. */
    private static final long MAX_REPEATED = 1 << 20;

    private TensorValues() {
    }

    /**
     * Reads a tensor.
     *
     * @param archive where it is
     * @param tensor which
     * @return its elements in row-major order, in their own type, with the archive's byte order
     * @throws EngineException if the archive lacks the values
     * @throws IOException if they cannot be read
     */
    public static ByteBuffer read(final TorchArchive archive, final TensorInfo tensor)
        throws EngineException, IOException {
        final int width = tensor.storage().type().byteCount();
        if (tensor.size() > Math.min(tensor.storage().size() + MAX_REPEATED, Integer.MAX_VALUE / width)) {
            throw new EngineException(
                "A tensor of " + tensor.size() + " elements in \"" + archive.file().getFileName() + "\" is too large.",
                "Choose a smaller network.");
        }
        final byte[] storage = readStorage(archive, tensor.storage());
        final ByteBuffer values = ByteBuffer.allocate((int)tensor.size() * width);
        if (tensor.isContiguous()) {
            values.put(storage, Math.toIntExact(tensor.offset() * width), values.capacity());
        } else {
            forEachElement(tensor, at -> values.put(storage, (int)at * width, width));
        }
        return values.flip().order(archive.byteOrder());
    }

    /**
     * Reads a storage.
     *
     * @param archive where it is
     * @param storage which
     * @return its bytes
     * @throws EngineException if the archive lacks it
     * @throws IOException if it cannot be read
     */
    public static byte[] readStorage(final TorchArchive archive, final TensorInfo.Storage storage)
        throws EngineException, IOException {
        return archive.bytes(archive.entry(storage), Integer.MAX_VALUE - 8);
    }

    /**
     * Puts new values into a tensor.
     *
     * @param storage the bytes of the tensor's storage, with the byte order set
     * @param tensor the tensor, of floats or 64-bit integers
     * @param values its elements in row-major order
     */
    public static void put(final ByteBuffer storage, final TensorInfo tensor, final float[] values) {
        final ElementType type = tensor.storage().type();
        final int[] next = {0};
        forEachElement(tensor, at -> type.put(storage, (int)at * type.byteCount(), values[next[0]++]));
    }

    /** Visits the elements in row-major order by their index in the storage. */
    private static void forEachElement(final TensorInfo tensor, final LongConsumer visit) {
        final int rank = tensor.shape().size();
        final long[] index = new long[rank];
        long at = tensor.offset();
        for (long left = tensor.size(); left > 0; left--) {
            visit.accept(at);
            for (int i = rank - 1; i >= 0; i--) {
                at += tensor.strides().get(i);
                if (++index[i] < tensor.shape().get(i)) {
                    break;
                }
                at -= index[i] * tensor.strides().get(i);
                index[i] = 0;
            }
        }
    }
}
