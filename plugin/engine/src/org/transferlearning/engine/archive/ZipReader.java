// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * Random access to the entries of a zip file, by its central directory (APPNOTE 6.3, with the zip64 extensions).
 * Stricter than {@code java.util.zip.ZipFile} where a hostile file could do harm (number of entries, names, overlap
 * with the directory) and more tolerant where PyTorch writes unusual padding.
 */
public final class ZipReader implements Closeable {

    /** More entries than any network has: PyTorch writes about three per layer. */
    private static final int MAX_ENTRIES = 200_000;

    private static final int END_SIGNATURE = 0x06054b50;

    private static final int END64_SIGNATURE = 0x06064b50;

    private static final int LOCATOR64_SIGNATURE = 0x07064b50;

    private static final int CENTRAL_SIGNATURE = 0x02014b50;

    private static final int LOCAL_SIGNATURE = 0x04034b50;

    private static final int LOCAL_HEADER = 30;

    private static final long MAX_DIRECTORY = 64L << 20;

    private static final long UINT32_MAX = 0xFFFFFFFFL;

    private final FileChannel m_channel;

    private final Map<String, Entry> m_entries = new LinkedHashMap<>();

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
    }

    private record Directory(long offset, long size, long count) {
    }

    private ZipReader(final FileChannel channel) {
        m_channel = channel;
    }

    /**
     * Opens a zip file and reads its directory.
     *
     * @param file the file
     * @return the open zip, to be closed by the caller
     * @throws ZipException if the file is not a complete zip file, or one with properties that no network needs
     * @throws IOException if it cannot be read
     */
    public static ZipReader open(final Path file) throws IOException {
        final var reader = new ZipReader(FileChannel.open(file, StandardOpenOption.READ));
        try {
            reader.readDirectory();
            return reader;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** @return the entries in the order of the directory */
    public List<Entry> entries() {
        return Collections.unmodifiableList(new ArrayList<>(m_entries.values()));
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
     * @throws ZipException if the entry is larger than the limit or broken
     * @throws IOException if it cannot be read
     */
    public byte[] read(final Entry entry, final int limit) throws IOException {
        if (entry.size() > limit) {
            throw new ZipException(entry.name() + " has " + entry.size() + " bytes");
        }
        try (var in = stream(entry)) {
            final byte[] content = in.readNBytes((int)entry.size());
            if (content.length < entry.size()) {
                throw new EOFException(entry.name() + " ends after " + content.length + " bytes");
            }
            return content;
        }
    }

    /**
     * Streams an entry's content; the checksum is not verified.
     *
     * @param entry one of {@link #entries()}
     * @return its content, never more than its size
     * @throws IOException if it cannot be read
     */
    public InputStream stream(final Entry entry) throws IOException {
        final long start = contentOffset(entry);
        final var raw = new ChannelInputStream(m_channel, start, start + entry.compressedSize());
        return entry.isStored() ? raw : new LimitedInflaterStream(raw, entry.size());
    }

    @Override
    public void close() throws IOException {
        m_channel.close();
    }

    private long contentOffset(final Entry entry) throws IOException {
        final ByteBuffer header = bytes(entry.headerOffset(), LOCAL_HEADER);
        if (header.getInt(0) != LOCAL_SIGNATURE) {
            throw new ZipException(entry.name() + " has no local header");
        }
        final long start =
            entry.headerOffset() + LOCAL_HEADER + uint16(header, 26) + uint16(header, 28);
        if (start + entry.compressedSize() > m_directoryOffset) {
            throw new ZipException(entry.name() + " runs into the directory");
        }
        return start;
    }

    private void readDirectory() throws IOException {
        final Directory directory = findDirectory();
        if (directory.count > MAX_ENTRIES || directory.size > MAX_DIRECTORY) {
            throw new ZipException("the directory lists " + directory.count + " entries");
        }
        m_directoryOffset = directory.offset;
        final ByteBuffer buffer = bytes(directory.offset, (int)directory.size);
        for (long i = 0; i < directory.count; i++) {
            final Entry entry = readEntry(buffer);
            if (!entry.name().endsWith("/") && m_entries.put(entry.name(), entry) != null) {
                throw new ZipException(entry.name() + " is there twice");
            }
        }
    }

    private Directory findDirectory() throws IOException {
        final long length = m_channel.size();
        final int tailLength = (int)Math.min(length, 22 + 0xFFFF);
        final ByteBuffer tail = bytes(length - tailLength, tailLength);
        int end = tailLength - 22;
        while (end >= 0 && (tail.getInt(end) != END_SIGNATURE || end + 22 + uint16(tail, end + 20) != tailLength)) {
            end--;
        }
        if (end < 0) {
            throw new ZipException("no end of central directory");
        }
        Directory found = new Directory(uint32(tail, end + 16), uint32(tail, end + 12), uint16(tail, end + 10));
        if (end >= 20 && tail.getInt(end - 20) == LOCATOR64_SIGNATURE) {
            final ByteBuffer end64 = bytes(tail.getLong(end - 12), 56);
            if (end64.getInt(0) != END64_SIGNATURE) {
                throw new ZipException("no zip64 end of central directory");
            }
            found = new Directory(end64.getLong(48), end64.getLong(40), end64.getLong(32));
        }
        if (found.offset < 0 || found.size < 0 || found.count < 0 || found.offset + found.size > length) {
            throw new ZipException("the central directory lies outside of the file");
        }
        return found;
    }

    private static Entry readEntry(final ByteBuffer buffer) throws ZipException {
        final int at = buffer.position();
        if (buffer.remaining() < 46 || buffer.getInt(at) != CENTRAL_SIGNATURE) {
            throw new ZipException("broken central directory");
        }
        final int nameLength = uint16(buffer, at + 28);
        final int extraLength = uint16(buffer, at + 30);
        final int next = at + 46 + nameLength + extraLength + uint16(buffer, at + 32);
        if (next > buffer.limit()) {
            throw new ZipException("broken central directory");
        }
        final var name = new String(buffer.array(), at + 46, nameLength, StandardCharsets.UTF_8);
        final int method = uint16(buffer, at + 10);
        if (!isSafe(name) || (method != 0 && method != 8) || (uint16(buffer, at + 8) & 1) != 0) {
            throw new ZipException("entry of a kind that networks do not have: " + name);
        }
        final long[] sizes = {uint32(buffer, at + 24), uint32(buffer, at + 20), uint32(buffer, at + 42)};
        readZip64(buffer, at + 46 + nameLength, extraLength, sizes);
        buffer.position(next);
        if (sizes[0] < 0 || sizes[1] < 0 || sizes[2] < 0 || (method == 0 && sizes[0] != sizes[1])) {
            throw new ZipException("broken sizes of " + name);
        }
        return new Entry(name, method == 0, sizes[1], sizes[0], uint32(buffer, at + 16), sizes[2]);
    }

    /** Replaces those of size, compressed size and offset that are all ones by their 64-bit values. */
    private static void readZip64(final ByteBuffer buffer, final int start, final int length, final long[] sizes) {
        int at = start;
        while (at + 4 <= start + length) {
            final int end = at + 4 + uint16(buffer, at + 2);
            if (uint16(buffer, at) == 1 && end <= start + length) {
                int value = at + 4;
                for (int i = 0; i < sizes.length && value + 8 <= end; i++) {
                    if (sizes[i] == UINT32_MAX) {
                        sizes[i] = buffer.getLong(value);
                        value += 8;
                    }
                }
            }
            at = end;
        }
    }

    private static boolean isSafe(final String name) {
        return !name.isEmpty() && !name.startsWith("/") && name.indexOf('\\') < 0 && name.indexOf('\0') < 0
            && name.indexOf(':') < 0 && !("/" + name + "/").contains("/../");
    }

    private ByteBuffer bytes(final long offset, final int length) throws IOException {
        if (offset < 0) {
            throw new ZipException("negative offset");
        }
        final ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (m_channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("the file ends too early");
            }
        }
        return buffer.flip();
    }

    private static int uint16(final ByteBuffer buffer, final int at) {
        return buffer.getShort(at) & 0xFFFF;
    }

    private static long uint32(final ByteBuffer buffer, final int at) {
        return buffer.getInt(at) & UINT32_MAX;
    }
}
