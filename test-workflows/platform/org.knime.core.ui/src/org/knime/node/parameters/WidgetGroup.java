// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters;

/** Stands for KNIME's class of the same name: a class whose fields may have widgets. */
public interface WidgetGroup {
}
