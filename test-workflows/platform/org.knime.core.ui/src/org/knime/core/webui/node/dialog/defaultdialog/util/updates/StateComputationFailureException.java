// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.webui.node.dialog.defaultdialog.util.updates;

/** Stands for KNIME's class of the same name: a state provider has no result. */
public final class StateComputationFailureException extends Exception {

    private static final long serialVersionUID = 1L;
}
