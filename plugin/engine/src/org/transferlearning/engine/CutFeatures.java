// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a head gets behind a cut point.
 *
 * @param pooling how the tensor there becomes features
 * @param count number of features
 */
record CutFeatures(Pooling pooling, long count) {

    private static final Set<Pooling> OF_TOKENS = Set.of(Pooling.MEAN, Pooling.CLASS_TOKEN);

    /** Items and features. */
    private static final int ROWS = 2;

    /** Items, tokens and features. */
    private static final int SEQUENCES = 3;

    /**
     * @param spec a network's specification
     * @param point one of its cut points
     * @param chosen the pooling; {@code null} for the usual one
     * @return what a head there gets
     * @throws EngineException if the number of features is not known, or the pooling does not fit the tensor
     */
    static CutFeatures of(final NetworkSpec spec, final CutPoint point, final Pooling chosen) throws EngineException {
        final List<Long> shape = spec.module(point.path()).map(Layer::outputShape).orElse(List.of());
        final Pooling pooling = chosen == null ? usual(point, shape) : chosen;
        final boolean isChannelsLast = point.pooling() == Pooling.MEAN;
        final boolean isOther = point.pooling() != null && pooling != Pooling.NONE && shape.size() != ROWS
            && isChannelsLast != OF_TOKENS.contains(pooling);
        if (isOther) {
            throw doesNotFit(spec, pooling, point, isChannelsLast
                ? "the features of its result are in the last dimension, as those of tokens are"
                : "the channels of its result are in the second dimension, as those of images are");
        }
        if (!shape.isEmpty()) {
            return new CutFeatures(pooling, count(spec, pooling, point, shape));
        }
        if (point.width() < 1 || pooling == Pooling.NONE || pooling == null) {
            throw new EngineException("How many features the network \"" + spec.name() + "\" has after \""
                + point.path() + "\" is not known.",
                "Let the Load Pretrained Net node run the network once (\"Try the network\"), or choose a cut point "
                    + "right after a convolution, norm or linear layer with another pooling.");
        }
        return new CutFeatures(pooling, pooling.features(point.width()));
    }

    private static Pooling usual(final CutPoint point, final List<Long> shape) {
        if (shape.size() == ROWS) {
            return Pooling.NONE;
        } else if (point.pooling() != null || shape.isEmpty()) {
            return point.pooling();
        }
        return shape.size() == SEQUENCES ? Pooling.MEAN : Pooling.AVERAGE;
    }

    private static long count(final NetworkSpec spec, final Pooling pooling, final CutPoint point,
        final List<Long> shape) throws EngineException {
        if (shape.size() < ROWS || shape.get(0) != 1 || shape.contains(0L)) {
            throw new EngineException("What the network \"" + spec.name() + "\" has for one image after \""
                + point.path() + "\" is of the shape " + shape + ", which is not one row of features per image.",
                "Choose another cut point.");
        }
        if (shape.size() == ROWS && pooling == Pooling.AVERAGE_AND_MAX) {
            throw doesNotFit(spec, pooling, point, "its result has one number per feature: each would come twice");
        }
        if (pooling == Pooling.NONE) {
            return shape.stream().reduce(1L, Math::multiplyExact);
        }
        final long width = OF_TOKENS.contains(pooling) ? shape.get(shape.size() - 1) : shape.get(1);
        return pooling == Pooling.AVERAGE_AND_MAX ? 2 * width : width;
    }

    private static EngineException doesNotFit(final NetworkSpec spec, final Pooling pooling, final CutPoint point,
        final String why) {
        return new EngineException("The pooling \"" + pooling.name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + "\" does not fit the network \"" + spec.name() + "\" after \"" + point.path() + "\": " + why + ".",
            "Choose the automatic pooling, or none.");
    }
}
