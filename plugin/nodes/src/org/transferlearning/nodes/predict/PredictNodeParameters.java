// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.predict;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.transferlearning.nodes.util.DeviceChoice;
import org.transferlearning.nodes.util.ImageColumn;
import org.transferlearning.nodes.util.Limit;

/** What the user decides about predicting. */
final class PredictNodeParameters implements NodeParameters {

    @Widget(title = "Image column", description = """
            The column with the images: PNG images, or strings with the paths or URLs of image files. The default is the
            first column with PNG images, or else the first string column.
            """)
    @ChoicesProvider(ImageColumn.Choices.class)
    String m_image;

    @Widget(title = "Append the probabilities", description = """
            Whether a column with its probability is appended for each class. It is on by default; a network with many
            classes gives many columns.
            """)
    boolean m_appendProbabilities = true;

    @Widget(title = "Append the confidence", description = """
            Whether a column with the probability of the predicted class is appended. It is off by default.
            """)
    boolean m_appendConfidence;

    /** What happens to a row without an image that can be read. */
    enum OnFailure {
            @Label(value = "Missing values", description = "The row gets missing values, and the node a warning.")
            MISSING,
            @Label(value = "Fail", description = "The node fails on the first such row.")
            FAIL
    }

    @Widget(title = "If an image cannot be read", description = """
            What happens to a row whose image is missing or cannot be read. The default is missing values and one
            warning with the number of such rows.
            """)
    @ValueSwitchWidget
    OnFailure m_onFailure = OnFailure.MISSING;

    @Widget(title = "Batch size", description = """
            How many images the network takes at once. The default is 16. More need more memory; very few are slower.
            """, advanced = true)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    int m_batchSize = 16;

    @Widget(title = "Device", description = "Where to compute. The default is automatic.", advanced = true)
    @ValueSwitchWidget
    @ValueReference(DeviceChoice.Ref.class)
    DeviceChoice m_device = DeviceChoice.AUTOMATIC;

    @Widget(title = "GPU", description = "The number of the GPU. The first one, which is the default, is 0.",
        advanced = true)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = DeviceChoice.IsGpu.class, type = EffectType.SHOW)
    int m_gpu;

    PredictNodeParameters() {
        // no table yet, no column
    }

    PredictNodeParameters(final NodeParametersInput input) {
        m_image = input.getInTableSpec(PredictNodeModel.TABLE).map(ImageColumn::guess).orElse(null);
    }

    /** Flow variables go past the dialog, which has the same limits. */
    @Override
    public void validate() throws InvalidSettingsException {
        Limit.requireExecution(m_batchSize, m_gpu);
    }
}
