// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.head;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.transferlearning.engine.HeadDesign;

/** A layer between the features and the head's outputs. */
final class HiddenLayer implements NodeParameters {

    @Widget(title = "Units", description = """
            How many outputs the layer has. The default is 256. Many units learn more, and need more images.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    int m_units = 256;

    /** What is applied to each unit. */
    enum Activation {
            @Label("ReLU")
            RELU,
            @Label("GELU")
            GELU,
            @Label("SiLU")
            SILU,
            @Label("Tanh")
            TANH
    }

    @Widget(title = "Activation", description = """
            What is applied to each unit, so that layers can learn more than one alone. The default is ReLU, the usual
            choice; the others are smoother, and rarely differ much.
            """)
    Activation m_activation = Activation.RELU;

    @Widget(title = "Batch norm", description = """
            Whether the units are normalized before the activation, over the images of a batch in training, and by
            running statistics otherwise. The default is not to.
            """)
    boolean m_hasBatchNorm;

    static final class BelowOne extends MaxValidation {
        @Override
        protected double getMax() {
            return 1;
        }

        @Override
        public boolean isExclusive() {
            return true;
        }
    }

    @Widget(title = "Dropout", description = """
            How likely a unit is left out in a step of training, which keeps the head from remembering the images
            instead of learning from them. The default is 0, none; near 1, hardly anything is learned.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = BelowOne.class)
    double m_dropout;

    HeadDesign.Hidden toEngine() {
        return new HeadDesign.Hidden(m_units, HeadDesign.Activation.valueOf(m_activation.name()), m_hasBatchNorm,
            m_dropout);
    }
}
