// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.read;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knime.core.data.DataCell;
import org.knime.core.data.MissingCell;
import org.knime.core.data.image.png.PNGImageCellFactory;

/** Image files as cells of KNIME's type PNG image. */
final class PngImages {

    private static final byte[] SIGNATURE = {(byte)0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private static final String UNREADABLE = "not an image that Java can read";

    /** In the warnings of the JDK and of libjpeg, which are not translated. */
    private static final Pattern TRUNCATED = Pattern.compile("(?i)truncated|premature end");

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
            return convert(file);
        } catch (OutOfMemoryError e) { // only the one large image: its memory is free again
            return new MissingCell("too large for KNIME's memory; its path can be used instead");
        } catch (IIOException e) {
            return new MissingCell(UNREADABLE + " (" + e.getMessage() + ")");
        } catch (IOException e) {
            return new MissingCell(e.getMessage());
        } catch (RuntimeException e) { // ImageIO and KNIME throw them on broken files
            return new MissingCell(UNREADABLE);
        }
    }

    private static DataCell convert(final Path file) throws IOException {
        try (var stream = ImageIO.createImageInputStream(file.toFile())) {
            final var readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return new MissingCell(UNREADABLE);
            }
            final var reader = readers.next();
            try {
                final var cut = new AtomicBoolean();
                // what is missing of a JPEG file becomes gray, with a warning of libjpeg's
                reader.addIIOReadWarningListener(
                    (r, warning) -> cut.compareAndSet(false, TRUNCATED.matcher(warning).find()));
                reader.setInput(stream, true, true);
                final var image = reader.read(0);
                return cut.get() ? new MissingCell("truncated file") : encode(image);
            } finally {
                reader.dispose();
            }
        }
    }

    private static DataCell encode(final BufferedImage image) throws IOException {
        if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
            // the JDK knows neither the inks' profile nor that Adobe stores their complements
            return new MissingCell("CMYK colors, which PNG images do not have; its path can be used instead");
        }
        final var png = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(png)) { // else a temporary file for each image
            if (!ImageIO.write(image, "png", out)) {
                return new MissingCell(UNREADABLE);
            }
        }
        return PNGImageCellFactory.create(png.toByteArray());
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
