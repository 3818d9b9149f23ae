// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.finetune;

import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.ColumnChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.Task;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.nodes.util.DeviceChoice;
import org.transferlearning.nodes.util.ImageColumn;
import org.transferlearning.nodes.util.Limit;
import org.transferlearning.nodes.util.TargetColumn;
import org.transferlearning.nodes.util.TargetColumns;

/** What the user decides about training. */
final class FineTuneNodeParameters implements NodeParameters {

    @Section(title = "Data")
    interface DataSection {
    }

    @Section(title = "Training")
    @After(DataSection.class)
    interface TrainingSection {
    }

    @Section(title = "Execution")
    @After(TrainingSection.class)
    interface ExecutionSection {
    }

    @Widget(title = "Image column", description = """
            The column with the images: PNG images, or strings with the paths or URLs of image files. The default is the
            first column with PNG images, or else the first string column.
            """)
    @ChoicesProvider(ImageColumn.Choices.class)
    @Layout(DataSection.class)
    String m_image;

    /** The columns that hold what the network predicts: classes, or collections of labels. */
    static final class TargetChoices implements ColumnChoicesProvider {
        @Override
        public List<DataColumnSpec> columnChoices(final NodeParametersInput context) {
            final var task = target(context).map(Target::task);
            return context.getInTableSpec(FineTuneNodeModel.TRAINING).stream().flatMap(DataTableSpec::stream)
                .filter(c -> task.isPresent() && task.get() == Task.MULTI_LABEL ? TargetColumns.holdsLabels(c.getType())
                    : TargetColumn.holdsClasses(c.getType()))
                .toList();
        }
    }

