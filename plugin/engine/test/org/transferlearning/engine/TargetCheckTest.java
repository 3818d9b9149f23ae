// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class TargetCheckTest {

    private static Target labels(final List<String> labels) {
        return new Target(Task.MULTI_LABEL, labels, List.of(), null);
    }

    private static Target numbers(final List<String> columns, final Target.Scale... scales) {
        return new Target(Task.REGRESSION, columns, List.of(scales), null);
    }

    private static String refusal(final Target target) {
        return assertThrows(EngineException.class, () -> TargetCheck.check(target)).getMessage();
    }

    @Test
    void oneLabelAndOneNumberCanBeLearned() {
        assertDoesNotThrow(() -> TargetCheck.check(labels(List.of("smiling"))));
        assertDoesNotThrow(() -> TargetCheck.check(numbers(List.of("age"), new Target.Scale(40, 12))));
    }

    @Test
    void noLabelAndNoNumberAreRefused() {
        assertEquals("There are no labels to learn.", refusal(labels(List.of())));
        assertEquals("There are no numbers to learn.", refusal(numbers(List.of())));
    }

    @Test
    void tooManyOutputsAreRefused() {
        final List<String> names = IntStream.range(0, 1001).mapToObj(i -> "n" + i).toList();
        assertEquals("The target has 1,001 different values; a head can have at most 1,000.", refusal(labels(names)));
        assertEquals("There are 1,001 target columns; a head can have at most 1,000 outputs.",
            refusal(numbers(names)));
    }

    @Test
    void anOutputThatAppearsTwiceIsRefused() {
        assertEquals("The class \"a\" appears twice.", refusal(labels(List.of("a", "b", "a"))));
        assertEquals("The target column \"age\" appears twice.",
            refusal(numbers(List.of("age", "age"), Target.Scale.NONE, Target.Scale.NONE)));
    }

    @Test
    void everyNumberNeedsAPossibleScale() {
        assertEquals("The number of scales is 1, but that of target columns with numbers is 2.",
            refusal(numbers(List.of("age", "size"), Target.Scale.NONE)));
        assertEquals("The number of scales is 1, but that of target columns with numbers is 0.",
            refusal(new Target(Task.MULTI_LABEL, List.of("a"), List.of(Target.Scale.NONE), null)));
        assertEquals("The target column \"age\" cannot be scaled: its mean is 3.0 and its standard deviation 0.0.",
            refusal(numbers(List.of("age"), new Target.Scale(3, 0))));
        assertEquals("The target column \"age\" cannot be scaled: its mean is NaN and its standard deviation 1.0.",
            refusal(numbers(List.of("age"), new Target.Scale(Double.NaN, 1))));
        assertEquals(
            "The target column \"age\" cannot be scaled: its mean is 0.0 and its standard deviation Infinity.",
            refusal(numbers(List.of("age"), new Target.Scale(0, Double.POSITIVE_INFINITY))));
    }
}
