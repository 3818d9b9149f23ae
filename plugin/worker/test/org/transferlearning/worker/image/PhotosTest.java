// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.job.ImageItem;

/** Real photos against torchvision's crops; {@code test-data/embeddings/reference.py} made the expected values. */
class PhotosTest {

    @Test
    void cropsOfPhotosAreTorchvisions() throws Exception {
        final var photos = TestData.shared("images/ants_bees/val");
        final var preprocessor = new Preprocessor(Preprocessing.IMAGENET);
        for (final var line : Files.readAllLines(TestData.file("embeddings/photos.txt"))) {
            final var parts = line.split("\t");
            final byte[] crop = preprocessor.read(new ImageItem.File(photos.resolve(parts[0])));
            final byte[] expected = HexFormat.of().parseHex(parts[1]);
            for (int i = 0; i < expected.length; i++) {
                // equal with Debian's libjpeg; another one's rounding may move a mean over a rounding boundary
                assertEquals(expected[i] & 0xff, meanOfSquare(crop, i / 21, i / 3 % 7, i % 3), 1, parts[0]);
            }
        }
    }

    /** The mean of one channel in one of 7 × 7 squares of 32 × 32 pixels. */
    private static long meanOfSquare(final byte[] crop, final int row, final int column, final int channel) {
        double sum = 0;
        for (int y = 32 * row; y < 32 * row + 32; y++) {
            for (int x = 32 * column; x < 32 * column + 32; x++) {
                sum += crop[3 * (224 * y + x) + channel] & 0xff;
            }
        }
        return Math.round(sum / (32 * 32));
    }
}
