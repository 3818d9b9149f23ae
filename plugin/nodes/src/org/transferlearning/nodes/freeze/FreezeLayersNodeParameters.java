// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.freeze;

import java.util.List;
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
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.transferlearning.engine.Layer;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;

/** What the user decides about freezing. */
final class FreezeLayersNodeParameters implements NodeParameters {

    /** Which layers to freeze. */
    enum Mode {
            @Label(value = "Everything but the head",
                description = "Only the last layer is trainable: for few images that resemble the source's.")
            ALL_BUT_HEAD,
            @Label(value = "Up to a layer",
                description = "Freezes all layers up to the chosen one, with it, and leaves the others as they are.")
            UP_TO_LAYER,
            @Label(value = "All but the last blocks",
                description = "Only the head and the last blocks before it are trainable.")
            LAST_BLOCKS,
            @Label(value = "By name", description = "Freezes or unfreezes the layers whose names match a pattern.")
            BY_NAME,
            @Label(value = "Nothing", description = "Every layer is trainable: for many images.")
            NOTHING
    }

    interface ModeRef extends ParameterReference<Mode> {
    }

    static final class IsUpToLayer implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(ModeRef.class).isOneOf(Mode.UP_TO_LAYER);
        }
    }

    static final class IsLastBlocks implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(ModeRef.class).isOneOf(Mode.LAST_BLOCKS);
        }
    }

    static final class IsByName implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(ModeRef.class).isOneOf(Mode.BY_NAME);
        }
    }

    static final class LayerChoices implements StringChoicesProvider {
        @Override
        public List<String> choices(final NodeParametersInput input) {
            return input.getInPortSpec(0).filter(NetworkPortObjectSpec.class::isInstance)
                .map(NetworkPortObjectSpec.class::cast)
                .map(s -> s.network().layers().stream().map(Layer::path).toList()).orElse(List.of());
        }
    }

    @Widget(title = "Freeze", description = "Which layers are frozen. The default is everything but the head.")
    @RadioButtonsWidget
    @ValueReference(ModeRef.class)
    Mode m_mode = Mode.ALL_BUT_HEAD;

    @Widget(title = "Last frozen layer", description = """
            The layer up to which all layers are frozen, itself included, in the network's order.
            """)
    @ChoicesProvider(LayerChoices.class)
    @Effect(predicate = IsUpToLayer.class, type = EffectType.SHOW)
    String m_layer = "";

    @Widget(title = "Trainable blocks", description = """
            How many blocks before the head are trainable, beside the head itself. The default is 2. With 0 it is the
            head alone; with as many as the network has, nothing is frozen.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsLastBlocks.class, type = EffectType.SHOW)
    int m_blocks = 2;

    /** What happens to the layers that match. */
    enum Action {
            @Label("Freeze")
            FREEZE,
            @Label("Unfreeze")
            UNFREEZE
    }

    @Widget(title = "Action", description = """
            Whether the layers whose names match are frozen, which is the default, or made trainable.
            """)
    @ValueSwitchWidget
    @Effect(predicate = IsByName.class, type = EffectType.SHOW)
    Action m_action = Action.FREEZE;

    /** How the pattern is to be read. */
    enum PatternKind {
            @Label("Wildcard")
            WILDCARD,
            @Label("Regex")
            REGEX
    }

    @Widget(title = "Pattern type", description = """
            Whether the pattern has wildcards, which is the default (<tt>*</tt> for any text, <tt>?</tt> for any
            character), or is a regular expression.
            """)
    @ValueSwitchWidget
    @Effect(predicate = IsByName.class, type = EffectType.SHOW)
    PatternKind m_patternKind = PatternKind.WILDCARD;

    @Widget(title = "Pattern", description = """
            The pattern that a layer's whole name must match, for example <tt>features.1*</tt>. The names are those in
            the list of layers.
            """)
    @Effect(predicate = IsByName.class, type = EffectType.SHOW)
    String m_pattern = "*";

    FreezeLayersNodeParameters() {
        // the defaults above
    }

    FreezeLayersNodeParameters(final NodeParametersInput input) {
        final var layers = new LayerChoices().choices(input);
        m_layer = layers.isEmpty() ? "" : layers.get(0);
    }
}
