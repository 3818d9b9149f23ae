// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.head;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.transferlearning.engine.CutPoint;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.Layer;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Pooling;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;

/** Where the network is cut, and what comes right behind the cut. */
final class CutParameters implements NodeParameters {

    /** What decides where the network is cut. */
    enum Where {
            @Label(value = "Before the last layer",
                description = "Keeps everything but the last linear layer: for images that resemble the source's.")
            LAST_LAYER,
            @Label(value = "After a layer",
                description = "Keeps everything up to the chosen layer, with it.")
            LAYER,
            @Label(value = "After the first blocks",
                description = "Keeps only the first blocks, which know simple features such as edges and textures: "
                    + "for few images that differ from the source's.")
            BLOCKS
    }

    interface WhereRef extends ParameterReference<Where> {
    }

    static final class IsLayer implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(WhereRef.class).isOneOf(Where.LAYER);
        }
    }

    static final class IsBlocks implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(WhereRef.class).isOneOf(Where.BLOCKS);
        }
    }

    static final class IsInside implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(WhereRef.class).isOneOf(Where.LAYER, Where.BLOCKS);
        }
    }

    @Widget(title = "Cut", description = """
            Where the network is cut. What is behind the cut goes away. The default is before the last layer.
            """)
    @RadioButtonsWidget
    @ValueReference(WhereRef.class)
    Where m_where = Where.LAST_LAYER;

    /** The cut points in network order, each with its kind and size. */
    static final class LayerChoices implements StringChoicesProvider {
        @Override
        public List<StringChoice> computeState(final NodeParametersInput input) {
            return points(input).stream()
                .map(p -> new StringChoice(p.path(), p.path() + " (" + p.kind() + size(network(input), p) + ")"))
                .toList();
        }

        private static NetworkSpec network(final NodeParametersInput input) {
            return ((NetworkPortObjectSpec)input.getInPortSpec(0).orElseThrow()).network();
        }

        static List<CutPoint> points(final NodeParametersInput input) {
            return input.getInPortSpec(0).isPresent() ? network(input).cutPoints() : List.of();
        }

        /** For example ", 128 × 28 × 28" where the network has been run, else ", 128 channels" */
        private static String size(final NetworkSpec network, final CutPoint point) {
            final var shape = network.module(point.path()).map(Layer::outputShape).stream().flatMap(Collection::stream)
                .skip(1).map(String::valueOf).collect(Collectors.joining(" × "));
            if (!shape.isEmpty()) {
                return ", " + shape;
            }
            final var noun = point.pooling() == Pooling.MEAN ? " features per token" : " channels";
            return point.width() == 0 ? "" : ", " + point.width() + noun;
        }
    }

    @Widget(title = "Last layer kept", description = """
            The layer after which the network is cut, in the network's order, with the layer's kind and the size of its
            result. The default is the last one before the head. Only layers are offered whose result is all that the
            rest of the network needs; of each other one, the column <i>Why no cut point</i> of the table of layers that
            Load Pretrained Net makes says why it is not among them.
            """)
    @ChoicesProvider(LayerChoices.class)
    @Effect(predicate = IsLayer.class, type = EffectType.SHOW)
    String m_layer = "";

    @Widget(title = "Blocks kept", description = """
            How many blocks are kept, counted from the network's input. The default is 2. The fewer, the simpler are the
            features that the head gets, and the faster is the network.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = IsBlocks.class, type = EffectType.SHOW)
    int m_blocks = 2;

    /** How the tensor at the cut becomes features. */
    enum PoolingChoice {
            @Label(value = "Automatic", description = "Average for images, mean over tokens for sequences.")
            AUTOMATIC,
            @Label(value = "Average", description = "The average of each channel over height and width.")
            AVERAGE,
            @Label(value = "Maximum", description = "The maximum of each channel over height and width.")
            MAX,
            @Label(value = "Average and maximum", description = "Both, which gives twice as many features.")
            AVERAGE_AND_MAX,
            @Label(value = "Mean over tokens", description = "The mean of each feature over the tokens of a sequence.")
            MEAN,
            @Label(value = "Class token", description = "The first token of a sequence.")
            CLASS_TOKEN,
            @Label(value = "None", description = "Every value is a feature.")
            NONE;

        /** The engine's; {@code null} for automatic. */
        Pooling toEngine() {
            return this == AUTOMATIC ? null : Pooling.valueOf(name());
        }
    }

    @Widget(title = "Pooling", description = """
            How the result of the last layer kept becomes one row of features for each image, which the head gets. The
            default is automatic.
            """)
    @Effect(predicate = IsInside.class, type = EffectType.SHOW)
    PoolingChoice m_pooling = PoolingChoice.AUTOMATIC;

    CutParameters() {
        // no network yet, no layer
    }

    CutParameters(final NodeParametersInput input) {
        final var points = LayerChoices.points(input);
        m_layer = points.stream().filter(p -> !LayerChoices.network(input).head().contains(p.path()) && p.width() > 0)
            .reduce((first, last) -> last).map(CutPoint::path).orElse("");
    }

    /** The path of the layer to cut after; empty for the cut before the last layer. */
    String path(final NetworkSpec network) throws EngineException {
        if (m_where == Where.BLOCKS) {
            return HeadReplacer.afterBlocks(network, m_blocks).path();
        }
        if (m_where == Where.LAYER && (m_layer == null || m_layer.isEmpty())) {
            throw new EngineException("No layer to cut the network after is selected.",
                "Choose the last layer that is kept.");
        }
        return m_where == Where.LAYER ? m_layer : "";
    }

    /** {@code null} for the usual one, and for the cut before the last layer. */
    Pooling pooling() {
        return m_where == Where.LAST_LAYER ? null : m_pooling.toEngine();
    }
}
