// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.check;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.transferlearning.nodes.util.DeviceChoice;
import org.transferlearning.nodes.util.Limit;

/** What the user decides about checking the system. */
final class SystemCheckNodeParameters implements NodeParameters {

    @Widget(title = "Device", description = "Where to compute. The default is automatic.")
    @ValueSwitchWidget
    @ValueReference(DeviceChoice.Ref.class)
    DeviceChoice m_device = DeviceChoice.AUTOMATIC;

    @Widget(title = "GPU", description = "The number of the GPU. The first one, which is the default, is 0.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = DeviceChoice.IsGpu.class, type = EffectType.SHOW)
    int m_gpu;

    /** Flow variables go past the dialog, which has the same limits. */
    @Override
    public void validate() throws InvalidSettingsException {
        Limit.requireExecution(1, m_gpu);
    }
}
