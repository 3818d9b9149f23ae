// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.head;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.transferlearning.nodes.util.TargetColumn;

/** What the user decides about the new head. */
final class ReplaceHeadNodeParameters implements NodeParameters {

    @Widget(title = "Target column", description = """
            The column of the training table with the class of each image: strings or whole numbers. The default is the
            last string column whose values are known.
            """)
    @ChoicesProvider(TargetColumn.Choices.class)
    String m_target;

    @Widget(title = "Seed", description = """
            The start of the random numbers that the head's first values are drawn from. The same seed gives the same
            head. The default is 0.
            """, advanced = true)
    long m_seed;

    ReplaceHeadNodeParameters() {
        // no table yet, no target column
    }

    ReplaceHeadNodeParameters(final NodeParametersInput input) {
        m_target = input.getInTableSpec(1).map(TargetColumn::guess).orElse(null);
    }
}
