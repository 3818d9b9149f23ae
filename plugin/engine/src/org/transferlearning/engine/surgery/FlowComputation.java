// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.List;

import org.transferlearning.engine.script.Expression;

/**
 * One run of a function that is no module's method, for example of an operator of PyTorch.
 *
 * @param frame the run of the method that holds the call
 * @param call the call
 * @param isStep whether the call is a step of its method, which runs once, else behind a branch or in a loop
 * @param function the function's dotted name, for example {@code torch.conv2d}
 * @param operands what it takes
 * @param result what it gives
 */
record FlowComputation(FlowFrame frame, Expression.Call call, boolean isStep, String function, List<Fact> operands,
    Fact result) {

    /** Whether it runs exactly once whenever the network runs. */
    boolean isOnce() {
        boolean isOnce = isStep;
        for (FlowCall by = frame.by(); by != null; by = by.caller().by()) {
            isOnce &= by.obstacle() == null;
        }
        return isOnce;
    }
}
