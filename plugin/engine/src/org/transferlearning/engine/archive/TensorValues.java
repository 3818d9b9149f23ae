// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.FloatSource;

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
        final byte[] storage = archive.bytes(archive.entry(tensor.storage()), Integer.MAX_VALUE - 8);
        final ByteBuffer values = ByteBuffer.allocate((int)tensor.size() * width);
        if (tensor.isContiguous()) {
            values.put(storage, Math.toIntExact(tensor.offset() * width), values.capacity());
        } else {
            final var places = new Places(tensor);
            while (values.hasRemaining()) {
                values.put(storage, (int)places.next() * width, width);
            }
        }
        return values.flip().order(archive.byteOrder());
    }

    /**
     * @param tensor a tensor
     * @return whether its elements in row-major order are its storage
     */
    public static boolean fillsStorage(final TensorInfo tensor) {
        return tensor.isContiguous() && tensor.size() == tensor.storage().size();
    }

    /**
     * Writes new values of a tensor that {@linkplain #fillsStorage fills its storage}: the storage's new content.
     *
     * @param out where to
     * @param tensor the tensor, of floats or 64-bit integers
     * @param values as many as it has elements
     * @param order the archive's byte order
     * @throws IOException if they cannot be read or written
     */
    public static void write(final OutputStream out, final TensorInfo tensor, final FloatSource values,
        final ByteOrder order) throws IOException {
        final ElementType type = tensor.storage().type();
        values.forEachPiece(piece -> {
            final ByteBuffer bytes = ByteBuffer.allocate(piece.remaining() * type.byteCount()).order(order);
            for (int at = 0; piece.hasRemaining(); at += type.byteCount()) {
                type.put(bytes, at, piece.get());
            }
            out.write(bytes.array());
        });
    }

    /**
     * Puts new values into a tensor.
     *
     * @param storage the bytes of the tensor's storage, with the byte order set
     * @param tensor the tensor, of floats or 64-bit integers
     * @param values as many as it has elements
     * @throws IOException if they cannot be read
     */
    public static void put(final ByteBuffer storage, final TensorInfo tensor, final FloatSource values)
        throws IOException {
        final ElementType type = tensor.storage().type();
        final var places = new Places(tensor);
        values.forEachPiece(piece -> {
            while (piece.hasRemaining()) {
                type.put(storage, (int)places.next() * type.byteCount(), piece.get());
            }
        });
    }

    /** The indexes of a tensor's elements in its storage, in row-major order. */
    private static final class Places {

        private final TensorInfo m_tensor;

        private final long[] m_index;

        private long m_next;

        Places(final TensorInfo tensor) {
            m_tensor = tensor;
            m_index = new long[tensor.shape().size()];
            m_next = tensor.offset();
        }

        long next() {
            final long place = m_next;
            for (int i = m_index.length - 1; i >= 0; i--) {
                m_next += m_tensor.strides().get(i);
                if (++m_index[i] < m_tensor.shape().get(i)) {
                    break;
                }
                m_next -= m_index[i] * m_tensor.strides().get(i);
                m_index[i] = 0;
            }
            return place;
        }
    }
}
