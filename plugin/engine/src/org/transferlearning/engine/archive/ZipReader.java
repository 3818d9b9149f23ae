// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/**
 * Random access to the entries of a zip file, by its central directory (APPNOTE 6.3, with the zip64 extensions).
 * Stricter than {@code java.util.zip.ZipFile} where a hostile file could do harm (number of entries, names, overlap
 * with the directory) and more tolerant where PyTorch writes unusual padding.
 */
public final class ZipReader implements Closeable {

    private static final int LOCAL_SIGNATURE = 0x04034b50;

    private static final int LOCAL_HEADER = 30;

    private final Path m_file;

    private final FileChannel m_channel;

    private final Map<String, Entry> m_entries = new LinkedHashMap<>();

    private List<Entry> m_inOrder = List.of();

    private long m_directoryOffset;

    /**
     * One file in the zip.
     *
     * @param name its path with forward slashes
     * @param isStored whether its content is stored as it is; else it is deflated
     * @param compressedSize bytes in the zip
     * @param size bytes of its content
     * @param crc checksum of its content
     * @param headerOffset where its local header starts
     */
    public record Entry(String name, boolean isStored, long compressedSize, long size, long crc, long headerOffset) {

        /**
         * @param ending an ending
         * @return whether its name ends so, in capital or small letters
         */
        boolean endsWith(final String ending) {
            return name.regionMatches(true, name.length() - ending.length(), ending, 0, ending.length());
        }
    }

    private ZipReader(final Path file) throws IOException {
        m_file = file;
        m_channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /**
     * Opens a zip file and reads its directory.
     *
     * @param file the file
     * @return the open zip, to be closed by the caller
     * @throws DamagedFileException if the file is not a complete zip file, or one with properties that no network needs
     * @throws IOException if it cannot be read
     */
    public static ZipReader open(final Path file) throws IOException {
        final var reader = new ZipReader(file);
        boolean isOpen = false;
        try {
            reader.m_directoryOffset = ZipDirectory.read(reader.m_channel, reader.m_entries);
            reader.m_inOrder = List.copyOf(reader.m_entries.values());
            isOpen = true;
            return reader;
        } catch (ZipException | EOFException e) {
            throw new DamagedFileException(file, e);
        } finally {
            if (!isOpen) {
                reader.close();
            }
        }
    }

    /** @return the entries in the order of the directory */
    public List<Entry> entries() {
        return m_inOrder;
    }

    /**
     * @param name an entry's path
     * @return the entry, or {@code null} if there is none
     */
    public Entry entry(final String name) {
        return m_entries.get(name);
    }

    /**
     * Reads an entry into memory.
     *
     * @param entry one of {@link #entries()}
     * @param limit the largest size to accept, in bytes
     * @return its content
     * @throws DamagedFileException if the entry is larger than the limit or broken
     * @throws IOException if it cannot be read
     */
    public byte[] read(final Entry entry, final int limit) throws IOException {
        if (entry.size() > limit) {
            throw new DamagedFileException(m_file, new ZipException(entry.name() + " has " + entry.size() + " bytes"));
        }
        final ByteBuffer content = ByteBuffer.allocate((int)entry.size());
        transfer(entry, new OutputStream() {
            @Override
            public void write(final int value) {
                content.put((byte)value);
            }

            @Override
            public void write(final byte[] bytes, final int offset, final int length) {
                content.put(bytes, offset, length);
            }
        });
        return content.array();
    }

    /**
     * Copies an entry's content, and compares it with its size and checksum.
     *
     * @param entry one of {@link #entries()}
     * @param out takes the content
     * @throws DamagedFileException if the entry is broken
     * @throws IOException if it cannot be read or written
     */
    public void transfer(final Entry entry, final OutputStream out) throws IOException {
        final var crc = new CRC32();
        long size = 0;
        try (var in = stream(entry)) {
            final byte[] buffer = new byte[(int)Math.min(entry.size() + 1, 1 << 16)];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                crc.update(buffer, 0, read);
                size += read;
                out.write(buffer, 0, read);
            }
            if (size != entry.size() || crc.getValue() != entry.crc()) {
                throw new ZipException(entry.name() + " has another size or checksum than the directory says");
            }
        } catch (ZipException | EOFException e) {
            throw new DamagedFileException(m_file, e);
        }
    }

    /** An entry's content, never more than its size. */
    private InputStream stream(final Entry entry) throws IOException {
        final long start = contentOffset(entry);
        final var raw = new ChannelInputStream(m_channel, start, start + entry.compressedSize());
        return entry.isStored() ? raw : new LimitedInflaterStream(raw, entry.size());
    }

    @Override
    public void close() throws IOException {
        m_channel.close();
    }

    private long contentOffset(final Entry entry) throws IOException {
        final ByteBuffer header = ZipDirectory.bytes(m_channel, entry.headerOffset(), LOCAL_HEADER);
        if (header.getInt(0) != LOCAL_SIGNATURE) {
            throw new ZipException(entry.name() + " has no local header");
        }
        final long start =
            entry.headerOffset() + LOCAL_HEADER + ZipDirectory.uint16(header, 26) + ZipDirectory.uint16(header, 28);
        if (start + entry.compressedSize() > m_directoryOffset) {
            throw new ZipException(entry.name() + " runs into the directory");
        }
        return start;
    }
}
