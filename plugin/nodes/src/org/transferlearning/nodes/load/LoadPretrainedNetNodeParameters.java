// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.load;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.LocalFileReaderWidget;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.nodes.util.Limit;

/** What the user decides about loading a network. */
@SuppressWarnings("restriction") // LocalFileReaderWidget is KNIME's only file chooser for plain strings
final class LoadPretrainedNetNodeParameters implements NodeParameters {

    @Section(title = "Network")
    interface NetworkSection {
    }

    @Section(title = "Preprocessing",
        description = "How an image is prepared for the network. It has to be what the network was trained with.")
    @After(NetworkSection.class)
    interface PreprocessingSection {
    }

    @Section(title = "Class labels")
    @After(PreprocessingSection.class)
    interface LabelSection {
    }

    @Widget(title = "TorchScript file", description = """
            The path or URL of a network saved as TorchScript, for example <tt>C:\\nets\\mobilenet.pt</tt> or
            <tt>knime://knime.workflow/data/mobilenet.pt</tt>. Leave it empty for the bundled network, which is the
            default.
            """)
    @LocalFileReaderWidget(placeholder = "The bundled network", fileExtensions = {"pt", "pth", "torchscript", "ts"})
    @Layout(NetworkSection.class)
    String m_file = "";

    @Widget(title = "Try the network", description = """
            Runs the network once on an empty image, so that a file that PyTorch cannot execute is found here and not
            in a later node, and so that the shapes of the layers' outputs are known. It is on by default and takes a
            few seconds, more for a very large network.
            """, advanced = true)
    @Layout(NetworkSection.class)
    boolean m_tryNetwork = true;

    interface PresetRef extends ParameterReference<Preset> {
    }

    static final class IsCustom implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(PresetRef.class).isOneOf(Preset.CUSTOM);
        }
    }

    @Widget(title = "Preprocessing", description = """
            The preprocessing that the network was trained with. The default is what the file says.
            """)
    @ValueReference(PresetRef.class)
    @Persistor(Preset.IgnoringCase.class)
    @Layout(PreprocessingSection.class)
    Preset m_preprocessing = Preset.OWN;

    @Widget(title = "Resize to", description = """
            The number of pixels that the shorter side of the image is scaled to, with antialiasing. The default is 256;
            0 leaves the image's size as it is.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsCustom.class, type = EffectType.SHOW)
    @Layout(PreprocessingSection.class)
    int m_resize = 256;

    @Widget(title = "Crop to", description = """
            The number of pixels of each side of the square that is cut out of the center. It is the network's input
            size. The default is 224.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = IsCustom.class, type = EffectType.SHOW)
    @Layout(PreprocessingSection.class)
    int m_crop = 224;

    /** The channels as a dialog shows them. */
    enum ChannelOrder {
            @Label("Red, green, blue")
            RGB,
            @Label("Blue, green, red")
            BGR,
            @Label("Gray")
            GRAY
    }

    @Widget(title = "Channels", description = """
            The number and order of the color channels. The default is red, green, blue; networks that were converted
            from Caffe usually expect blue, green, red.
            """)
    @Effect(predicate = IsCustom.class, type = EffectType.SHOW)
    @Layout(PreprocessingSection.class)
    ChannelOrder m_channels = ChannelOrder.RGB;

    /** The range of the values before mean and standard deviation are applied. */
    enum ValueRange {
            @Label("0 to 1")
            ZERO_TO_ONE,
            @Label("0 to 255")
            ZERO_TO_255
    }

    @Widget(title = "Value range", description = """
            The range of the channels' values, in which mean and standard deviation are given. The default is 0 to 1.
            """)
    @ValueSwitchWidget
    @Effect(predicate = IsCustom.class, type = EffectType.SHOW)
    @Layout(PreprocessingSection.class)
    ValueRange m_valueRange = ValueRange.ZERO_TO_ONE;

    @Widget(title = "Mean", description = """
            The number that is subtracted from each channel: one per channel, separated by commas. The default is
            ImageNet's.
            """)
    @Effect(predicate = IsCustom.class, type = EffectType.SHOW)
    @Layout(PreprocessingSection.class)
    String m_mean = "0.485, 0.456, 0.406";

    @Widget(title = "Standard deviation", description = """
            The number that each channel is then divided by: one per channel, separated by commas. The default is
            ImageNet's.
            """)
    @Effect(predicate = IsCustom.class, type = EffectType.SHOW)
    @Layout(PreprocessingSection.class)
    String m_std = "0.229, 0.224, 0.225";

    /** Where the labels of the network's outputs come from. */
    enum LabelSource {
            @Label("From the network's file")
            NETWORK,
            @Label("From a text file")
            FILE
    }

    interface LabelSourceRef extends ParameterReference<LabelSource> {
    }

    static final class IsLabelFile implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(LabelSourceRef.class).isOneOf(LabelSource.FILE);
        }
    }

    @Widget(title = "Labels", description = """
            Where the names of the network's classes come from. The default is the network's file, if it has them. They
            matter only if the network is to predict its own classes: Replace Head takes them from the target column.
            """)
    @ValueSwitchWidget
    @ValueReference(LabelSourceRef.class)
    @Layout(LabelSection.class)
    LabelSource m_labels = LabelSource.NETWORK;

    @Widget(title = "Label file", description = """
            The path or URL of a text file in UTF-8 with one label a line, in the order of the network's outputs.
            """)
    @LocalFileReaderWidget(placeholder = "labels.txt", fileExtensions = {"txt", "csv", "names"})
    @Effect(predicate = IsLabelFile.class, type = EffectType.SHOW)
    @Layout(LabelSection.class)
    String m_labelFile = "";

    @Override
    public void validate() throws InvalidSettingsException {
        if (m_preprocessing == Preset.CUSTOM) {
            customPreprocessing();
        }
        if (m_labels == LabelSource.FILE && m_labelFile.isBlank()) {
            throw new InvalidSettingsException("No label file is selected. Choose one in the dialog.");
        }
    }

    /** The preprocessing that the single steps say. */
    Preprocessing customPreprocessing() throws InvalidSettingsException {
        try {
            return new Preprocessing(m_resize, m_crop, Preprocessing.Channels.valueOf(m_channels.name()),
                m_valueRange == ValueRange.ZERO_TO_ONE ? 1 / 255.0 : 1, Preset.numbers("Mean", m_mean),
                Preset.numbers("Standard deviation", m_std));
        } catch (IllegalArgumentException e) {
            throw Limit.exceeded(e);
        }
    }
}
