// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.widget.choices.util;

import java.util.List;

import org.knime.core.data.DataColumnSpec;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.ColumnChoicesProvider;

/** Stands for KNIME's class of the same name: offers all columns of an input table. */
public class AllColumnsProvider implements ColumnChoicesProvider, InputTableIndexHolder {

    @Override
    public List<DataColumnSpec> columnChoices(final NodeParametersInput context) {
        return ColumnSelectionUtil.getAllColumns(context, getInputTableIndex());
    }
}
