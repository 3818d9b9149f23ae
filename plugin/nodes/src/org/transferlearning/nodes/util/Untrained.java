// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.util;

import java.util.Optional;
import org.transferlearning.engine.Count;
import org.transferlearning.engine.NetworkSpec;

/** Warns of networks a part of which has random values, since it is new and has not been trained. */
public final class Untrained {

    private Untrained() {
    }

    /**
     * @param network a network
     * @param consequence what comes of it, for example {@code its predictions are random}
     * @return the warning; empty for a network whose values are all learned
     */
    public static Optional<String> warning(final NetworkSpec network, final String consequence) {
        final var count = network.plan().reinitialized().size();
        if (!network.head().isUntrained() && count == 0) {
            return Optional.empty();
        }
        final var name = "the network \"" + network.name() + "\"";
        final var what = network.head().isUntrained() ? "The head of " + name + " is"
            : Count.of(count, "layer") + " of " + name + " started anew and " + Count.verb(count, "is", "are");
        final var problem =
            new Problem(what + " untrained: " + consequence + ".", "Add a Fine-tune node before this one.");
        return Optional.of(problem.toWarning());
    }
}
