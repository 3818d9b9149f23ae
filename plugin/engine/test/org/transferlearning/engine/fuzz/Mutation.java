// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Damages an archive at random: the bytes of the zip, or what is in its entries. The latter are zipped again with the
 * right sizes and checksums, so that the damage is found late.
 */
final class Mutation {

    private static final int[] EXTREMES = {0, 1, 0x7F, 0x80, 0xFE, 0xFF};

    private final Random m_random;

    private final byte[] m_whole;

    private final Map<String, byte[]> m_entries;

    private String m_description;

    /**
     * @param whole an archive
     * @param entries what is in it
     * @param random chooses what to do
     */
    Mutation(final byte[] whole, final Map<String, byte[]> entries, final Random random) {
        m_whole = whole;
        m_entries = new LinkedHashMap<>(entries);
        m_random = random;
    }

    /** @return what was done */
    String description() {
        return m_description;
    }

    /** @return the damaged archive */
    byte[] apply() throws IOException {
        switch (m_random.nextInt(12)) {
            case 0 -> {
                m_description = "truncated";
                return Arrays.copyOf(m_whole, m_random.nextInt(m_whole.length));
            }
            case 1 -> {
                m_description = "flipped bits";
                return flipped(m_whole);
            }
            case 2 -> {
                m_description = "lies in the directory";
                return lying();
            }
            case 3 -> {
                m_description = "bytes moved";
                return moved(m_whole);
            }
            case 4 -> {
                m_description = "entries exchanged";
                exchange();
            }
            case 5 -> {
                m_description = "notes";
                m_entries.put(root() + "extra/network.properties", notes());
            }
            case 6, 7, 8 -> mutatePickle();
            default -> mutateCode();
        }
        return zipped();
    }

    private String root() {
        final String first = m_entries.keySet().iterator().next();
        return first.substring(0, first.indexOf('/') + 1);
    }

    private byte[] flipped(final byte[] bytes) {
        final byte[] broken = bytes.clone();
        for (int i = m_random.nextInt(8); i >= 0; i--) {
            broken[m_random.nextInt(broken.length)] ^= (byte)(1 << m_random.nextInt(8));
        }
        return broken;
    }

    /** The directory has at most 200 bytes per entry, and is the end of the file. */
    private byte[] lying() {
        final byte[] broken = m_whole.clone();
        final int start = Math.max(broken.length - 200 * m_entries.size(), 0);
        for (int i = m_random.nextInt(3); i >= 0; i--) {
            final int at = start + m_random.nextInt(broken.length - start);
            final int length = Math.min(1 << m_random.nextInt(4), broken.length - at);
            Arrays.fill(broken, at, at + length, (byte)extreme());
        }
        return broken;
    }

    private byte[] moved(final byte[] bytes) {
        if (bytes.length < 2) {
            return bytes;
        }
        final int from = m_random.nextInt(bytes.length);
        final int length = m_random.nextInt(Math.min(bytes.length - from, 64) + 1);
        final int to = m_random.nextInt(bytes.length);
        final var out = new ByteArrayOutputStream();
        if (m_random.nextBoolean()) { // removed
            out.write(bytes, 0, from);
            out.write(bytes, from + length, bytes.length - from - length);
        } else {
            out.write(bytes, 0, to);
            out.write(bytes, from, length);
            out.write(bytes, to, bytes.length - to);
        }
        return out.toByteArray();
    }

    private void exchange() {
        final List<String> names = new ArrayList<>(m_entries.keySet());
        final String a = names.get(m_random.nextInt(names.size()));
        final String b = names.get(m_random.nextInt(names.size()));
        switch (m_random.nextInt(4)) {
            case 0 -> m_entries.remove(a);
            case 1 -> m_entries.put(a, new byte[0]);
            case 2 -> m_entries.put(a, m_entries.get(b));
            default -> m_entries.put(a + "x", m_entries.remove(a));
        }
    }

    private byte[] notes() {
        final List<String> keys = List.of("preprocessing.resize", "preprocessing.crop", "preprocessing.channels",
            "preprocessing.scale", "preprocessing.mean.00000", "preprocessing.std.00000", "class.00000", "class.00001",
            "target", "lineage.00000");
        final List<String> values = List.of("0", "-1", "224", "99999999999", "NaN", "RGB", "x", "", "\\u12", "1e999");
        final var text = new StringBuilder();
        for (int i = m_random.nextInt(12); i >= 0; i--) {
            text.append(any(keys)).append('=').append(any(values)).append('\n');
        }
        return text.toString().getBytes();
    }

    private void mutatePickle() {
        final String name = root() + (m_random.nextInt(6) == 0 ? "constants.pkl" : "data.pkl");
        m_description = "changed " + name;
        byte[] bytes = m_entries.get(name);
        for (int i = m_random.nextInt(4); i >= 0; i--) {
            bytes = bytes.length == 0 ? new byte[]{'.'} : new PickleMutation(bytes, m_random).apply();
        }
        m_entries.put(name, bytes);
    }

    private void mutateCode() {
        final String name = any(m_entries.keySet().stream().filter(n -> n.endsWith(".py")).toList());
        m_description = "changed " + name;
        String text = new String(m_entries.get(name));
        for (int i = m_random.nextInt(4); i >= 0; i--) {
            text = new CodeMutation(text, m_random).apply();
        }
        m_entries.put(name, text.getBytes());
    }

    private <T> T any(final List<T> items) {
        return items.get(m_random.nextInt(items.size()));
    }

    private int extreme() {
        return EXTREMES[m_random.nextInt(EXTREMES.length)];
    }

    private byte[] zipped() throws IOException {
        final var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (final Map.Entry<String, byte[]> file : m_entries.entrySet()) {
                final var entry = new ZipEntry(file.getKey());
                if (!file.getKey().endsWith(".py")) {
                    final var crc = new CRC32();
                    crc.update(file.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(file.getValue().length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
