// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutFeaturesTest {

    /** A network with one cut point, of a known shape or not. */
    private static CutFeatures features(final int width, final Pooling usual, final List<Long> shape,
        final Pooling chosen) throws EngineException {
        final var point = new CutPoint("a", "Block", width, usual, List.of("a"), List.of());
        final var spec = new NetworkSpec("net", true,
            List.of(new Layer("a", "Block", "a", List.of(), List.of()).withOutputShape(shape)), List.of(point),
            Head.NONE, Preprocessing.IMAGENET, TrainingPlan.EVERYTHING, List.of());
        return CutFeatures.of(spec, point, chosen);
    }

    private static List<Long> shape(final String text) {
        return List.of(text.split(" ")).stream().map(Long::valueOf).toList();
    }

    private static Pooling pooling(final String name) {
        return name.equals("-") ? null : Pooling.valueOf(name);
    }

    @ParameterizedTest
    // without a pooling from the parameters, the rank decides; channels of images are second, features of tokens last
    @CsvSource({"-,1 8 5 7,-,AVERAGE,8", "-,1 50 16,-,MEAN,16", "-,1 24,-,NONE,24", "-,1 8 5 7 3,-,AVERAGE,8",
        // what the parameters say stays: Swin has its channels last
        "MEAN,1 7 7 96,-,MEAN,96", "AVERAGE,1 8 100,-,AVERAGE,8", "AVERAGE,1 8,-,NONE,8", "MEAN,1 8,-,NONE,8",
        // 8 · 5 · 7; 2 · 8
        "AVERAGE,1 8 5 7,NONE,NONE,280", "AVERAGE,1 8 5 7,AVERAGE_AND_MAX,AVERAGE_AND_MAX,16",
        "AVERAGE,1 8 5 7,MAX,MAX,8", "-,1 50 16,CLASS_TOKEN,CLASS_TOKEN,16", "-,1 5 7 96,MEAN,MEAN,96",
        "MEAN,1 24,AVERAGE,AVERAGE,24"})
    void aKnownShapeTellsTheFeatures(final String usual, final String shape, final String chosen, final Pooling pooling,
        final int count) throws Exception {
        assertEquals(new CutFeatures(pooling, count), features(0, pooling(usual), shape(shape), pooling(chosen)));
    }

    @ParameterizedTest
    @CsvSource({"AVERAGE,-,AVERAGE,8", "AVERAGE,AVERAGE_AND_MAX,AVERAGE_AND_MAX,16", "MEAN,CLASS_TOKEN,CLASS_TOKEN,8"})
    void elseTheParametersTellThem(final String usual, final String chosen, final Pooling pooling, final int count)
        throws Exception {
        assertEquals(new CutFeatures(pooling, count), features(8, pooling(usual), List.of(), pooling(chosen)));
    }

    @Test
    void whatIsNotKnownIsRefusedWithTheWayOut() {
        for (final var refused : List.of(
            assertThrows(EngineException.class, () -> features(0, null, List.of(), null)),
            assertThrows(EngineException.class, () -> features(0, null, List.of(), Pooling.MAX)),
            assertThrows(EngineException.class, () -> features(8, Pooling.AVERAGE, List.of(), Pooling.NONE)))) {
            assertEquals("How many features the network \"net\" has after \"a\" is not known.", refused.getMessage());
            assertEquals("Let the Load Pretrained Net node run the network once (\"Try the network\"), or choose a cut "
                + "point right after a convolution, norm or linear layer with another pooling.", refused.resolution());
        }
    }

    @Test
    void aPoolingThatDoesNotFitIsRefused() {
        final var tokens =
            assertThrows(EngineException.class, () -> features(8, Pooling.MEAN, List.of(), Pooling.AVERAGE_AND_MAX));
        assertEquals("The pooling \"average and max\" does not fit the network \"net\" after \"a\": the features of its "
            + "result are in the last dimension, as those of tokens are.", tokens.getMessage());
        assertEquals("Choose the automatic pooling, or none.", tokens.resolution());
        assertEquals("The pooling \"class token\" does not fit the network \"net\" after \"a\": the channels of its "
            + "result are in the second dimension, as those of images are.", assertThrows(EngineException.class,
                () -> features(8, Pooling.AVERAGE, shape("1 8 5 5"), Pooling.CLASS_TOKEN)).getMessage());
        assertEquals("The pooling \"average and max\" does not fit the network \"net\" after \"a\": its result has one "
            + "number per feature: each would come twice.", assertThrows(EngineException.class,
                () -> features(0, null, shape("1 8"), Pooling.AVERAGE_AND_MAX)).getMessage());
    }

    @ParameterizedTest
    @CsvSource({"1", "49 1 96", "1 0 3"})
    void aResultWithoutARowPerImageIsRefused(final String shape) {
        assertEquals("What the network \"net\" has for one image after \"a\" is of the shape " + shape(shape)
            + ", which is not one row of features per image.",
            assertThrows(EngineException.class, () -> features(0, null, shape(shape), null)).getMessage());
    }
}
