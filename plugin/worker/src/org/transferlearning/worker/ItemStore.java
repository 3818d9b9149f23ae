// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.transferlearning.engine.EngineException;

/**
 * What is kept of the images, in a file, so that an epoch need not decode them again; usually the system keeps it in
 * memory. A crop takes about 150 kB.
 */
final class ItemStore implements AutoCloseable {

    private final Path m_file;

    private final int m_itemBytes;

    private final FileChannel m_channel;

    private int m_count;

    /**
     * @param file where to keep them
     * @param itemBytes length of each item
     * @throws EngineException if the file cannot be made
     */
    ItemStore(final Path file, final int itemBytes) throws EngineException {
        m_file = file;
        m_itemBytes = itemBytes;
        try {
            m_channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        } catch (IOException ex) {
            throw notWritable(ex);
        }
    }

    /**
     * @param item its bytes
     * @return its number, from 0
     * @throws EngineException if it cannot be written
     */
    int add(final byte[] item) throws EngineException {
        try {
            m_channel.position((long)m_count * m_itemBytes);
            for (var bytes = ByteBuffer.wrap(item); bytes.hasRemaining();) {
                m_channel.write(bytes);
            }
            return m_count++;
        } catch (IOException ex) {
            throw notWritable(ex);
        }
    }

    /**
     * @param number of the item
     * @return its bytes
     * @throws IOException if it cannot be read
     */
    byte[] get(final int number) throws IOException {
        final var item = ByteBuffer.allocate(m_itemBytes);
        while (item.hasRemaining()) {
            if (m_channel.read(item, (long)number * m_itemBytes + item.position()) < 0) {
                throw new IOException("The file " + m_file + " is truncated");
            }
        }
        return item.array();
    }

    private EngineException notWritable(final IOException cause) {
        return new EngineException(
            "The images cannot be kept in the temporary folder \"" + m_file.getParent() + "\": "
                + TorchMessages.firstLine(cause) + ".",
            "Free some disk space (about 150 kB per image), or choose another folder for temporary files in the"
                + " preferences.",
            cause);
    }

    @Override
    public void close() throws IOException {
        m_channel.close();
    }
}
