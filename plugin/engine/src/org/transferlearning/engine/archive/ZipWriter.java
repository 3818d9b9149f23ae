// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Writes a zip file as PyTorch does: nothing compressed, each content at a multiple of 64 bytes so that it can be
 * mapped into memory (caffe2/serialize/inline_container of PyTorch: padding in an extra field with the id "FB"),
 * zip64 fields where a number needs them. All times are zero, so that equal content gives equal files.
 */
public final class ZipWriter implements Closeable {

    private static final int ALIGNMENT = 64;

    private static final int LOCAL_HEADER = 30;

    private static final long UINT32_MAX = 0xFFFFFFFFL;

    /** 1 January 1980, the zero of the format. */
    private static final int DATE = 0x0021;

    private final FileChannel m_channel;

    private final OutputStream m_out;

    private final List<Written> m_entries = new ArrayList<>();

    private long m_position;

    /** The content of a new entry. */
    public interface Content {
        /**
         * @param out takes the content
         * @throws IOException if it cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    private record Written(byte[] name, long size, long crc, long offset) {
    }

    /**
     * @param file the file to write, created or overwritten
     * @throws IOException if it cannot be opened
     */
    public ZipWriter(final Path file) throws IOException {
        m_channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
        m_out = new BufferedOutputStream(Channels.newOutputStream(m_channel), 1 << 16);
    }

    /**
     * Copies an entry.
     *
     * @param zip where it is
     * @param entry what to copy
     * @throws IOException if it cannot be read or written
     */
    public void copy(final ZipReader zip, final ZipReader.Entry entry) throws IOException {
        add(entry.name(), entry.size(), out -> zip.transfer(entry, out));
    }

    /**
     * Adds an entry.
     *
     * @param name its path with forward slashes
     * @param content its content
     * @throws IOException if it cannot be written
     */
    public void add(final String name, final byte[] content) throws IOException {
        add(name, content.length, out -> out.write(content));
    }

    /**
     * Adds an entry.
     *
     * @param name its path with forward slashes
     * @param size bytes of its content
     * @param content writes exactly that many bytes
     * @throws IOException if it cannot be written, or has another size
     */
    public void add(final String name, final long size, final Content content) throws IOException {
        final byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        final long offset = m_position;
        final boolean isLarge = size >= UINT32_MAX;
        final int extra = (isLarge ? 20 : 0) + 4;
        final long unpadded = offset + LOCAL_HEADER + nameBytes.length + extra;
        final int padding = (int)((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT);
        final ByteBuffer header = buffer(LOCAL_HEADER + nameBytes.length + extra + padding);
        header.putInt(0x04034b50).putShort(version(isLarge)).putShort((short)0x0800).putShort((short)0);
        header.putShort((short)0).putShort((short)DATE).putInt(0).putInt(uint32(size)).putInt(uint32(size));
        header.putShort((short)nameBytes.length).putShort((short)(extra + padding)).put(nameBytes);
        if (isLarge) {
            header.putShort((short)1).putShort((short)16).putLong(size).putLong(size);
        }
        header.putShort((short)0x4246).putShort((short)padding);
        write(header.array());
        final var crc = new CRC32();
        final long start = m_position;
        final var counted = new CountingStream();
        final var checked = new CheckedOutputStream(counted, crc);
        content.writeTo(checked);
        m_position = start + counted.m_count;
        if (counted.m_count != size) {
            throw new IOException(name + " has " + counted.m_count + " bytes, not " + size);
        }
        m_out.flush();
        m_channel.write(buffer(4).putInt((int)crc.getValue()).flip(), offset + 14);
        m_entries.add(new Written(nameBytes, size, crc.getValue(), offset));
    }

    /** Writes the directory and closes the file. */
    @Override
    public void close() throws IOException {
        try (m_channel) {
            final long directory = m_position;
            for (final Written entry : m_entries) {
                writeCentral(entry);
            }
            writeEnd(directory, m_position - directory);
            m_out.flush();
        }
    }

    /** Closes the file as it is, without a directory: for what went wrong. */
    public void abandon() {
        try {
            m_channel.close();
        } catch (IOException e) {
            // the file is deleted next, and the first failure is the one to report
        }
    }

    private void writeCentral(final Written entry) throws IOException {
        final boolean isLarge = entry.size >= UINT32_MAX;
        final boolean isFar = entry.offset >= UINT32_MAX;
        final int values = (isLarge ? 16 : 0) + (isFar ? 8 : 0);
        final int extra = values == 0 ? 0 : values + 4;
        final ByteBuffer header = buffer(46 + entry.name.length + extra);
        header.putInt(0x02014b50).putShort(version(true)).putShort(version(values > 0)).putShort((short)0x0800);
        header.putShort((short)0).putShort((short)0).putShort((short)DATE).putInt((int)entry.crc);
        header.putInt(uint32(entry.size)).putInt(uint32(entry.size)).putShort((short)entry.name.length);
        header.putShort((short)extra).putShort((short)0).putShort((short)0).putShort((short)0).putInt(0);
        header.putInt(uint32(entry.offset)).put(entry.name);
        if (values > 0) {
            header.putShort((short)1).putShort((short)values);
            if (isLarge) {
                header.putLong(entry.size).putLong(entry.size);
            }
            if (isFar) {
                header.putLong(entry.offset);
            }
        }
        write(header.array());
    }

    private void writeEnd(final long directory, final long size) throws IOException {
        final long count = m_entries.size();
        if (count >= 0xFFFF || directory >= UINT32_MAX) {
            final long end64 = m_position;
            final ByteBuffer large = buffer(56 + 20);
            large.putInt(0x06064b50).putLong(44).putShort(version(true)).putShort(version(true)).putInt(0).putInt(0);
            large.putLong(count).putLong(count).putLong(size).putLong(directory);
            large.putInt(0x07064b50).putInt(0).putLong(end64).putInt(1);
            write(large.array());
        }
        final short shortCount = (short)Math.min(count, 0xFFFF);
        final ByteBuffer end = buffer(22);
        end.putInt(0x06054b50).putShort((short)0).putShort((short)0).putShort(shortCount).putShort(shortCount);
        end.putInt(uint32(size)).putInt(uint32(directory)).putShort((short)0);
        write(end.array());
    }

    private void write(final byte[] bytes) throws IOException {
        m_out.write(bytes);
        m_position += bytes.length;
    }

    private static ByteBuffer buffer(final int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int uint32(final long value) {
        return (int)Math.min(value, UINT32_MAX);
    }

    private static short version(final boolean isZip64) {
        return (short)(isZip64 ? 45 : 20);
    }

    /** Counts what goes to the file. */
    private final class CountingStream extends OutputStream {

        private long m_count;

        @Override
        public void write(final int b) throws IOException {
            m_out.write(b);
            m_count++;
        }

        @Override
        public void write(final byte[] bytes, final int offset, final int length) throws IOException {
            m_out.write(bytes, offset, length);
            m_count += length;
        }
    }
}
