// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.widget.choices.util;

/** Stands for KNIME's class of the same name: the input port whose columns are offered. */
public interface InputTableIndexHolder {

    /** @return the index of the port, the first one by default */
    default int getInputTableIndex() {
        return 0;
    }
}
