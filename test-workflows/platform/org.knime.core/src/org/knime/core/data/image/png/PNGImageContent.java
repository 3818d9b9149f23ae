// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.image.png;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Arrays;

import javax.imageio.ImageIO;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.image.ImageContent;

/** A PNG file in memory. Stands for KNIME's {@code org.knime.core.data.image.png.PNGImageContent}. */
public class PNGImageContent implements ImageContent, Serializable {
    /** Type of the cells. */
    public static final DataType TYPE = DataType.getType(PNGImageCell.class);

    private static final long serialVersionUID = 1;

    private final byte[] m_bytes;

    /**
     * @param imageBytes a PNG file
     * @throws IllegalArgumentException if it cannot be read as an image
     */
    public PNGImageContent(final byte[] imageBytes) {
        if (imageBytes == null) {
            throw new NullPointerException("Argument must not be null.");
        }
        m_bytes = imageBytes;
        read(imageBytes);
    }

    private PNGImageContent(final byte[] imageBytes, final boolean isChecked) {
        m_bytes = imageBytes;
    }

    /**
     * @param imageBytes a PNG file that was an image when it was stored
     * @return its content, not decoded once more
     */
    public static PNGImageContent ofStored(final byte[] imageBytes) {
        return new PNGImageContent(imageBytes, true);
    }

    /**
     * @param is a PNG file; not closed
     * @throws IOException if the stream cannot be read
     * @throws IllegalArgumentException if it cannot be read as an image
     */
    public PNGImageContent(final InputStream is) throws IOException {
        this(is.readAllBytes());
    }

    private static BufferedImage read(final byte[] bytes) {
        try {
            final var image = ImageIO.read(new ByteArrayInputStream(bytes));
            if (image == null) {
                throw new IllegalArgumentException("ImageIO returned null while reading image bytes");
            }
            return image;
        } catch (IOException ex) {
            throw new IllegalArgumentException("Image can't be read", ex);
        }
    }

    /** @return a copy of the PNG file */
    public byte[] getByteArray() {
        return m_bytes.clone();
    }

    /** @return the PNG file itself, not to be changed */
    public byte[] getByteArrayReference() {
        return m_bytes;
    }

    /** @return the image, decoded anew */
    public Image getImage() {
        return read(m_bytes);
    }

    @Override
    public void save(final OutputStream output) throws IOException {
        output.write(m_bytes);
    }

    @Override
    public DataCell toImageCell() {
        return new PNGImageCell(this);
    }

    @Override
    public boolean equals(final Object obj) {
        return obj instanceof PNGImageContent other && Arrays.equals(m_bytes, other.m_bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(m_bytes);
    }

    @Override
    public String toString() {
        return "PNG image of " + m_bytes.length + " bytes";
    }
}
