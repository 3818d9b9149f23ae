// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.webui.node.dialog.defaultdialog.NodeParametersUtil;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.migration.LoadDefaultsForAbsentFields;

/** How a list of groups of settings is stored, and settings that need not be stored. */
class ParameterListTest {

    static final class Element implements NodeParameters {

        int m_count = 3;

        Element() {
            // the default
        }

        Element(final int count) {
            m_count = count;
        }
    }

    static final class Listed implements NodeParameters {

        Element[] m_elements = {};
    }

    @LoadDefaultsForAbsentFields
    static final class Lenient implements NodeParameters {

        String m_text = "default";

        Element[] m_elements = {new Element(7)};

        Element m_strict = new Element(8);
    }

    @Test
    void theElementsOfAListAreNumberedAndTheirCountIsNotStored() throws InvalidSettingsException {
        var parameters = new Listed();
        parameters.m_elements = new Element[]{new Element(5), new Element(6)};
        var settings = new NodeSettings("model");
        NodeParametersUtil.saveSettings(Listed.class, parameters, settings);
        assertEquals(List.of("0", "1"), List.copyOf(settings.getNodeSettings("elements").keySet()));
        assertEquals(6, settings.getNodeSettings("elements").getNodeSettings("1").getInt("count"));
        var copy = NodeParametersUtil.loadSettings(settings, Listed.class);
        assertEquals(2, copy.m_elements.length);
        assertEquals(5, copy.m_elements[0].m_count);
    }

    @Test
    void anEmptyListIsAnEmptyLevel() throws InvalidSettingsException {
        var settings = new NodeSettings("model");
        NodeParametersUtil.saveSettings(Listed.class, new Listed(), settings);
        assertEquals(0, settings.getNodeSettings("elements").keySet().size());
        assertEquals(0, NodeParametersUtil.loadSettings(settings, Listed.class).m_elements.length);
    }

    @Test
    void aListThatIsMissingIsRefused() {
        assertThrows(InvalidSettingsException.class,
            () -> NodeParametersUtil.loadSettings(new NodeSettings("model"), Listed.class));
    }

    @Test
    void fieldsOfAMarkedClassKeepTheirDefaultsIfTheyAreMissing() throws InvalidSettingsException {
        var settings = new NodeSettings("model");
        settings.addString("text", "stored");
        var parameters = NodeParametersUtil.loadSettings(settings, Lenient.class);
        assertEquals("stored", parameters.m_text);
        assertEquals(7, parameters.m_elements[0].m_count);
        assertEquals(8, parameters.m_strict.m_count);
    }

    @Test
    void theMarkIsNotForTheFieldsOfGroupsWithin() {
        var settings = new NodeSettings("model");
        settings.addNodeSettings("strict");
        assertThrows(InvalidSettingsException.class,
            () -> NodeParametersUtil.loadSettings(settings, Lenient.class));
    }
}
