// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.transferlearning.engine.HeadDesign.Activation;
import org.transferlearning.engine.HeadDesign.Hidden;
import org.transferlearning.engine.HeadDesign.Weights;
import org.transferlearning.engine.archive.ElementType;
import org.transferlearning.engine.archive.TensorInfo;

/** Formulas and defaults are those of {@code torch.nn.init} and {@code torch.nn}. */
class HeadValuesTest {

    private static final int FEATURES = 600;

    private static final int OUTPUTS = 400;

    private static final List<String> CLASSES = IntStream.range(0, OUTPUTS).mapToObj(i -> "c" + i).toList();

    /** 600 · 400 weights. */
    private static final int COUNT = FEATURES * OUTPUTS;

    private static float[] values(final HeadDesign design, final int features, final String name, final int size)
        throws Exception {
        final var head = new Head(Head.NEW_LAYER, features, OUTPUTS, true, false, Target.classes(CLASSES, null), design);
        final var out = new ByteArrayOutputStream();
        new HeadValues(head).writeTo(out, name, new TensorInfo.Storage("0", ElementType.FLOAT, size),
            ByteOrder.BIG_ENDIAN);
        final var values = new float[size];
        ByteBuffer.wrap(out.toByteArray()).asFloatBuffer().get(values);
        return values;
    }

    private static HeadDesign design(final Weights weights, final Hidden... hidden) {
        return new HeadDesign("", null, List.of(hidden), weights, List.of(), 7);
    }

    private static double mean(final float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
    }

    private static double deviation(final float[] values) {
        final double mean = mean(values);
        return Math.sqrt(IntStream.range(0, values.length).mapToDouble(i -> values[i] - mean).map(d -> d * d).average()
            .orElseThrow());
    }

    @ParameterizedTest
    // 1/√600; √(6/600); √(6/1000)
    @CsvSource({"UNIFORM,0.0408248", "KAIMING_UNIFORM,0.1", "XAVIER_UNIFORM,0.0774597"})
    void uniformWeightsFillTheirRangeEvenly(final Weights weights, final double bound) throws Exception {
        final float[] values = values(design(weights), FEATURES, "head.weight", COUNT);
        final float[] sorted = values.clone();
        Arrays.sort(sorted);
        // the largest of 240,000 is below 0.9999 of the bound with a probability of exp(-12)
        assertTrue(sorted[COUNT - 1] <= bound * 1.00001 && sorted[COUNT - 1] > 0.9999 * bound, "" + sorted[COUNT - 1]);
        assertTrue(sorted[0] >= -bound * 1.00001 && sorted[0] < -0.9999 * bound, "" + sorted[0]);
        // deviation of the mean: bound/√3/√240000; four of them
        assertEquals(0, mean(values), 4 * bound / Math.sqrt(3 * COUNT));
        // a quarter of the numbers is below -bound/2; its deviation is √(0.25 · 0.75/240000) = 0.0009
        assertEquals(0.25, IntStream.range(0, COUNT).filter(i -> values[i] < -bound / 2).count() / (double)COUNT, 0.0036);
    }

    @ParameterizedTest
    // √(2/600); √(2/1000)
    @CsvSource({"KAIMING_NORMAL,0.0577350", "XAVIER_NORMAL,0.0447214", "SMALL_NORMAL,0.01"})
    void normalWeightsHaveTheirDeviation(final Weights weights, final double deviation) throws Exception {
        final float[] values = values(design(weights), FEATURES, "head.weight", COUNT);
        // deviations of mean and deviation: 1/√240000 and 1/√480000 of the deviation; four of each
        assertEquals(0, mean(values), 4 * deviation / Math.sqrt(COUNT));
        assertEquals(deviation, deviation(values), 4 * deviation / Math.sqrt(2 * COUNT));
        // within one and beyond three deviations: 0.682689 and 0.002700; √(p(1 - p)/240000) = 0.00095 and 0.00011
        assertEquals(0.682689, share(values, 0, deviation), 0.0038);
        assertEquals(0.002700, share(values, 3 * deviation, 10 * deviation), 0.00044);
    }

    private static double share(final float[] values, final double from, final double to) {
        return IntStream.range(0, values.length).filter(i -> Math.abs(values[i]) >= from && Math.abs(values[i]) < to)
            .count() / (double)values.length;
    }

