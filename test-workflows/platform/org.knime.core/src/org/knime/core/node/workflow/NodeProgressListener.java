// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

/** Hears of progress. Stands for KNIME's {@code org.knime.core.node.workflow.NodeProgressListener}. */
@FunctionalInterface
public interface NodeProgressListener {
    /** @param progressEvent the state now */
    void progressChanged(NodeProgressEvent progressEvent);
}
