// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.util;

import java.io.IOException;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.MissingValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider;
import org.transferlearning.engine.job.ImageItem;

/** A column of images: PNG images, or strings with the paths or URLs of image files. */
public final class ImageColumn {

    private static final String RESOLUTION = "Choose a column with PNG images, or a string column with the paths or "
        + "URLs of image files (the node Path to String makes strings of paths).";

    private ImageColumn() {
    }

    /** The columns that a dialog offers, of the table at the second port. */
    public static final class Choices extends CompatibleColumnsProvider {

        Choices() {
            super(List.of(StringValue.class, PNGImageValue.class));
        }

        @Override
        public int getInputTableIndex() {
            return 1;
        }
    }

    /**
     * @param spec a table
     * @return the name of its first column of PNG images, else of its first string column, else {@code null}
     */
    public static String guess(final DataTableSpec spec) {
        return spec.stream().filter(c -> c.getType().isCompatible(PNGImageValue.class)).findFirst()
            .or(() -> spec.stream().filter(c -> c.getType().isCompatible(StringValue.class)).findFirst())
            .map(DataColumnSpec::getName).orElse(null);
    }

    /**
     * @param spec a table
     * @param chosen the column that the user has chosen; may be {@code null}
     * @return the column to take
     */
    public static ColumnChoice choice(final DataTableSpec spec, final String chosen) {
        return ColumnChoice.of("image", chosen, () -> guess(spec));
    }

    /**
     * @param spec a table
     * @param name the name of the column; {@code null} if there is none to take
     * @return its index
     * @throws ProblemException if there is no such column, or it holds no images
     */
    public static int find(final DataTableSpec spec, final String name) throws ProblemException {
        final var index = Columns.find(spec, name, "image", RESOLUTION);
        final var type = spec.getColumnSpec(index).getType();
        if (!type.isCompatible(StringValue.class) && !type.isCompatible(PNGImageValue.class)) {
            throw new ProblemException("The column \"" + name + "\" has the type " + type.getName()
                + ", which holds no images.", RESOLUTION);
        }
        return index;
    }

    /**
     * @param cell of the image column
     * @return the image; one that nobody can find becomes {@link ImageItem.Absent} with the reason
     */
    public static ImageItem item(final DataCell cell) {
        if (cell.isMissing()) {
            final var reason = cell instanceof MissingValue missing ? missing.getError() : null;
            return new ImageItem.Absent(
                reason == null || reason.isBlank() ? "missing value" : "missing value (" + reason + ")");
        }
        if (cell instanceof PNGImageValue image) {
            return new ImageItem.Encoded(image.getImageContent().getByteArray());
        }
        final var text = ((StringValue)cell).getStringValue();
        if (text.isBlank()) {
            return new ImageItem.Absent("empty path");
        }
        try {
            final var location = Location.of(text);
            if (location.isLocal()) {
                return new ImageItem.File(location.path());
            }
            try (var in = location.open()) {
                return new ImageItem.Encoded(in.readAllBytes());
            }
        } catch (IOException e) {
            return new ImageItem.Absent(String.valueOf(e.getMessage()));
        }
    }
}
