// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import org.transferlearning.engine.script.ScriptClass;

/**
 * Tells traced networks from scripted ones. Tracing writes down what happened once: a traced batch norm or dropout does
 * not ask whether it is in training, a scripted one does. A network without both is scripted if a class has constants,
 * which the tracer does not write.
 */
public final class TracedSign {

    private TracedSign() {
    }

    /**
     * @param tree a network's modules
     * @return whether it was traced
     */
    public static boolean isTraced(final ModuleTree tree) {
        boolean hasModes = false;
        boolean hasConstants = false;
        for (final ModuleNode node : tree.modules()) {
            if (HeadFinder.isOwn(node)) {
                continue; // a new head looks traced, whatever is before it
            }
            if (node.kind().contains("BatchNorm") || node.kind().contains("Dropout")) {
                hasModes = true;
                if (asksForTraining(node)) {
                    return false;
                }
            }
            for (final ScriptClass.Declaration declaration : node.type().attributes().values()) {
                hasConstants |= node.type().typeText(declaration).startsWith("Final[");
            }
        }
        return hasModes || !hasConstants;
    }

    private static boolean asksForTraining(final ModuleNode node) {
        return node.type().file().text().substring(node.type().start(), node.type().end()).contains("self.training");
    }
}
