// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;

/** Pictures of different grays, some of them striped, and tables that say so in numbers and in labels. */
final class Shades {

    static final String BRIGHT = "bright";

    static final String STRIPED = "striped";

    /** The columns. */
    static final DataTableSpec SPEC = new DataTableSpec(column("Path", StringCell.TYPE),
        column("Level", DoubleCell.TYPE), column("Darkness", IntCell.TYPE),
        column("Labels", ListCell.getCollectionType(StringCell.TYPE)), column(BRIGHT, IntCell.TYPE),
        column(STRIPED, BooleanCell.TYPE));

    private Shades() {
    }

    private static DataColumnSpec column(final String name, final DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }

    /** Pictures in a folder with a row for each: grays from 30 to 220, every second one striped. */
    static DataRow[] rows(final Path folder, final int count) throws IOException {
        Files.createDirectories(folder);
        final var rows = new ArrayList<DataRow>();
        for (var i = 0; i < count; i++) {
            final var level = 30 + 190 * i / (count - 1);
            final var isStriped = i % 2 == 1;
            final var path = Files.write(folder.resolve("shade-" + i + ".png"),
                Pictures.png(picture(level, isStriped, i)));
            rows.add(row("Row" + i, path, level, labels(level >= 128, isStriped)));
        }
        return rows.toArray(DataRow[]::new);
    }

    static List<String> labels(final boolean isBright, final boolean isStriped) {
        return Stream.concat(isBright ? Stream.of(BRIGHT) : Stream.empty(), isStriped ? Stream.of(STRIPED)
            : Stream.empty()).toList();
    }

    /** A row whose darkness, in tens of thousands, is the complement of its level. */
    static DataRow row(final String id, final Object path, final double level, final List<String> labels) {
        return new DefaultRow(id, new StringCell(path.toString()), new DoubleCell(level),
            new IntCell((int)(255 - level) * 100), list(labels), new IntCell(labels.contains(BRIGHT) ? 1 : 0),
            labels.contains(STRIPED) ? BooleanCell.TRUE : BooleanCell.FALSE);
    }

    static DataCell list(final List<String> labels) {
        return CollectionCellFactory.createListCell(labels.stream().map(StringCell::new).toList());
    }

    /** The row with another cell in one column. */
    static DataRow with(final DataRow row, final String column, final DataCell cell) {
        final var cells = new ArrayList<DataCell>();
        row.forEach(cells::add);
        cells.set(SPEC.findColumnIndex(column), cell);
        return new DefaultRow(row.getKey(), cells.toArray(DataCell[]::new));
    }

    private static BufferedImage picture(final int level, final boolean isStriped, final long seed) {
        final var random = new Random(seed);
        final var image = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB);
        for (var i = 0; i < 48 * 48; i++) {
            final var stripe = isStriped ? i / 48 / 4 % 2 == 0 ? 25 : -25 : 0; // a stripe is 4 pixels high
            final var gray = Math.max(0, Math.min(255, level + stripe + random.nextInt(9) - 4));
            image.setRGB(i % 48, i / 48, gray << 16 | gray << 8 | gray);
        }
        return image;
    }
}
