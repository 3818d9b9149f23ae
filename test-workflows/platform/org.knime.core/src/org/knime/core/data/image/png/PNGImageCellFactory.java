// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.image.png;

import java.io.IOException;
import java.io.InputStream;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;

/** Makes PNG cells. Stands for KNIME's {@code org.knime.core.data.image.png.PNGImageCellFactory}. */
public final class PNGImageCellFactory {
    /** Type of the cells. */
    public static final DataType TYPE = PNGImageContent.TYPE;

    private PNGImageCellFactory() {
    }

    /**
     * @param contents a PNG file
     * @return its cell
     * @throws IllegalArgumentException if it cannot be read as an image
     */
    public static DataCell create(final byte[] contents) {
        return new PNGImageContent(contents).toImageCell();
    }

    /**
     * @param is a PNG file; not closed
     * @return its cell
     * @throws IOException if the stream cannot be read
     * @throws IllegalArgumentException if it cannot be read as an image
     */
    public static DataCell create(final InputStream is) throws IOException {
        return new PNGImageContent(is).toImageCell();
    }
}
