// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;

/** Pictures of two kinds that any network can tell apart, plain and striped ones, and tables of them. */
final class Pictures {

    static final String PLAIN = "plain";

    static final String STRIPED = "striped";

    private Pictures() {
    }

    /** A noisy picture, 48 pixels wide and high. */
    static BufferedImage picture(final String label, final long seed) {
        final var random = new Random(seed);
        final var image = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB);
        for (var i = 0; i < 48 * 48; i++) {
            final var isBright = STRIPED.equals(label) && i / 48 / 4 % 2 == 0; // a stripe is 4 pixels high
            final var gray = (isBright ? 190 : 60) + random.nextInt(35);
            image.setRGB(i % 48, i / 48, gray << 16 | gray << 8 | gray);
        }
        return image;
    }

    static byte[] png(final BufferedImage image) {
        try {
            final var bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder with a sub-folder for each kind. */
    static Path folder(final Path folder, final int perClass) throws IOException {
        for (final var label : List.of(PLAIN, STRIPED)) {
            Files.createDirectories(folder.resolve(label));
            for (var i = 0; i < perClass; i++) {
                Files.write(file(folder, label, i), png(picture(label, i)));
            }
        }
        return folder;
    }

    private static Path file(final Path folder, final String label, final int number) {
        return folder.resolve(label).resolve(String.format(Locale.ROOT, "%s-%02d.png", label, number));
    }

    /** The columns Path and Class, with the classes in the domain. */
    static DataTableSpec spec(final String... classes) {
        final var label = new DataColumnSpecCreator("Class", StringCell.TYPE);
        if (classes.length > 0) {
            label.setDomain(new DataColumnDomainCreator(
                Arrays.stream(classes).map(StringCell::new).toArray(DataCell[]::new)).createDomain());
        }
        return new DataTableSpec(new DataColumnSpecCreator("Path", StringCell.TYPE).createSpec(), label.createSpec());
    }

    static DataRow row(final String id, final Object path, final String label) {
        return new DefaultRow(id, new StringCell(path.toString()), new StringCell(label));
    }

    /** Rows "plain 0", "striped 0", "plain 1", … for a {@link #folder}. */
    static DataRow[] rows(final Path folder, final int perClass) {
        final var rows = new ArrayList<DataRow>();
        for (var i = 0; i < perClass; i++) {
            for (final var label : List.of(PLAIN, STRIPED)) {
                rows.add(row(label + " " + i, file(folder, label, i), label));
            }
        }
        return rows.toArray(DataRow[]::new);
    }

    static DataRow noClass(final String id, final Path path) {
        return new DefaultRow(id, new StringCell(path.toString()), DataType.getMissingCell());
    }

    static DataRow noPath(final String id, final String label) {
        return new DefaultRow(id, DataType.getMissingCell(), new StringCell(label));
    }

    /** A table with a column of numbers in place of images. */
    static DataTableSpec numbers(final String... classes) {
        return new DataTableSpec(new DataColumnSpecCreator("Number", IntCell.TYPE).createSpec(),
            spec(classes).getColumnSpec("Class"));
    }
}
