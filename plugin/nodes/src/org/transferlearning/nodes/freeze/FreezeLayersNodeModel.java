// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.freeze;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.LayerAction;
import org.transferlearning.engine.LayerFreezer;
import org.transferlearning.engine.LayerSelection;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.nodes.freeze.FreezeLayersNodeParameters.Action;
import org.transferlearning.nodes.freeze.FreezeLayersNodeParameters.PatternKind;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.nodes.util.Problem;

/**
 * What Freeze Layers does: it changes the specification only.
 *
 * <p>
 * The node's message says how much is left to train, since that is what the analyst wants to see on the canvas. KNIME
 * has no kind of message below a warning, so it is one, although nothing is wrong.
 */
final class FreezeLayersNodeModel {

    private FreezeLayersNodeModel() {
    }

    static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        final NetworkPortObjectSpec input = in.getInPortSpec(0);
        if (input == null) {
            return;
        }
        try {
            final var spec = freeze(input.network(), in.getParameters());
            out.setOutSpec(0, new NetworkPortObjectSpec(spec));
            out.setWarningMessage(spec.trainableSummary());
        } catch (EngineException e) {
            throw Problem.of(e).toInvalidSettingsException();
        }
    }

    static void execute(final ExecuteInput in, final ExecuteOutput out) throws KNIMEException {
        final NetworkPortObject input = in.getInPortObject(0);
        try {
            final var spec = freeze(input.getSpec().network(), in.getParameters());
            out.setOutData(0, input.withSpec(spec));
            out.setWarningMessage(spec.trainableSummary());
        } catch (EngineException e) {
            throw Problem.of(e).toKnimeException();
        }
    }

    private static NetworkSpec freeze(final NetworkSpec spec, final FreezeLayersNodeParameters parameters)
        throws EngineException {
        return switch (parameters.m_mode) {
            case ALL_BUT_HEAD -> LayerFreezer.allButHead(spec);
            case UP_TO_LAYER -> LayerFreezer.upTo(spec, parameters.m_layer);
            case LAST_BLOCKS -> LayerFreezer.allButLastBlocks(spec, parameters.m_blocks);
            case BY_NAME -> LayerFreezer.apply(spec,
                LayerSelection.matching(parameters.m_pattern, parameters.m_patternKind == PatternKind.REGEX),
                parameters.m_action == Action.FREEZE ? new LayerAction.Freeze() : new LayerAction.MakeTrainable());
            case NOTHING -> LayerFreezer.nothing(spec);
        };
    }
}
