// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.freeze;

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
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.choices.filter.StringFilter;
import org.knime.node.parameters.widget.choices.filter.TwinlistWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.transferlearning.engine.LayerAction;

/** What the user decides about freezing: what to do, and with which layers. */
final class FreezeLayersNodeParameters implements NodeParameters {

    /** What to do. */
    enum Action {
            @Label(value = "Freeze",
                description = "The layers keep their values: parameters, and mean and variance of batch norms.")
            FREEZE,
            @Label(value = "Make trainable", description = "Training changes the layers' parameters.")
            MAKE_TRAINABLE,
            @Label(value = "Learn slower or faster",
                description = "Multiplies the learning rate of the layers by a number.")
            MULTIPLIER,
            @Label(value = "Learn slower towards the input", description = """
                    Lets the learning rate fall from block to block: the head learns fastest, and the first block, which
                    has learned what is the most general, slowest.
                    """)
            DECAY,
            @Label(value = "Start anew from random values", description = """
                    Forgets what the layers have learned, as if they were new; they become trainable, and their batch
                    norms learn mean and variance. With everything selected, the network is trained from scratch: for
                    very many images that do not resemble those of the pretraining. A head that Replace Head has added
                    is new anyway, and keeps its own seed.
                    """)
            REINITIALIZE,
            @Label(value = "Batch norms: mean and variance", description = """
                    Whether the batch norms among the layers keep their mean and variance, or learn them from the
                    training data.
                    """)
            STATISTICS
    }

    /** With which layers. */
    enum Layers {
            @Label(value = "Everything but the head",
                description = "The backbone. To freeze it suits few images that resemble those of the pretraining.")
            ALL_BUT_HEAD,
            @Label(value = "Everything but the head and the last blocks",
                description = "To freeze them suits some more images, or less similar ones.")
            ALL_BUT_LAST_BLOCKS,
            @Label(value = "First blocks", description = "The blocks next to the input.")
            FIRST_BLOCKS,
            @Label(value = "Last blocks before the head", description = """
                    The blocks next to the head, without the head itself. In networks for texts, these are the ones that
                    transfer best.
                    """)
            LAST_BLOCKS,
            @Label(value = "Up to a layer, block or cut point",
                description = "Everything from the input to the chosen place, with it.")
            UP_TO,
            @Label(value = "After a layer, block or cut point",
                description = "Everything between the chosen place and the head, without both.")
            AFTER,
            @Label(value = "Chosen by name", description = "From a list, or by wildcards or a regular expression.")
            BY_NAME,
            @Label(value = "All of one kind", description = "For example all batch norms, or all biases.")
            BY_KIND,
            @Label(value = "The head", description = "What Replace Head would replace, or has added.")
            HEAD,
            @Label(value = "Everything", description = "All layers, the head included.")
            EVERYTHING
    }

    interface ActionRef extends ParameterReference<Action> {
    }

    interface LayersRef extends ParameterReference<Layers> {
    }

