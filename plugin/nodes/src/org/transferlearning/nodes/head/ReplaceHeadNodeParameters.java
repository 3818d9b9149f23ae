// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.head;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.array.ArrayWidget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.LoadDefaultsForAbsentFields;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.nodes.util.ColumnChoice;
import org.transferlearning.nodes.util.TargetColumn;
import org.transferlearning.nodes.util.TargetColumns;

/** What the user decides about the new head. Workflows of older versions lack most of it. */
@LoadDefaultsForAbsentFields
final class ReplaceHeadNodeParameters implements NodeParameters {

    @Section(title = "Target")
    interface TargetSection {
    }

    @Section(title = "Cut")
    @After(TargetSection.class)
    interface CutSection {
    }

    @Section(title = "Head")
    @After(CutSection.class)
    interface HeadSection {
    }

    /** What the network is to predict. */
    enum Task {
            @Label(value = "Classes", description = "Exactly one of several classes for each image.")
            CLASSES,
            @Label(value = "Labels", description = "Any number of labels for each image, none included.")
            LABELS,
            @Label(value = "Numbers", description = "One or several numbers for each image: a regression.")
            NUMBERS
    }

    interface TaskRef extends ParameterReference<Task> {
    }

    static final class IsClasses implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(TaskRef.class).isOneOf(Task.CLASSES);
        }
    }

    static final class IsLabels implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(TaskRef.class).isOneOf(Task.LABELS);
        }
    }

    static final class IsNumbers implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(TaskRef.class).isOneOf(Task.NUMBERS);
        }
    }

    @Widget(title = "Predict", description = "What the network is to predict. The default is classes.")
    @ValueSwitchWidget
    @ValueReference(TaskRef.class)
    @Layout(TargetSection.class)
    Task m_task = Task.CLASSES;

    @Widget(title = "Target column", description = """
            The column of the training table with the class of each image: strings or whole numbers. The default is the
            last string column whose values are known.
            """)
    @ChoicesProvider(TargetColumn.Choices.class)
    @Effect(predicate = IsClasses.class, type = EffectType.SHOW)
    @Layout(TargetSection.class)
    String m_target;

    /** How a table says which labels an image has. */
    enum LabelSource {
            @Label(value = "One column", description = "Each cell of a column is a list or set of labels.")
            COLLECTION,
            @Label(value = "Several columns", description = "Each column is a label, with 0 or 1, false or true.")
            COLUMNS
    }

    interface LabelSourceRef extends ParameterReference<LabelSource> {
    }

    static final class IsCollection implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getPredicate(IsLabels.class)
                .and(i.getEnum(LabelSourceRef.class).isOneOf(LabelSource.COLLECTION));
        }
    }

    static final class IsSeveralColumns implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getPredicate(IsNumbers.class).or(i.getPredicate(IsLabels.class)
                .and(i.getEnum(LabelSourceRef.class).isOneOf(LabelSource.COLUMNS)));
        }
    }

    @Widget(title = "Labels in", description = "Where the labels of an image are. The default is one column.")
    @ValueSwitchWidget
    @ValueReference(LabelSourceRef.class)
    @Effect(predicate = IsLabels.class, type = EffectType.SHOW)
    @Layout(TargetSection.class)
    LabelSource m_labelSource = LabelSource.COLLECTION;

    @Widget(title = "Label column", description = """
            The column of the training table with the labels of each image: lists or sets of strings or whole numbers.
            An empty list means an image without a label. The default is the last such column.
            """)
    @ChoicesProvider(TargetColumns.LabelChoices.class)
    @Effect(predicate = IsCollection.class, type = EffectType.SHOW)
    @Layout(TargetSection.class)
    String m_labels;

    @Widget(title = "Target columns", description = """
            The columns of the training table with the numbers to predict; or, for labels, one column for each label,
            whose name is the label, with 1 or true for the images that have it and 0 or false for the others. No
            column is selected by default.
            """)
    @ChoicesProvider(TargetColumns.NumberChoices.class)
    @Effect(predicate = IsSeveralColumns.class, type = EffectType.SHOW)
    @Layout(TargetSection.class)
    ColumnFilter m_columns = new ColumnFilter();

    /** What is done to the numbers to predict. */
    enum Scaling {
            @Label(value = "Standardize", description = "The network learns (number - mean) / standard deviation.")
            STANDARDIZE,
            @Label(value = "None", description = "The network learns the numbers as they are.")
            NONE
    }

    @Widget(title = "Scaling", description = """
            Whether the network learns standardized numbers, which is the default. The mean and the standard deviation
            of each column of the training table are kept with the network, and predictions are scaled back. Without it,
            large numbers make training fail, and the column with the largest numbers counts most.
            """)
    @ValueSwitchWidget
    @Effect(predicate = IsNumbers.class, type = EffectType.SHOW)
    @Layout(TargetSection.class)
    Scaling m_scaling = Scaling.STANDARDIZE;

    @Layout(CutSection.class)
    CutParameters m_cut = new CutParameters();

    @Widget(title = "Hidden layers", description = """
            The layers between the features and the last, linear layer, in this order. The default is none, which suits
            a network cut before its last layer; one or two help where only simple features are left.
            """)
    @ArrayWidget(addButtonText = "Add hidden layer", elementTitle = "Hidden layer", showSortButtons = true)
    @Layout(HeadSection.class)
    HiddenLayer[] m_hidden = {};

    /** How the first weights are drawn. */
    enum Weights {
            @Label(value = "As PyTorch does", description = "Uniform in ±1/√inputs.")
            UNIFORM,
            @Label(value = "Kaiming uniform", description = "Uniform in ±√(6/inputs); biases 0.")
            KAIMING_UNIFORM,
            @Label(value = "Kaiming normal", description = "Normal with deviation √(2/inputs); biases 0.")
            KAIMING_NORMAL,
            @Label(value = "Xavier uniform", description = "Uniform in ±√(6/(inputs + outputs)); biases 0.")
            XAVIER_UNIFORM,
            @Label(value = "Xavier normal", description = "Normal with deviation √(2/(inputs + outputs)); biases 0.")
            XAVIER_NORMAL,
            @Label(value = "Small normal", description = "Normal with deviation 0.01; biases 0.")
            SMALL_NORMAL,
            @Label(value = "Zero", description = "0 in the last layer, so that all outputs start equal.")
            ZERO
    }

    @Widget(title = "First weights", description = """
            How the first values of the head's weights are drawn. The default is PyTorch's own way, which suits nearly
            all heads.
            """, advanced = true)
    @Layout(HeadSection.class)
    Weights m_weights = Weights.UNIFORM;

    /** What the first bias of the last layer is. */
    enum Bias {
            @Label(value = "As the weights", description = "Drawn or 0, as the first weights say.")
            AS_WEIGHTS,
            @Label(value = "Zero", description = "0 for each output.")
            ZERO,
            @Label(value = "Matched to the table", description = "So that the untrained head predicts each class or "
                + "label about as often as the training table has it, and of numbers the mean.")
            PRIOR
    }

    @Widget(title = "First bias", description = """
            What the first values of the last layer's bias are. The default is as the weights. Matching them to the
            training table spares training the first steps where some classes are much more frequent than others.
            """, advanced = true)
    @Layout(HeadSection.class)
    Bias m_bias = Bias.AS_WEIGHTS;

    @Widget(title = "Seed", description = """
            The start of the random numbers that the head's first values are drawn from. The same seed gives the same
            head. The default is 0.
            """, advanced = true)
    @Layout(HeadSection.class)
    long m_seed;

    ReplaceHeadNodeParameters() {
        // no table yet, no target column
    }

    ReplaceHeadNodeParameters(final NodeParametersInput input) {
        final var table = input.getInTableSpec(1);
        m_target = table.map(TargetColumn::guess).orElse(null);
        m_labels = table.map(TargetColumns::guessLabels).orElse(null);
        m_cut = new CutParameters(input);
    }

    /**
     * @param table the training table
     * @return the target or label column; empty where the user chooses several columns instead
     */
    Optional<ColumnChoice> column(final DataTableSpec table) {
        return switch (m_task) {
            case CLASSES -> Optional.of(ColumnChoice.of("target", m_target, () -> TargetColumn.guess(table)));
            case LABELS -> m_labelSource == LabelSource.COLUMNS ? Optional.empty()
                : Optional.of(ColumnChoice.of("label", m_labels, () -> TargetColumns.guessLabels(table)));
            case NUMBERS -> Optional.empty();
        };
    }

    /** Whether the network is to learn standardized numbers. */
    boolean isStandardized() {
        return m_task == Task.NUMBERS && m_scaling == Scaling.STANDARDIZE;
    }

    /**
     * What the new head is like.
     *
     * @param network the network that is to get it
     * @param outputs number of its outputs
     * @param prior the bias that matches the table; empty if it is not known yet
     * @return the engine's description of it
     * @throws EngineException if there is nothing to cut the network after
     */
    HeadDesign design(final NetworkSpec network, final int outputs, final List<Double> prior) throws EngineException {
        final var bias = switch (m_bias) {
            case AS_WEIGHTS -> List.<Double> of();
            case ZERO -> Collections.nCopies(outputs, 0.0);
            case PRIOR -> prior;
        };
        return new HeadDesign(m_cut.path(network), m_cut.pooling(),
            Arrays.stream(m_hidden).map(HiddenLayer::toEngine).toList(), HeadDesign.Weights.valueOf(m_weights.name()),
            bias, m_seed);
    }
}
