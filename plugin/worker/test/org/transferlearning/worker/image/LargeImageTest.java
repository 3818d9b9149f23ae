// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.job.ImageItem;

/** 12,000 × 9,000 pixels, in a Java with the heap of a small worker. */
@Tag("slow")
class LargeImageTest {

    private static final int WIDTH = 12_000;

    private static final int HEIGHT = 9_000;

    @TempDir
    private static Path m_folder;

    @BeforeAll
    static void writeImages() throws IOException {
        writeJpeg();
        writePng();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void twoAtTheSameTimeFitIntoOneGigabyte(final String format) throws Exception {
        // resized to 341 × 256 (9,000 / 256 = 35.16); the crop starts at column 58, which is the gradient from
        // 58 * 35.19 = 2041 to 2076 of 12,000: red 255 * 2059 / 12,000 = 43.7 - 0.5, as the gradient is rounded down;
        // the last column, 281, gives 210.5 - 0.5. One more or less, as JPEG is not exact
        final var answer = read("1g", format);
        assertTrue(answer.matches("4[234] (209|210|211) 4[234] (209|210|211)"), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void tooLittleMemoryIsAReasonNotACrash(final String format) throws Exception {
        final var answer = read("200m", format);
        assertTrue(answer.matches("too large: 12,000 × 9,000 pixels take \\d+ MB to decode, and the worker has "
            + "\\d+ MB of memory"), answer);
    }

    /** A gradient of red from left to right. */
    private static byte[] row() {
        final byte[] row = new byte[3 * WIDTH];
        for (int x = 0; x < WIDTH; x++) {
            row[3 * x] = (byte)(255L * x / WIDTH);
        }
        return row;
    }

    private static void writeJpeg() throws IOException {
        // a line stride of 0: all rows share the memory of one
        final var model = new ComponentSampleModel(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 3, 0, new int[]{0, 1, 2});
        final var raster = Raster.createWritableRaster(model, new DataBufferByte(row(), 3 * WIDTH), new Point());
        final var colors = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false,
            Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        assertTrue(ImageIO.write(new BufferedImage(colors, raster, false, null), "jpg", file("jpg").toFile()));
    }

    private static void writePng() throws IOException {
        final var data = new ByteArrayOutputStream();
        try (var compressed = new DeflaterOutputStream(data, new Deflater(Deflater.BEST_SPEED))) {
            final byte[] row = row();
            for (int y = 0; y < HEIGHT; y++) {
                compressed.write(0); // unfiltered
                compressed.write(row);
            }
        }
        try (var out = new DataOutputStream(Files.newOutputStream(file("png")))) {
            out.writeLong(0x89504e470d0a1a0aL);
            // 8 bits, RGB
            writeChunk(out, "IHDR", ByteBuffer.allocate(13).putInt(WIDTH).putInt(HEIGHT).put((byte)8).put((byte)2));
            writeChunk(out, "IDAT", ByteBuffer.wrap(data.toByteArray()));
            writeChunk(out, "IEND", ByteBuffer.allocate(0));
        }
    }

    private static void writeChunk(final DataOutputStream out, final String kind, final ByteBuffer content)
        throws IOException {
        final var checksum = new CRC32();
        checksum.update(kind.getBytes(StandardCharsets.US_ASCII));
        checksum.update(content.array());
        out.writeInt(content.capacity());
        out.writeBytes(kind);
        out.write(content.array());
        out.writeInt((int)checksum.getValue());
    }

    private static Path file(final String format) {
        return m_folder.resolve("large." + format);
    }

    private static String read(final String heap, final String format) throws Exception {
        final var classPath = new StringJoiner(File.pathSeparator);
        for (final var type : new Class<?>[]{LargeImageTest.class, ImageReader.class, Preprocessing.class}) {
            classPath.add(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
        }
        final var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap, "-XX:+UseSerialGC", "-cp", classPath.toString(), Reading.class.getName(),
            file(format).toString()).redirectErrorStream(true).start();
        final var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return answer.trim();
    }

    /** The other Java's program; it has no JUnit. */
    static final class Reading {

        private Reading() {
        }

        /**
         * Reads an image twice in parallel and prints the red of the crops' first and last column, or the reason.
         *
         * @param args the file
         */
        public static void main(final String[] args) {
            final var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
            final var first = CompletableFuture.supplyAsync(() -> columns(args[0]));
            final var second = CompletableFuture.supplyAsync(() -> columns(args[0]));
            try {
                out.println(first.join() + " " + second.join());
            } catch (CompletionException ex) {
                out.println(ex.getCause().getMessage());
            }
        }

        private static String columns(final String file) {
            try {
                final byte[] crop = new Preprocessor(Preprocessing.IMAGENET).read(new ImageItem.File(Path.of(file)));
                final byte[] line = Arrays.copyOf(crop, 3 * 224);
                for (int y = 0; y < 224; y++) {
                    if (!Arrays.equals(line, Arrays.copyOfRange(crop, y * 3 * 224, (y + 1) * 3 * 224))) {
                        return "rows differ";
                    }
                }
                return (line[0] & 0xff) + " " + (line[3 * 223] & 0xff);
            } catch (ImageException ex) {
                throw new IllegalStateException(ex.getMessage(), ex);
            }
        }
    }
}
