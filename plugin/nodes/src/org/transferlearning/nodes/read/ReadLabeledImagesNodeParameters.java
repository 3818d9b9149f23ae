// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.read;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.updates.util.BooleanReference;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.transferlearning.nodes.util.Limit;

/** What the user decides about reading a folder of images. */
final class ReadLabeledImagesNodeParameters implements NodeParameters {

    @Widget(title = "Folder", description = """
            The path or URL of a folder on this machine that has one sub-folder per class, for example
            <tt>C:\\images\\train</tt> or <tt>knime://knime.workflow/data/train</tt>.
            """)
    @TextInputWidget(placeholder = "knime://knime.workflow/data/train")
    String m_folder = "";

    static final class LimitRef implements BooleanReference {
    }

    @Widget(title = "Limit the images per class", description = """
            Whether only the first images of each class are taken, for a quick try. It is off by default.
            """)
    @ValueReference(LimitRef.class)
    boolean m_isLimited;

    @Widget(title = "Images per class", description = """
            How many images of each class are taken at most, in the order of their paths. The default is 100.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = LimitRef.class, type = EffectType.SHOW)
    int m_limit = 100;

    @Widget(title = "Append the images", description = """
            Whether the table gets a column with the images themselves, as PNG. It is off by default. Images in other
            formats are converted; one that cannot be read becomes a missing value.
            """)
    boolean m_appendImages;

    @Widget(title = "File extensions", description = """
            The extensions of the files that are images, separated by commas, in upper or lower case.
            """, advanced = true)
    String m_extensions = "jpg, jpeg, png, bmp, gif, tif, tiff";

    /** Flow variables go past the dialog, which has the same limits. */
    @Override
    public void validate() throws InvalidSettingsException {
        if (extensions().isEmpty()) {
            throw new InvalidSettingsException("No file extension is given. Name one in the dialog, for example jpg.");
        }
        Limit.require(!m_isLimited || m_limit >= 1,
            "The number of images per class must be at least 1, but is " + m_limit + ".");
    }

    /** @return the extensions in lower case, without points */
    Set<String> extensions() {
        return Arrays.stream(m_extensions.split("[,;\\s]+")).map(e -> e.replaceFirst("^\\*?\\.", ""))
            .filter(e -> !e.isEmpty()).map(e -> e.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
