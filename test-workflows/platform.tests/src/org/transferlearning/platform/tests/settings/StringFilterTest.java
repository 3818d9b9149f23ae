// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.settings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.regex.PatternSyntaxException;

import org.junit.jupiter.api.Test;
import org.knime.core.node.NodeSettings;
import org.knime.core.webui.node.dialog.defaultdialog.NodeParametersUtil;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.StringFilterMode;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.widget.choices.filter.StringFilter;

/** What a filter of texts chooses, and how it is stored. */
class StringFilterTest {

    private static final String[] CHOICES = {"Alpha.1", "Alpha.2", "beta"};

    static final class Parameters implements NodeParameters {

        StringFilter m_names = new StringFilter(List.of("beta", "gone"));
    }

    private static StringFilter filter(final StringFilterMode mode, final String pattern) {
        var filter = new StringFilter();
        filter.m_mode = mode;
        filter.m_patternFilter.m_pattern = pattern;
        return filter;
    }

    @Test
    void aNewFilterChoosesNothing() {
        assertArrayEquals(new String[0], new StringFilter().filter(CHOICES));
    }

    @Test
    void chosenTextsThatAreNotThereAreMissing() {
        var filter = new Parameters().m_names;
        assertArrayEquals(new String[]{"beta"}, filter.filter(CHOICES));
        assertArrayEquals(new String[]{"gone"}, filter.getMissingSelected(CHOICES));
    }

    @Test
    void unknownTextsAreChosenIfAsked() {
        var filter = new StringFilter();
        filter.m_manualFilter.m_includeUnknownColumns = true;
        filter.m_manualFilter.m_manuallyDeselected = new String[]{"beta"};
        assertArrayEquals(new String[]{"Alpha.1", "Alpha.2"}, filter.filter(CHOICES));
        filter.excludeUnknownColumn();
        assertArrayEquals(new String[0], filter.filter(CHOICES));
    }

    @Test
    void patternsMatchTheWholeTextWhateverItsCase() {
        assertArrayEquals(new String[]{"Alpha.1", "Alpha.2"},
            filter(StringFilterMode.WILDCARD, "alpha.?").filter(CHOICES));
        assertArrayEquals(new String[0], filter(StringFilterMode.WILDCARD, "alpha").filter(CHOICES));
        assertArrayEquals(new String[]{"Alpha.2"}, filter(StringFilterMode.REGEX, "alpha\\.[2-9]").filter(CHOICES));
        assertArrayEquals(new String[0], filter(StringFilterMode.REGEX, "").filter(CHOICES));
        // as in KNIME, the missing ones of a pattern are those that match
        assertArrayEquals(new String[]{"beta"}, filter(StringFilterMode.WILDCARD, "b*").getMissingSelected(CHOICES));
    }

    @Test
    void aBrokenRegularExpressionIsThrown() {
        var filter = filter(StringFilterMode.REGEX, "a(");
        var thrown = assertThrows(PatternSyntaxException.class, () -> filter.filter(CHOICES));
        assertEquals("^a($", thrown.getPattern());
    }

    @Test
    void theSettingsAreKnimes() throws Exception {
        var settings = new NodeSettings("model");
        NodeParametersUtil.saveSettings(Parameters.class, new Parameters(), settings);
        var names = settings.getNodeSettings("names");
        assertEquals("MANUAL", names.getString("mode"));
        assertEquals("", names.getNodeSettings("patternFilter").getString("pattern"));
        assertFalse(names.getNodeSettings("patternFilter").getBoolean("isCaseSensitive"));
        assertFalse(names.getNodeSettings("patternFilter").getBoolean("isInverted"));
        var manual = names.getNodeSettings("manualFilter");
        assertArrayEquals(new String[]{"beta", "gone"}, manual.getStringArray("manuallySelected"));
        assertArrayEquals(new String[0], manual.getStringArray("manuallyDeselected"));
        assertFalse(manual.getBoolean("includeUnknownColumns"));
        assertEquals(3, names.keySet().size());
        var copy = NodeParametersUtil.loadSettings(settings, Parameters.class);
        assertArrayEquals(new String[]{"beta"}, copy.m_names.filter(CHOICES));
    }
}
