// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.Preprocessing.Channels;
import org.transferlearning.engine.job.ImageItem;

class ImageReaderTest {

    private static final Preprocessor SMALL = new Preprocessor(
        new Preprocessing(26, 20, Channels.RGB, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)));

    /**
     * Two steps of 255: libjpeg implementations may round the inverse cosine transform differently. With Debian's the
     * results are equal.
     */
    private static final int JPEG_TOLERANCE = 2;

    static Stream<String> images() throws IOException {
        try (var files = Files.list(TestData.file("images/files"))) {
            return files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).sorted()
                .collect(Collectors.toList()).stream();
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void readsEveryKindOfImageAsPilDoes(final String name) throws ImageException {
        final byte[] crop = SMALL.read(file(name));
        final byte[] expected = TestData.bytes("images/expected/" + name + ".rgb");
        if (name.endsWith(".jpg") || name.contains("jpeg")) {
            assertEquals(expected.length, crop.length);
            for (int i = 0; i < crop.length; i++) {
                assertEquals(expected[i] & 0xff, crop[i] & 0xff, JPEG_TOLERANCE, "at " + i);
            }
        } else {
            assertArrayEquals(expected, crop);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { //
        "half.jpg             | truncated JPEG", //
        "no-end.jpg           | truncated JPEG", //
        "header-only.jpg      | truncated JPEG", //
        "half-progressive.jpg | truncated JPEG", //
        "half-cmyk.jpg        | truncated JPEG", //
        "half-rgb.png         | truncated PNG", //
        "half-interlaced.png  | truncated PNG", //
        "half-gif.gif         | truncated GIF", //
        "half-rgb.bmp         | truncated BMP", //
        "half-rgb-lzw.tif     | truncated TIFF", //
        "text.jpg             | not an image", //
        "empty.jpg            | empty file", //
        "picture.webp         | WEBP images are not supported", //
        "float.tif            | samples of more than 16 bits, of which the range is not known", //
        "too-large.png        | too large: 40,000 × 30,000 pixels, and at most 178 million can be read"})
    void refusesWhatItCannotReadWithTheReason(final String name, final String reason) {
        assertEquals(reason, reasonFor(file("broken/" + name)));
    }

    @Test
    void saysWhyThereIsNoFile(@TempDir final Path folder) {
        assertEquals("file not found", reasonFor(new ImageItem.File(folder.resolve("absent.jpg"))));
        assertEquals("a folder, not a file", reasonFor(new ImageItem.File(folder)));
        assertEquals("missing value", reasonFor(new ImageItem.Absent("missing value")));
    }

    @Test
    void readsBytesLikeAFile() throws ImageException {
        final var bytes = TestData.bytes("images/files/rgb.png");
        assertArrayEquals(SMALL.read(file("rgb.png")), SMALL.read(new ImageItem.Encoded(bytes)));
    }

    @ParameterizedTest
    @MethodSource("images")
    void everyBeginningOfAnImageIsReadOrRefused(final String name) {
        // nothing but ImageException may come out, and it has to end
        final byte[] bytes = TestData.bytes("images/files/" + name);
        for (int length = 0; length < bytes.length; length += 1 + bytes.length / 50) {
            final var item = new ImageItem.Encoded(Arrays.copyOf(bytes, length));
            try {
                ImageReader.read(item);
            } catch (ImageException ex) {
                assertTrue(ex.getMessage().matches("(truncated|broken) .*|not an image|empty file|JPEG without an .*"),
                    ex.getMessage());
            }
        }
    }

    @Test
    void readsInParallel() throws Exception {
        final var pool = Executors.newFixedThreadPool(8);
        try {
            final var names = images().collect(Collectors.toList());
            final List<Callable<byte[]>> reads = IntStream.range(0, 4 * names.size())
                .mapToObj(i -> (Callable<byte[]>)() -> SMALL.read(file(names.get(i % names.size()))))
                .collect(Collectors.toList());
            final var results = pool.invokeAll(reads);
            for (int i = 0; i < results.size(); i++) {
                assertArrayEquals(SMALL.read(file(names.get(i % names.size()))), results.get(i).get());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static ImageItem file(final String name) {
        return new ImageItem.File(TestData.file("images/files/" + name));
    }

    private static String reasonFor(final ImageItem item) {
        return assertThrows(ImageException.class, () -> ImageReader.read(item)).getMessage();
    }
}
