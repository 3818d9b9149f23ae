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
 * Crops in a file, so that an epoch need not decode images again; usually the system keeps them in memory. Each takes
 * about 150 kB.
 */
final class CropStore implements AutoCloseable {

    private final Path m_file;

    private final int m_cropBytes;

    private final FileChannel m_channel;

    private int m_count;

    /**
     * @param file where to keep them
     * @param cropBytes length of each crop
     * @throws EngineException if the file cannot be made
     */
    CropStore(final Path file, final int cropBytes) throws EngineException {
        m_file = file;
        m_cropBytes = cropBytes;
        try {
            m_channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        } catch (IOException ex) {
            throw notWritable(ex);
        }
    }

    /**
     * @param crop uint8
     * @return its number, from 0
     * @throws EngineException if it cannot be written
     */
    int add(final byte[] crop) throws EngineException {
        try {
            m_channel.position((long)m_count * m_cropBytes);
            for (var bytes = ByteBuffer.wrap(crop); bytes.hasRemaining();) {
                m_channel.write(bytes);
            }
            return m_count++;
        } catch (IOException ex) {
            throw notWritable(ex);
        }
    }

    /**
     * @param number of the crop
     * @return uint8
     * @throws IOException if it cannot be read
     */
    byte[] get(final int number) throws IOException {
        final var crop = ByteBuffer.allocate(m_cropBytes);
        while (crop.hasRemaining()) {
            if (m_channel.read(crop, (long)number * m_cropBytes + crop.position()) < 0) {
                throw new IOException("The file " + m_file + " is truncated");
            }
        }
        return crop.array();
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
