// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Collections;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.Preprocessing.Channels;
import org.transferlearning.engine.job.ImageItem;

class PreprocessorTest {

    @Test
    void bgrIsRgbReversed() throws ImageException {
        assertArrayEquals(TestData.bytes("images/expected/rgb.png.bgr"), crop("rgb.png", 26, Channels.BGR));
    }

    @Test
    void grayIsConvertedBeforeResizing() throws ImageException {
        assertArrayEquals(TestData.bytes("images/expected/rgb.png.gray"), crop("rgb.png", 26, Channels.GRAY));
    }

    @ParameterizedTest
    @CsvSource({"1x1.png", "3x200.png", "200x3.png", "rgb.png"})
    void padsWhatIsSmallerThanTheCropWithZeros(final String name) throws ImageException {
        // resize 0: no resizing; all but the last are smaller than 20 pixels in one direction at least
        assertArrayEquals(TestData.bytes("images/expected/" + name + ".padded"), crop(name, 0, Channels.RGB));
    }

    @ParameterizedTest
    @CsvSource({
        // Python: int(round((size - 224) / 2.0)), a half goes to the even number
        "341, 58", // 58.5
        "227, 2", // 1.5
        "229, 2", // 2.5
        "256, 16", //
        "224, 0"})
    void cropsWhereTorchvisionDoes(final long size, final long first) {
        assertEquals(new CropRange(first, 224, 0), CropRange.of(size, 224));
    }

    @Test
    void theOddPixelOfThePaddingIsAtTheEnd() {
        // torchvision: (224 - 3) // 2 = 110 before, (224 - 3 + 1) // 2 = 111 after
        assertEquals(new CropRange(0, 3, 110), CropRange.of(3, 224));
    }

    @Test
    void extremeProportionsNeedNoMoreThanTheCrop() {
        // resized to 256 × 51,200,000 pixels, of which 224 × 224 are computed
        final var line = new Pixels(1, 200_000, new byte[3 * 200_000]);
        assertEquals(3 * 224 * 224, new Preprocessor(Preprocessing.IMAGENET).toCrop(line).length);
    }

    @Test
    void normalizesAsTorchvision() {
        // 256 pixels of the gray values 0 … 255 as a crop of 16 × 16
        final var imagenet = Preprocessing.IMAGENET;
        final var preprocessor = new Preprocessor(new Preprocessing(16, 16, imagenet.channels(), imagenet.scale(),
            imagenet.mean(), imagenet.std()));
        final byte[] crop = new byte[preprocessor.cropBytes()];
        for (int i = 0; i < crop.length; i++) {
            crop[i] = (byte)(i / 3);
        }
        final float[] normalized = new float[2 + crop.length];
        preprocessor.normalize(crop, normalized, 2);
        final var expected = ByteBuffer.wrap(TestData.bytes("images/expected/normalized.float32")).asFloatBuffer();
        for (int i = 0; i < crop.length; i++) {
            assertEquals(expected.get(i % 3 * 256 + i / 3), normalized[2 + i], "at " + i); // torchvision's is CHW
        }
    }

    private static byte[] crop(final String name, final int resize, final Channels channels) throws ImageException {
        final var zeros = Collections.nCopies(channels.count(), 0.0);
        final var ones = Collections.nCopies(channels.count(), 1.0);
        return new Preprocessor(new Preprocessing(resize, 20, channels, 1, zeros, ones))
            .read(new ImageItem.File(TestData.file("images/files/" + name)));
    }
}