    @Test
    void biasesAreDrawnWhereNnLinearDoesAndElseZero() throws Exception {
        final float[] drawn = values(design(Weights.UNIFORM), 4, "head.bias", OUTPUTS);
        // uniform in ±1/√4: deviation 0.5/√3 = 0.2887; of 400 its deviation is 0.2887 · √(0.2/400) = 0.0065
        assertEquals(0.2887, deviation(drawn), 0.026);
        assertTrue(IntStream.range(0, OUTPUTS).allMatch(i -> Math.abs(drawn[i]) <= 0.5));
        for (final Weights weights : Weights.values()) {
            if (weights != Weights.UNIFORM) {
                assertArrayEquals(new float[OUTPUTS], values(design(weights), 4, "head.bias", OUTPUTS), weights.name());
            }
        }
    }

    @Test
    void zeroIsForTheLastLayerOnly() throws Exception {
        final HeadDesign design = design(Weights.ZERO, new Hidden(50, Activation.RELU, false, 0));
        assertArrayEquals(new float[50 * OUTPUTS], values(design, FEATURES, "head.2.weight", 50 * OUTPUTS));
        assertArrayEquals(new float[OUTPUTS], values(design, FEATURES, "head.2.bias", OUTPUTS));
        // as nn.Linear: uniform in ±1/√600, deviation 0.0408248/√3
        assertEquals(0.0235702, deviation(values(design, FEATURES, "head.0.weight", 50 * FEATURES)), 0.0003);
        assertEquals(0.0235702, deviation(values(design, FEATURES, "head.0.bias", 50)), 0.006);
    }

    @Test
    void batchNormStartsAsTheIdentity() throws Exception {
        final HeadDesign design = design(Weights.KAIMING_NORMAL, new Hidden(2, Activation.TANH, true, 0.5));
        assertArrayEquals(new float[]{1, 1}, values(design, 3, "head.1.weight", 2));
        assertArrayEquals(new float[]{0, 0}, values(design, 3, "head.1.bias", 2));
        assertArrayEquals(new float[]{0, 0}, values(design, 3, "head.1.running_mean", 2));
        assertArrayEquals(new float[]{1, 1}, values(design, 3, "head.1.running_var", 2));
        final var out = new ByteArrayOutputStream();
        new HeadValues(new Head(Head.NEW_LAYER, 3, 1, true, false, Target.UNKNOWN, design)).writeTo(out,
            "head.1.num_batches_tracked", new TensorInfo.Storage("0", ElementType.LONG, 1), ByteOrder.LITTLE_ENDIAN);
        assertArrayEquals(new byte[8], out.toByteArray());
    }

    @Test
    void aGivenBiasIsTheLastLayersFirstBias() throws Exception {
        final List<Double> given = IntStream.range(0, OUTPUTS).mapToObj(i -> i / 8.0).toList();
        final var design = new HeadDesign("", null, List.of(new Hidden(2, Activation.RELU, false, 0)),
            Weights.KAIMING_UNIFORM, given, 1);
        final float[] last = values(design, 3, "head.2.bias", OUTPUTS);
        for (int i = 0; i < OUTPUTS; i++) {
            assertEquals(i / 8f, last[i]);
        }
        assertArrayEquals(new float[2], values(design, 3, "head.0.bias", 2));
    }

    @Test
    void sameSeedGivesTheSameValuesWhateverTheOtherLayersAre() throws Exception {
        final Hidden first = new Hidden(10, Activation.RELU, false, 0);
        final float[] alone = values(design(Weights.UNIFORM, first), 20, "head.0.weight", 200);
        assertArrayEquals(alone, values(design(Weights.UNIFORM, first), 20, "head.0.weight", 200));
        assertArrayEquals(alone, values(design(Weights.UNIFORM, first, new Hidden(99, Activation.GELU, true, 0.5)), 20,
            "head.0.weight", 200));
        final var other = new HeadDesign("", null, List.of(first), Weights.UNIFORM, List.of(), 8);
        assertFalse(Arrays.equals(alone, values(other, 20, "head.0.weight", 200)));
    }

    @Test
    void tensorsAndSeedsDoNotShareTheirNumbers() throws Exception {
        final var seen = new java.util.HashSet<Float>();
        int count = 0;
        for (long seed = 0; seed < 20; seed++) {
            final var design = new HeadDesign("", null, List.of(new Hidden(10, Activation.RELU, false, 0)),
                Weights.UNIFORM, List.of(), seed);
            for (final float value : values(design, 10, "head.0.weight", 100)) {
                seen.add(value);
            }
            for (final float value : values(design, 10, "head.0.bias", 10)) {
                seen.add(value);
            }
            count += 110;
        }
        // of 2200 among 2^24 or more floats, 0.15 pairs are expected to be equal
        assertTrue(seen.size() >= count - 4, seen.size() + " of " + count);
    }
}
