// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.image;

import java.io.IOException;
import java.io.OutputStream;

import org.knime.core.data.DataCell;

/** An image. Stands for KNIME's {@code org.knime.core.data.image.ImageContent}. */
public interface ImageContent {
    /**
     * @param output gets the image's file
     * @throws IOException if it cannot be written
     */
    void save(OutputStream output) throws IOException;

    /** @return a cell with this image */
    DataCell toImageCell();
}
