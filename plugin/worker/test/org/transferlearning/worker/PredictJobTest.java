// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.job.Prediction;

class PredictJobTest {

    /** Between PyTorch 1.13 and 2.7, sums of 54 float32 products differ by some units of the seventh digit. */
    private static final float TOLERANCE = 1e-5f;

    @Test
    void probabilitiesAgreeWithPyTorch() throws Exception {
        assertExpected(Workers.predict(Workers.network("tiny.pt"), Workers.images(8), 3));
    }

    @Test
    void aSoftmaxInTheNetworkIsNotAppliedAgain() throws Exception {
        final var network = Workers.withOutputs(Workers.network("softmax.pt"), 3, true);
        assertExpected(Workers.predict(network, Workers.images(8), 8));
    }

    @Test
    void resultsOfManyImagesKeepTheirOrder() throws Exception {
        final var count = 1000; // far more than may be on their way
        final var predictions = Workers.predict(Workers.network("tiny.pt"), Workers.images(count), 7);
        assertEquals(IntStream.range(0, count).mapToObj(Long::valueOf).toList(),
            predictions.stream().map(Prediction::index).toList());
        for (var i = 8; i < count; i++) {
            // as image i modulo 8; which other images are in the batch changes no more than the last digits
            assertArrayEquals(predictions.get(i % 8).values(), predictions.get(i).values(), TOLERANCE);
        }
    }

    @Test
    void aProcessorPredictsNoMoreImagesAtOnceThanAreOfUse() {
        final var cpu = new Torch(null, ai.djl.Device.cpu());
        // 224 · 224 · 3 · 4 bytes each: 16 in 10 MB
        assertEquals(16, PredictJob.batchSize(32, new Batch(Preprocessing.IMAGENET), cpu));
        assertEquals(8, PredictJob.batchSize(8, new Batch(Preprocessing.IMAGENET), cpu));
        assertEquals(32, PredictJob.batchSize(32, new Batch(Preprocessing.IMAGENET),
            new Torch(null, ai.djl.Device.gpu())));
        // 16 · 16 · 3 · 4 bytes each
        assertEquals(1000, PredictJob.batchSize(1000, new Batch(Workers.PREPROCESSING), cpu));
    }

    @Test
    void imagesThatCannotBeReadGiveTheirReasonAndNothingElseIsLost(@TempDir final Path folder) throws Exception {
        final var text = Files.writeString(folder.resolve("text.png"), "no image at all");
        final var predictions = Workers.predict(Workers.network("tiny.pt"),
            Stream.of(new ImageItem.Absent("missing value"), Workers.image(0), new ImageItem.File(text),
                new ImageItem.File(folder.resolve("absent.png")), Workers.image(1), new ImageItem.Encoded(new byte[0])),
            2);
        assertEquals(6, predictions.size());
        assertEquals("missing value", predictions.get(0).failure());
        for (var i : List.of(0, 2, 3, 5)) {
            assertNull(predictions.get(i).values());
            assertNotNull(predictions.get(i).failure());
        }
        assertRow(0, predictions.get(1));
        assertRow(1, predictions.get(4));
    }

    @Test
    void noImagesGiveNoResults() throws Exception {
        assertEquals(List.of(), Workers.predict(Workers.network("tiny.pt"), Stream.empty(), 4));
    }

    private static void assertExpected(final List<Prediction> predictions) throws Exception {
        assertEquals(8, predictions.size());
        for (var i = 0; i < 8; i++) {
            assertRow(i, predictions.get(i));
        }
    }

    private static void assertRow(final int line, final Prediction prediction) throws Exception {
        final var expected = Workers.expected(line);
        assertNull(prediction.failure());
        for (var k = 0; k < 3; k++) {
            assertEquals(expected[k], prediction.values()[k], TOLERANCE);
        }
    }
}
