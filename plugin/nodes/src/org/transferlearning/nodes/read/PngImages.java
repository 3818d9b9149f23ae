// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.knime.core.data.DataCell;
import org.knime.core.data.MissingCell;
import org.knime.core.data.image.png.PNGImageCellFactory;

/** Image files as cells of KNIME's type PNG image. */
final class PngImages {

    private static final byte[] SIGNATURE = {(byte)0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private PngImages() {
    }

    /**
     * @param file an image file
     * @return a cell with the image: a PNG file as it is, another one converted; a missing cell with the reason if the
     *         file cannot be read
     */
    static DataCell cell(final Path file) {
        try {
            final var bytes = Files.readAllBytes(file);
            if (isPng(bytes)) {
                return isComplete(bytes) ? PNGImageCellFactory.create(bytes) : new MissingCell("truncated PNG file");
            }
            final var image = ImageIO.read(file.toFile());
            if (image == null) {
                return new MissingCell("not an image that Java can read");
            }
            final var png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return PNGImageCellFactory.create(png.toByteArray());
        } catch (IOException | RuntimeException e) { // ImageIO throws both on broken files
            return new MissingCell(e.getMessage() == null ? "not an image that Java can read" : e.getMessage());
        }
    }

    private static boolean isPng(final byte[] bytes) {
        return bytes.length > SIGNATURE.length
            && Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    /** Walks over the chunks (length, name, data, checksum) to the one that ends the image; decodes nothing. */
    private static boolean isComplete(final byte[] bytes) {
        final var buffer = ByteBuffer.wrap(bytes);
        var position = (long)SIGNATURE.length;
        while (position + 12 <= bytes.length) {
            final var length = buffer.getInt((int)position);
            final var name = new String(bytes, (int)position + 4, 4, StandardCharsets.US_ASCII);
            if (length < 0) {
                return false;
            }
            position += 12L + length;
            if ("IEND".equals(name)) {
                return position <= bytes.length;
            }
        }
        return false;
    }
}
