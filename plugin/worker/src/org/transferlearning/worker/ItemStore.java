// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.transferlearning.engine.EngineException;

/**
 * What is kept of the images, in a file, so that an epoch need not decode them again; usually the system keeps it in
 * memory. A crop takes about 150 kB; see {@link Stage} for what else there may be.
 */
final class ItemStore implements AutoCloseable {

    private final Path m_file;

    private final FileChannel m_channel;

    /** Where each item ends. */
    private final List<Long> m_ends = new ArrayList<>();

    /**
     * @param file where to keep them
     * @throws EngineException if the file cannot be made
     */
    ItemStore(final Path file) throws EngineException {
        m_file = file;
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
            final var start = start(m_ends.size());
            m_channel.position(start);
            for (var bytes = ByteBuffer.wrap(item); bytes.hasRemaining();) {
                m_channel.write(bytes);
            }
            m_ends.add(start + item.length);
            return m_ends.size() - 1;
        } catch (IOException ex) {
            throw notWritable(ex);
        }
    }

    private long start(final int number) {
        return number == 0 ? 0 : m_ends.get(number - 1);
    }

    /**
     * @param number of the item
     * @return its bytes
     * @throws IOException if it cannot be read
     */
    byte[] get(final int number) throws IOException {
        final var start = start(number);
        final var item = ByteBuffer.allocate((int)(m_ends.get(number) - start));
        while (item.hasRemaining()) {
            if (m_channel.read(item, start + item.position()) < 0) {
                throw new IOException("The file " + m_file + " is truncated");
            }
        }
        return item.array();
    }

    private EngineException notWritable(final IOException cause) {
        return new EngineException(
            "The images cannot be kept in the temporary folder \"" + m_file.getParent() + "\": "
                + TorchMessages.firstLine(cause) + ".",
            "Free some disk space (150 kB per image, up to 1.2 MB if layers are frozen), or choose another folder for"
                + " temporary files in the preferences.",
            cause);
    }

    @Override
    public void close() throws IOException {
        m_channel.close();
    }
}
