// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.transferlearning.engine.SyntheticArchive;
import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.archive.Pickler;

/**
 * A file that is made to do harm.
 *
 * @param name what is wrong with it
 * @param refusal a part of the message with which it is refused; {@code null} if it can be read
 * @param writer writes it
 */
record HostileFile(String name, String refusal, Writer writer) {

    /** Writes a file. */
    interface Writer {
        void write(Path file) throws IOException;
    }

    /** @return one of each kind */
    static List<HostileFile> all() {
        final var all = new ArrayList<HostileFile>();
        all.add(new HostileFile("deep", "levels deep", f -> SyntheticArchive.nested(f, 10_000)));
        all.add(new HostileFile("wide", "more than 5000", f -> SyntheticArchive.sequence(f, 6_000)));
        all.add(new HostileFile("bomb", "inflates to more than any network has", HostileFile::writeBomb));
        all.add(new HostileFile("overlap", "overlaps another entry", f -> change(f, 42, 0)));
        all.add(new HostileFile("size", "broken sizes", f -> change(f, 24, Integer.MAX_VALUE)));
        all.add(new HostileFile("offset", "broken sizes", f -> change(f, 42, 0xFFFFFFF0)));
        all.add(new HostileFile("traversal", "net/../../escape.py", f -> writeEntry(f, "net/../../escape.py")));
        all.add(new HostileFile("absolute", "/etc/cron.d/x", f -> writeEntry(f, "/etc/cron.d/x")));
        all.add(new HostileFile("drive", "C:", f -> writeEntry(f, "C:\\x")));
        int tree = 0;
        for (final Map.Entry<byte[], String> pickle : HostilePickles.trees().entrySet()) {
            all.add(new HostileFile("tree" + tree++, pickle.getValue(),
                f -> SyntheticArchive.withPickle(f, pickle.getKey())));
        }
        for (final Map.Entry<String, String> body : HostileCode.bodies().entrySet()) {
            all.add(new HostileFile(body.getKey(), null, f -> SyntheticArchive.written(f, body.getValue(),
                body.getKey().equals("functions") ? HostileCode.functions() : "")));
        }
        all.add(new HostileFile("boxes", null, HostileFile::writeBoxes));
        return all;
    }

    /** Twenty times a thousandth of itself: tensors that are all zero. */
    private static void writeBomb(final Path file) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (final String name : List.of("net/data.pkl", "net/constants.pkl", "net/code/x.py")) {
                zip.putNextEntry(new ZipEntry(name));
            }
            for (int i = 0; i < 20; i++) {
                zip.putNextEntry(new ZipEntry("net/data/" + i));
                zip.write(new byte[8 << 20]);
            }
        }
    }

    /** Puts a number into the header in the directory of the last entry but one. */
    private static void change(final Path file, final int offset, final int value) throws IOException {
        SyntheticArchive.sequence(file, 2);
        final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int header = bytes.limit() - 22;
        for (int entries = 0; entries < 2; header--) {
            entries += bytes.getInt(header - 1) == 0x02014b50 ? 1 : 0;
        }
        bytes.putInt(header + offset, value);
        if (offset == 24) { // the compressed size too
            bytes.putInt(header + 20, value);
        }
        Files.write(file, bytes.array());
    }

    private static void writeEntry(final Path file, final String name) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(Arrays.copyOf("x".getBytes(StandardCharsets.UTF_8), 10));
        }
    }

    /** Ninety modules, each in the other. */
    private static void writeBoxes(final Path file) throws IOException {
        Object child = null;
        for (int i = 0; i < 90; i++) {
            final var box = new Pickled.Instance(new Pickled.Global("__torch__.nets", "Box"));
            final var state = new Pickled.Dict();
            state.entries().put("child", child);
            box.setState(state);
            child = box;
        }
        SyntheticArchive.withPickle(file, Pickler.toBytes(child), HostileCode.boxes());
    }
}
