// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.load;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.widget.choices.Label;

/** A preprocessing that many networks share. */
enum Preset {
        @Label(value = "The network's own",
            description = "What the file says; imagenet if it says nothing, as files made by others do.")
        OWN,
        @Label(value = "imagenet", description = """
                Resize to 256 pixels, crop to 224, values from 0 to 1, ImageNet's mean and standard deviation:
                torchvision's networks.
                """)
        IMAGENET,
        @Label(value = "inception", description = """
                The same with mean and standard deviation 0.5, so that values are from -1 to 1: networks that came from
                TensorFlow.
                """)
        INCEPTION,
        @Label(value = "raw", description = "Resize to 256 pixels, crop to 224, values from 0 to 255 as they are.")
        RAW,
        @Label(value = "Custom", description = "Each step as you say below.")
        CUSTOM;

    /** Saves the constant's name; a flow variable may also say it in lower case, as documentation does. */
    static final class IgnoringCase implements NodeParametersPersistor<Preset> {

        private static final String KEY = "preprocessing";

        @Override
        public Preset load(final NodeSettingsRO settings) throws InvalidSettingsException {
            final var name = settings.getString(KEY);
            return Arrays.stream(values()).filter(p -> p.name().equalsIgnoreCase(String.valueOf(name).strip()))
                .findFirst().orElseThrow(() -> new InvalidSettingsException("There is no preprocessing \"" + name
                    + "\". Choose one of " + Arrays.toString(values()).toLowerCase(Locale.ROOT) + "."));
        }

        @Override
        public void save(final Preset preset, final NodeSettingsWO settings) {
            settings.addString(KEY, preset.name());
        }

        @Override
        public String[][] getConfigPaths() {
            return new String[][]{{KEY}};
        }
    }

    /** The numbers of a text such as {@code 0.5, 0.5, 0.5}. */
    static List<Double> numbers(final String title, final String text) throws InvalidSettingsException {
        try {
            return Arrays.stream(text.split(",")).map(String::strip).map(Double::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new InvalidSettingsException(title + " is \"" + text
                + "\", which is not a list of numbers. Separate them by commas and write the decimals with a point.",
                e);
        }
    }
}
