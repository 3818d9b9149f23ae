// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.freeze;

import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeLogger;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.parameters.widget.choices.filter.StringFilter;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.LayerAction;
import org.transferlearning.engine.LayerFreezer;
import org.transferlearning.engine.LayerKind;
import org.transferlearning.engine.LayerSelection;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.nodes.freeze.FreezeLayersNodeParameters.Statistics;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.nodes.util.Problem;

/** What Freeze Layers does: it changes the specification only. */
final class FreezeLayersNodeModel {

    private static final NodeLogger LOGGER = NodeLogger.getLogger(FreezeLayersNodeModel.class);

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
            warning(spec).ifPresent(out::setWarningMessage);
        } catch (EngineException e) {
            throw Problem.of(e).toInvalidSettingsException();
        }
    }

    static void execute(final ExecuteInput in, final ExecuteOutput out) throws KNIMEException {
        final NetworkPortObject input = in.getInPortObject(0);
        try {
            final var spec = freeze(input.getSpec().network(), in.getParameters());
            out.setOutData(0, input.withSpec(spec));
            warning(spec).ifPresent(out::setWarningMessage);
            LOGGER.info(spec.name() + ": " + spec.lineage().get(spec.lineage().size() - 1) + " Now "
                + spec.trainableSummary() + ".");
        } catch (EngineException e) {
            throw Problem.of(e).toKnimeException();
        }
    }

    private static Optional<String> warning(final NetworkSpec spec) {
        return spec.trainableCount() > 0 ? Optional.empty()
            : Optional.of("All layers of the network \"" + spec.name() + "\" are frozen now, so there is nothing to "
                + "train. A head that Replace Head adds will be trainable.");
    }

    private static NetworkSpec freeze(final NetworkSpec spec, final FreezeLayersNodeParameters parameters)
        throws EngineException {
        return LayerFreezer.apply(spec, selection(spec, parameters), action(parameters));
    }

    private static LayerSelection selection(final NetworkSpec spec, final FreezeLayersNodeParameters parameters)
        throws EngineException {
        return switch (parameters.m_layers) {
            case ALL_BUT_HEAD -> LayerSelection.allButHead();
            case ALL_BUT_LAST_BLOCKS -> LayerSelection.allButLastBlocks(parameters.m_blocks);
            case FIRST_BLOCKS -> LayerSelection.firstBlocks(parameters.m_blocks);
            case LAST_BLOCKS -> LayerSelection.lastBlocks(parameters.m_blocks);
            case UP_TO -> LayerSelection.upTo(parameters.m_place);
            case AFTER -> LayerSelection.after(parameters.m_place);
            case BY_NAME -> LayerSelection.layers(chosen(spec, parameters.m_names));
            case BY_KIND -> LayerSelection.ofKind(LayerKind.valueOf(parameters.m_kind.name()));
            case HEAD -> LayerSelection.head();
            case EVERYTHING -> LayerSelection.everything();
        };
    }

    private static LayerAction action(final FreezeLayersNodeParameters parameters) {
        return switch (parameters.m_action) {
            case FREEZE -> new LayerAction.Freeze();
            case MAKE_TRAINABLE -> new LayerAction.MakeTrainable();
            case MULTIPLIER -> new LayerAction.Multiply(parameters.m_multiplier);
            case DECAY -> new LayerAction.Decay(parameters.m_decay);
            case REINITIALIZE -> new LayerAction.Reinitialize(parameters.m_seed);
            case STATISTICS -> parameters.m_statistics == Statistics.UPDATE ? new LayerAction.UpdateStatistics()
                : new LayerAction.KeepStatistics();
        };
    }

    /** The paths of the chosen layers, and the names of those that were chosen and are not in the network. */
    private static List<String> chosen(final NetworkSpec spec, final StringFilter filter) throws EngineException {
        final var names = LayerChoices.names(spec).toArray(String[]::new);
        try {
            return Stream.of(filter.filter(names), filter.getMissingSelected(names)).flatMap(Stream::of).distinct()
                .map(LayerChoices::path).toList();
        } catch (PatternSyntaxException e) {
            // KNIME's filter puts ^ and $ around the pattern
            throw new EngineException("\"" + e.getPattern().replaceAll("^\\^|\\$$", "")
                + "\" is not a regular expression: " + e.getDescription() + ".",
                "Correct the pattern, or use wildcards.", e);
        }
    }
}
