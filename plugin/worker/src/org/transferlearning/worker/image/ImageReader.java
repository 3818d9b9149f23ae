// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;

import org.transferlearning.engine.job.ImageItem;

/**
 * Decodes JPEG, PNG, GIF, BMP and TIFF to 8-bit RGB as PIL's {@code Image.open(…).convert("RGB")} does:
 * <ul>
 * <li>gray and palette images become RGB; an alpha channel is dropped, not blended;</li>
 * <li>CMYK and YCCK JPEG by the plain formula, inverted as Adobe's are;</li>
 * <li>color profiles, gamma and the EXIF orientation are ignored;</li>
 * <li>of several pictures (GIF, TIFF) the first is taken;</li>
 * <li>16-bit channels keep their upper eight bits. (PIL does so for color; 16-bit gray it clips at 255, which leaves a
 * white image: not done here.)</li>
 * </ul>
 * A file that ends too early or whose data are broken fails; it never gives half an image. At most
 * {@value #MAX_PIXELS} pixels are read, PIL's limit too. Thread safe; decoding in parallel is held back when the
 * images together would fill half of the heap, so that large ones are decoded one at a time.
 */
public final class ImageReader {

    /** The largest number of pixels that is read: 12,000 × 9,000 is 108 million. */
    public static final long MAX_PIXELS = 178_956_970;

    private static final DecodingMemory MEMORY = new DecodingMemory(Runtime.getRuntime().maxMemory());

    private ImageReader() {
    }

    /**
     * @param item a file or its bytes
     * @return the decoded image
     * @throws ImageException if there is no image or it cannot be read; its message says why
     */
    public static Pixels read(final ImageItem item) throws ImageException {
        return read(item, Function.identity());
    }

    /**
     * Reads an image for one use, during which it counts against the memory for decoding.
     *
     * @param item a file or its bytes
     * @param use what to do with the decoded image
     * @return what {@code use} returns
     * @throws ImageException if there is no image or it cannot be read; its message says why
     */
    @SuppressWarnings("try") // the reservation is only to be closed
    static <T> T read(final ImageItem item, final Function<Pixels, T> use) throws ImageException {
        final byte[] bytes = bytesOf(item);
        if (bytes.length == 0) {
            throw new ImageException("empty file");
        }
        final var format = Format.of(bytes);
        if (format == null) {
            throw new ImageException("not an image");
        }
        if (!format.isReadable()) {
            throw new ImageException(format.displayName() + " images are not supported");
        }
        try (var decoder = Decoder.of(format, bytes)) {
            final long memory = guarded(decoder, format, () -> memoryFor(decoder));
            try (var reserved = MEMORY.reserve(memory)) {
                return use.apply(guarded(decoder, format, decoder::decode));
            } catch (OutOfMemoryError ex) {
                throw new ImageException(String.format(Locale.US,
                    "too large: %,d × %,d pixels take %,d MB to decode, and the worker has %,d MB of memory",
                    decoder.width(), decoder.height(), memory / 1_000_000,
                    Runtime.getRuntime().maxMemory() / 1_000_000), ex);
            }
        } catch (IOException ex) {
            throw new ImageException("broken " + format.displayName(), ex);
        } catch (OutOfMemoryError ex) {
            throw new ImageException(String.format(Locale.US, "too large for the worker's memory: a file of %,d MB",
                bytes.length / 1_000_000), ex);
        }
    }

    /** Turns whatever a decoder answers to broken data, all kinds of runtime exceptions included, into a reason. */
    private static <T> T guarded(final Decoder decoder, final Format format, final Step<T> step)
        throws ImageException {
        Exception cause = null;
        try {
            final T result = step.run();
            if (!decoder.isTruncated()) {
                return result;
            }
        } catch (IOException | RuntimeException ex) {
            for (Throwable t = ex; t != null; t = t.getCause()) {
                if (t instanceof OutOfMemoryError error) {
                    throw error; // the JDK's PNGImageReader wraps it
                }
            }
            cause = ex;
        }
        throw new ImageException((decoder.isTruncated() ? "truncated " : "broken ") + format.displayName(), cause);
    }

    private static long memoryFor(final Decoder decoder) throws ImageException, IOException {
        if (decoder.width() <= 0 || decoder.height() <= 0) {
            throw new ImageException("an image without pixels");
        }
        if ((long)decoder.width() * decoder.height() > MAX_PIXELS) {
            throw new ImageException(String.format(Locale.US,
                "too large: %,d × %,d pixels, and at most %,d million can be read", decoder.width(), decoder.height(),
                MAX_PIXELS / 1_000_000));
        }
        return decoder.memory();
    }

    private static byte[] bytesOf(final ImageItem item) throws ImageException {
        if (item instanceof ImageItem.File file) {
            return bytesOf(file.path());
        }
        if (item instanceof ImageItem.Encoded encoded) {
            return encoded.bytes();
        }
        throw new ImageException(((ImageItem.Absent)item).reason());
    }

    private static byte[] bytesOf(final Path path) throws ImageException {
        if (Files.isDirectory(path)) {
            throw new ImageException("a folder, not a file");
        }
        if (!Files.exists(path)) {
            throw new ImageException("file not found");
        }
        if (!Files.isRegularFile(path)) {
            // a pipe or a device might never end
            throw new ImageException("not a regular file");
        }
        try {
            return Files.readAllBytes(path);
        } catch (IOException ex) {
            throw new ImageException("file not readable", ex);
        } catch (OutOfMemoryError ex) {
            throw new ImageException("file too large for the worker's memory", ex);
        }
    }

    /** A step of decoding. */
    @FunctionalInterface
    private interface Step<T> {

        T run() throws IOException, ImageException;
    }
}