    static final class IsMultiplier implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(ActionRef.class).isOneOf(Action.MULTIPLIER);
        }
    }

    static final class IsDecay implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(ActionRef.class).isOneOf(Action.DECAY);
        }
    }

    static final class IsReinitialize implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(ActionRef.class).isOneOf(Action.REINITIALIZE);
        }
    }

    static final class IsStatistics implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(ActionRef.class).isOneOf(Action.STATISTICS);
        }
    }

    static final class IsByBlocks implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(LayersRef.class).isOneOf(Layers.FIRST_BLOCKS, Layers.LAST_BLOCKS,
                Layers.ALL_BUT_LAST_BLOCKS);
        }
    }

    static final class IsByPlace implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(LayersRef.class).isOneOf(Layers.UP_TO, Layers.AFTER);
        }
    }

    static final class IsByName implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(LayersRef.class).isOneOf(Layers.BY_NAME);
        }
    }

    static final class IsByKind implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(LayersRef.class).isOneOf(Layers.BY_KIND);
        }
    }

    static final class AtMostMaximum extends MaxValidation {
        @Override
        protected double getMax() {
            return LayerAction.MAX_MULTIPLIER;
        }
    }

    static final class AtMostOne extends MaxValidation {
        @Override
        protected double getMax() {
            return 1;
        }
    }

    @Widget(title = "Action", description = """
            What to do with the layers that you choose below. The default is to freeze them.
            """)
    @RadioButtonsWidget
    @ValueReference(ActionRef.class)
    Action m_action = Action.FREEZE;

    @Widget(title = "Learning-rate multiplier", description = """
            By how much the layers learn faster than the others; below 1 they learn slower. The default is 0.1: a tenth
            of the learning rate in Fine-tune. Frozen layers stay frozen. It takes the place of earlier multipliers.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = AtMostMaximum.class)
    @Effect(predicate = IsMultiplier.class, type = EffectType.SHOW)
    double m_multiplier = 0.1;

    @Widget(title = "Factor per block", description = """
            By how much a block learns slower than the one behind it. The default is 0.5: the last block before the head
            learns at half the rate of the head, the one before it at a quarter. With 1, all blocks learn equally fast;
            small factors all but freeze the first blocks. It takes the place of earlier multipliers.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = AtMostOne.class)
    @Effect(predicate = IsDecay.class, type = EffectType.SHOW)
    double m_decay = 0.5;

    /** What happens to the mean and variance of batch norms. */
    enum Statistics {
            @Label("Keep")
            KEEP,
            @Label("Update")
            UPDATE
    }

    @Widget(title = "Mean and variance", description = """
            Whether training updates the mean and variance of the batch norms. In a network that was just loaded it
            keeps them, which suits most data. Update them if the images are very different from those of the
            pretraining, and batches are not small. Frozen batch norms always keep theirs.
            """)
    @ValueSwitchWidget
    @Effect(predicate = IsStatistics.class, type = EffectType.SHOW)
    Statistics m_statistics = Statistics.UPDATE;

    @Widget(title = "Layers", description = """
            Which layers to do it with. All other layers stay as they are: trainable in a network that was just loaded,
            or what an earlier node has made of them. The default is everything but the head.
            """)
    @ValueReference(LayersRef.class)
    Layers m_layers = Layers.ALL_BUT_HEAD;

    @Widget(title = "Number of blocks", description = """
            How many blocks, which are groups of layers that follow each other. The default is 2. The table of layers
            that Load Pretrained Net makes says which block each layer belongs to.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsByBlocks.class, type = EffectType.SHOW)
    int m_blocks = 2;

    @Widget(title = "Place", description = """
            The layer, block or cut point, with its kind. At a cut point it is certain which layers run before it; at
            other places it is the order in which the network lists its layers that counts. The default is the first.
            """)
    @ChoicesProvider(LayerChoices.Places.class)
    @Effect(predicate = IsByPlace.class, type = EffectType.SHOW)
    String m_place = "";

    @Widget(title = "Names", description = """
            The layers: those in the list on the right, or those whose whole name matches a pattern. Wildcards are
            <tt>*</tt> for any text and <tt>?</tt> for any character, for example <tt>features.1*</tt>. The default is
            none.
            """)
    @ChoicesProvider(LayerChoices.Names.class)
    @TwinlistWidget(includedLabel = "Layers to change", excludedLabel = "Other layers")
    @Effect(predicate = IsByName.class, type = EffectType.SHOW)
    StringFilter m_names = new StringFilter();

    /** Kinds of layers, each named as in {@link org.transferlearning.engine.LayerKind}. */
    enum Kind {
            @Label("Batch norms")
            BATCH_NORM,
            @Label("All norms")
            NORM,
            @Label("Biases")
            BIAS,
            @Label("Embeddings, positions and class tokens")
            EMBEDDING,
            @Label("Convolutions")
            CONVOLUTION,
            @Label("Linear layers")
            LINEAR
    }

    @Widget(title = "Kind", description = """
            The kind of layers, wherever in the network they are. Biases are a part of nearly each layer and can be
            frozen or trainable only; all others are whole layers. The default is batch norms.
            """)
    @Effect(predicate = IsByKind.class, type = EffectType.SHOW)
    Kind m_kind = Kind.BATCH_NORM;

    @Widget(title = "Seed", description = """
            The start of the random numbers that the new values are drawn from. The same seed gives the same values. The
            default is 0.
            """, advanced = true)
    @Effect(predicate = IsReinitialize.class, type = EffectType.SHOW)
    long m_seed;

    FreezeLayersNodeParameters() {
        // the defaults above
    }

    FreezeLayersNodeParameters(final NodeParametersInput input) {
        m_place = LayerChoices.places(input).stream().findFirst().orElse("");
    }
}
