// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * Reads the central directory of a zip file.
 *
 * @param offset where it starts
 * @param size its size in bytes
 * @param count number of its entries
 */
record ZipDirectory(long offset, long size, long count) {

    /** More entries than any network has: PyTorch writes about three per layer. */
    private static final int MAX_ENTRIES = 200_000;

    private static final int END_SIGNATURE = 0x06054b50;

    private static final int END64_SIGNATURE = 0x06064b50;

    private static final int LOCATOR64_SIGNATURE = 0x07064b50;

    private static final int CENTRAL_SIGNATURE = 0x02014b50;

    private static final long MAX_DIRECTORY = 32L << 20;

    /** Code is deflated to a tenth, tensors hardly: what inflates to more than this and the free part is a bomb. */
    private static final int MAX_RATIO = 20;

    private static final long FREE = 64L << 20;

    private static final int LOCAL_HEADER = 30;

    private static final long UINT32_MAX = 0xFFFFFFFFL;

    /**
     * Reads the directory of a file.
     *
     * @param channel the file
     * @param entries takes the entries by name
     * @return where the directory starts
     */
    static long read(final FileChannel channel, final Map<String, ZipReader.Entry> entries) throws IOException {
        final ZipDirectory directory = find(channel);
        if (directory.count > MAX_ENTRIES || directory.size > MAX_DIRECTORY) {
            throw new ZipException("the directory lists " + directory.count + " entries");
        }
        final ByteBuffer buffer = bytes(channel, directory.offset, (int)directory.size);
        for (long i = 0; i < directory.count; i++) {
            final ZipReader.Entry entry = readEntry(buffer, directory.offset);
            if (!entry.name().endsWith("/") && entries.put(entry.name(), entry) != null) {
                throw new ZipException(entry.name() + " is there twice");
            }
        }
        requireApart(entries.values(), directory.offset);
        return directory.offset;
    }

    /** Makes sure that no byte of the file belongs to two entries, and that together they inflate not too much. */
    private static void requireApart(final Collection<ZipReader.Entry> entries, final long end) throws ZipException {
        final var byOffset = new ArrayList<>(entries);
        byOffset.sort((a, b) -> Long.compare(a.headerOffset(), b.headerOffset()));
        long free = 0;
        long total = 0;
        for (final ZipReader.Entry entry : byOffset) {
            if (entry.headerOffset() < free) {
                throw new ZipException(entry.name() + " overlaps another entry");
            }
            free = entry.headerOffset() + LOCAL_HEADER + entry.compressedSize();
            total += entry.size();
            if (total > FREE + MAX_RATIO * end) {
                throw new ZipException(entry.name() + " inflates to more than any network has");
            }
        }
    }

    private static ZipDirectory find(final FileChannel channel) throws IOException {
        final long length = channel.size();
        final int tailLength = (int)Math.min(length, 22 + 0xFFFF);
        final ByteBuffer tail = bytes(channel, length - tailLength, tailLength);
        int end = tailLength - 22;
        while (end >= 0 && (tail.getInt(end) != END_SIGNATURE || end + 22 + uint16(tail, end + 20) != tailLength)) {
            end--;
        }
        if (end < 0) {
            throw new ZipException("no end of central directory");
        }
        ZipDirectory found = new ZipDirectory(uint32(tail, end + 16), uint32(tail, end + 12), uint16(tail, end + 10));
        if (end >= 20 && tail.getInt(end - 20) == LOCATOR64_SIGNATURE) {
            final ByteBuffer end64 = bytes(channel, tail.getLong(end - 12), 56);
            if (end64.getInt(0) != END64_SIGNATURE) {
                throw new ZipException("no zip64 end of central directory");
            }
            found = new ZipDirectory(end64.getLong(48), end64.getLong(40), end64.getLong(32));
        }
        if (found.offset < 0 || found.size < 0 || found.count < 0 || found.offset > length - found.size) {
            throw new ZipException("the central directory lies outside of the file");
        }
        return found;
    }

    private static ZipReader.Entry readEntry(final ByteBuffer buffer, final long end) throws ZipException {
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
        final boolean isInside = sizes[1] >= 0 && sizes[1] <= end && sizes[2] >= 0 && sizes[2] <= end;
        if (!isInside || sizes[0] < 0 || sizes[0] > FREE + MAX_RATIO * end || (method == 0 && sizes[0] != sizes[1])) {
            throw new ZipException("broken sizes of " + name);
        }
        return new ZipReader.Entry(name, method == 0, sizes[1], sizes[0], uint32(buffer, at + 16), sizes[2]);
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
            && name.indexOf(':') < 0 && !(name.contains("..") && ("/" + name + "/").contains("/../"));
    }

    /** Reads a part of a file completely. */
    static ByteBuffer bytes(final FileChannel channel, final long offset, final int length)
        throws IOException {
        if (offset < 0) {
            throw new ZipException("negative offset");
        }
        final ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("the file ends too early");
            }
        }
        return buffer.flip();
    }

    static int uint16(final ByteBuffer buffer, final int at) {
        return buffer.array()[at] & 0xFF | (buffer.array()[at + 1] & 0xFF) << 8;
    }

    private static long uint32(final ByteBuffer buffer, final int at) {
        return uint16(buffer, at) | (long)uint16(buffer, at + 2) << 16;
    }
}
