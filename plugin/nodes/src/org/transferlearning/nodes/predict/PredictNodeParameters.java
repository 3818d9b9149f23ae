// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.predict;

import java.util.function.Predicate;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.transferlearning.engine.Task;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
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

    private static boolean isTask(final NodeParametersInput input, final Predicate<Task> predicate) {
        return input.getInPortSpec(PredictNodeModel.NETWORK)
            .map(s -> predicate.test(((NetworkPortObjectSpec)s).network().head().target().task())).orElse(true);
    }

    /** Numbers have no probabilities. */
    static final class HasProbabilities implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getConstant(in -> isTask(in, t -> t != Task.REGRESSION));
        }
    }

    /** Only one of several classes has a confidence. */
    static final class HasClasses implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getConstant(in -> isTask(in, t -> t == Task.CLASSIFICATION));
        }
    }

    @Widget(title = "Append the probabilities", description = """
            Whether a column with its probability is appended for each class or label. It is on by default; a network
            with many classes gives many columns.
            """)
    @Effect(predicate = HasProbabilities.class, type = EffectType.SHOW)
    boolean m_appendProbabilities = true;

    @Widget(title = "Append the confidence", description = """
            Whether a column with the probability of the predicted class is appended. It is off by default.
            """)
    @Effect(predicate = HasClasses.class, type = EffectType.SHOW)
    boolean m_appendConfidence;

    @Widget(title = "Append the embedding", description = """
            Whether a column with the input of the network's head is appended: a list of numbers that describes the
            image, for clustering, similarity search or other learners. It is off by default. Only networks with a head
            from a Replace Head node, trained or not, give it.
            """)
    @Migrate(loadDefaultIfAbsent = true) // older workflows do not have it
    boolean m_appendEmbedding;

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
            How many images the network takes at once. The default is 16. More need more memory and make only a GPU
            faster (a processor takes no more than 16 images of 224 × 224 pixels at once); very few are slower.
            If the memory is not sufficient, the number is reduced, and a warning says so.
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
