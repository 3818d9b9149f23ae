// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import java.util.List;
import java.util.Map;

import org.transferlearning.engine.NetworkSpec;

/**
 * What a network is when it runs.
 *
 * @param outputShape shape of the output for one image, for example (1, 1000)
 * @param shapes shapes of the outputs of modules for one image, by the modules' paths: of all that ran and return one
 *            tensor; of the last call if there were more; empty if they are not known
 * @param problem why the shapes are not known, one sentence; {@code null} if they are
 * @param device where it ran, for example {@code CPU}
 * @param versions of what ran it, for example {@code PyTorch 2.7.1, DJL 0.35.1}
 */
public record Description(List<Long> outputShape, Map<String, List<Long>> shapes, String problem, String device,
    String versions) {

    /**
     * @param spec the network's specification
     * @return a copy with the shapes
     */
    public NetworkSpec addTo(final NetworkSpec spec) {
        return spec.withModules(m -> m.withOutputShape(shapes.getOrDefault(m.path(), List.of())));
    }
}
