// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.webui.node.dialog.defaultdialog.setting.filter.withtypes;

/** Stands for KNIME's class of the same name: what decides whether a column is chosen. */
public enum TypedStringFilterMode {
    MANUAL, REGEX, WILDCARD, TYPE
}