    /** A network that predicts numbers, or labels with a column each, knows their columns. */
    static final class IsTargetChosen implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getConstant(in -> target(in).map(TargetSource::isChosen).orElse(true));
        }
    }

    @Widget(title = "Target column", description = """
            The column with the class of each image, strings or whole numbers, or, if the network predicts several
            labels for an image, with a list or set of them. The default is the network's own target column, else the
            last string column whose values are known. A network that predicts numbers, or labels that have a column
            each, takes the columns of the names that its head was made with.
            """)
    @ChoicesProvider(TargetChoices.class)
    @Effect(predicate = IsTargetChosen.class, type = EffectType.SHOW)
    @Layout(DataSection.class)
    String m_target;

    /** Where the images to measure with come from. */
    enum Validation {
            @Label(value = "Part of the training table",
                description = "A part is drawn at random and kept back, the same part of each class.")
            PART,
            @Label(value = "None", description = "All images are learned from, and the last epoch's network is kept: "
                + "for tables too small to spare any.")
            NONE
    }

    interface ValidationRef extends ParameterReference<Validation> {
    }

    static final class HasNoValidationTable implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getConstant(in -> in.getInPortTypes().length <= FineTuneNodeModel.VALIDATION);
        }
    }

    static final class IsPart implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(ValidationRef.class).isOneOf(Validation.PART)
                .and(i.getPredicate(HasNoValidationTable.class));
        }
    }

    @Widget(title = "Validation images", description = """
            The images that each epoch is measured with. The default is a part of the training table. If there is a
            validation table at the third port, it is used instead.
            """)
    @ValueSwitchWidget
    @ValueReference(ValidationRef.class)
    @Effect(predicate = HasNoValidationTable.class, type = EffectType.SHOW)
    @Layout(DataSection.class)
    Validation m_validation = Validation.PART;

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

    @Widget(title = "Validation part", description = """
            The part of the training images that is kept back for validation, of each class if there are classes. The
            default is 0.2, a fifth. A small part measures coarsely, a large one leaves little to learn from.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = BelowOne.class)
    @Effect(predicate = IsPart.class, type = EffectType.SHOW)
    @Layout(DataSection.class)
    double m_validationPart = 0.2;

    @Widget(title = "Epochs", description = """
            How often each training image is learned from. The default is 5. Take more while the validation loss still
            falls in the last epochs of the training history. Too many make the network remember the images instead of
            learning from them.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(TrainingSection.class)
    int m_epochs = 5;

    @Widget(title = "Batch size", description = """
            How many images each step learns from. The default is 16. More need more memory; fewer make the steps
            noisier. If the memory is not sufficient, the number is reduced, and a warning says so.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(TrainingSection.class)
    int m_batchSize = 16;

    @Widget(title = "Learning rate", description = """
            How far each step goes. The default is 0.001, which suits a new head on a frozen network. Take a tenth of it
            or less if pretrained layers are trained; with too large a rate the loss grows instead of falling.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(TrainingSection.class)
    double m_learningRate = 0.001;

    /** The rules for a step, as a dialog shows them. */
    enum Optimizer {
            @Label(value = "Adam", description = "Adapts the rate for each parameter; works well without tuning.")
            ADAM,
            @Label(value = "AdamW", description = "Adam that also pulls the parameters toward zero (0.01).")
            ADAMW,
            @Label(value = "SGD", description = "Plain steps with momentum 0.9; usually wants a larger learning rate.")
            SGD;

        TrainingConfig.Optimizer toEngine() {
            return TrainingConfig.Optimizer.valueOf(name());
        }

        /** @return its name in the dialog */
        String title() {
            return this == ADAM ? "Adam" : this == ADAMW ? "AdamW" : "SGD";
        }
    }

    @Widget(title = "Optimizer", description = """
            The rule by which the parameters change in a step. The default is Adam, which suits a new head. At the same
            learning rate, SGD changes pretrained layers much less.
            """)
    @Layout(TrainingSection.class)
    Optimizer m_optimizer = Optimizer.ADAM;

    @Widget(title = "Seed", description = """
            The start of the random numbers that decide which images are for validation and in which order the others
            are learned from. The same seed gives the same network. The default is 0.
            """, advanced = true)
    @Layout(TrainingSection.class)
    long m_seed;

    @Widget(title = "Device", description = "Where to compute. The default is automatic.", advanced = true)
    @ValueSwitchWidget
    @ValueReference(DeviceChoice.Ref.class)
    @Layout(ExecutionSection.class)
    DeviceChoice m_device = DeviceChoice.AUTOMATIC;

    @Widget(title = "GPU", description = "The number of the GPU. The first one, which is the default, is 0.",
        advanced = true)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = DeviceChoice.IsGpu.class, type = EffectType.SHOW)
    @Layout(ExecutionSection.class)
    int m_gpu;

    FineTuneNodeParameters() {
        // no table yet, no columns
    }

    FineTuneNodeParameters(final NodeParametersInput input) {
        m_image = input.getInTableSpec(FineTuneNodeModel.TRAINING).map(ImageColumn::guess).orElse(null);
        m_target = input.getInTableSpec(FineTuneNodeModel.TRAINING)
            .map(t -> ItemColumns.guessTarget(t, target(input))).orElse(null);
    }

    private static Optional<Target> target(final NodeParametersInput input) {
        return input.getInPortSpec(FineTuneNodeModel.NETWORK).map(s -> ((NetworkPortObjectSpec)s).network().head())
            .map(Head::target);
    }

    /** Flow variables go past the dialog, which has the same limits. */
    @Override
    public void validate() throws InvalidSettingsException {
        Limit.require(m_epochs >= 1, "The number of epochs must be at least 1, but is " + m_epochs + ".");
        Limit.requireExecution(m_batchSize, m_gpu);
        Limit.require(m_learningRate > 0 && Double.isFinite(m_learningRate),
            "The learning rate must be a number greater than 0, but is " + m_learningRate + ".");
        Limit.require(m_validation == Validation.NONE || m_validationPart > 0 && m_validationPart < 1,
            "The validation part must be greater than 0 and less than 1, but is " + m_validationPart + ".");
    }
}
