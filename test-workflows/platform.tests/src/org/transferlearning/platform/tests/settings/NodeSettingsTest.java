// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.settings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;

/** Settings, and their XML as in KNIME's settings.xml. */
class NodeSettingsTest {
    private final NodeSettings m_settings = new NodeSettings("settings.xml");

    private static String xml(final NodeSettings settings) throws IOException {
        final var out = new ByteArrayOutputStream();
        settings.saveToXML(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static NodeSettingsRO read(final String xml) throws IOException {
        return NodeSettings.loadFromXML(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private NodeSettingsRO reread() throws IOException {
        return read(xml(m_settings));
    }

    @Test
    void aMissingKeyIsNamedWithItsType() {
        assertEquals("Int for key \"i\" not found.",
            assertThrows(InvalidSettingsException.class, () -> m_settings.getInt("i")).getMessage());
        assertEquals("String for key \"s\" not found.",
            assertThrows(InvalidSettingsException.class, () -> m_settings.getString("s")).getMessage());
        assertEquals("Boolean for key \"b\" not found.",
            assertThrows(InvalidSettingsException.class, () -> m_settings.getBoolean("b")).getMessage());
        assertEquals("Config for key \"c\" not found.",
            assertThrows(InvalidSettingsException.class, () -> m_settings.getNodeSettings("c")).getMessage());
    }

    @Test
    void aValueOfAnotherTypeCountsAsMissing() {
        m_settings.addInt("i", 1);
        assertThrows(InvalidSettingsException.class, () -> m_settings.getDouble("i"));
        assertEquals(2.5, m_settings.getDouble("i", 2.5));
        assertEquals("x", m_settings.getString("absent", "x"));
        assertTrue(m_settings.containsKey("i"));
    }

    @Test
    void aLaterValueReplacesAnEarlierOne() throws InvalidSettingsException {
        m_settings.addInt("k", 1);
        m_settings.addString("k", "two");
        assertEquals("two", m_settings.getString("k"));
        assertEquals(1, m_settings.keySet().size());
    }

    @Test
    void xmlIsWrittenAsKnimeWritesIt() throws IOException {
        m_settings.addNodeSettings("flow_stack");
        final var model = m_settings.addNodeSettings("model");
        model.addString("column", "d");
        model.addStringArray("names", "a");
        m_settings.addString("customDescription", null);
        m_settings.addBoolean("hasContent", true);
        assertEquals("""
            <?xml version="1.0" encoding="UTF-8"?>
            <config xmlns="http://www.knime.org/2008/09/XMLConfig" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
            xsi:schemaLocation="http://www.knime.org/2008/09/XMLConfig \
            http://www.knime.org/XMLConfig_2008_09.xsd" key="settings.xml">
                <config key="flow_stack"/>
                <config key="model">
                    <entry key="column" type="xstring" value="d"/>
                    <config key="names">
                        <entry key="array-size" type="xint" value="1"/>
                        <entry key="0" type="xstring" value="a"/>
                    </config>
                </config>
                <entry key="customDescription" type="xstring" isnull="true" value=""/>
                <entry key="hasContent" type="xboolean" value="true"/>
            </config>
            """, xml(m_settings));
    }

    @Test
    void anyTextSurvivesXml() throws IOException, InvalidSettingsException {
        final var text = "a\n\t\r\u0000 %%00010 100% <b> & \"q\" 'p' ä € \ud83d\ude00";
        m_settings.addString("text", text);
        m_settings.addString("null", null);
        m_settings.addString("empty", "");
        assertTrue(xml(m_settings).contains("value=\"a%%00010%%00009%%00013%%00000 "), xml(m_settings));
        assertEquals(text, reread().getString("text"));
        assertNull(reread().getString("null"));
        assertEquals("", reread().getString("empty"));
    }

    @Test
    void numbersSurviveXmlExactly() throws IOException, InvalidSettingsException {
        m_settings.addDoubleArray("d", 0.1, -0.0, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY);
        m_settings.addLong("l", Long.MIN_VALUE);
        m_settings.addIntArray("i", Integer.MIN_VALUE, 7);
        m_settings.addBooleanArray("b", true, false);
        assertArrayEquals(new double[]{0.1, -0.0, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY},
            reread().getDoubleArray("d"));
        assertEquals(Long.MIN_VALUE, reread().getLong("l"));
        assertArrayEquals(new int[]{Integer.MIN_VALUE, 7}, reread().getIntArray("i"));
        assertArrayEquals(new boolean[]{true, false}, reread().getBooleanArray("b"));
    }

    @Test
    void aNullArrayStaysNullAndAnEmptyOneEmpty() throws IOException, InvalidSettingsException {
        m_settings.addStringArray("null", (String[])null);
        m_settings.addStringArray("empty");
        assertNull(reread().getStringArray("null"));
        assertArrayEquals(new String[0], reread().getStringArray("empty"));
        assertArrayEquals(new String[]{"x"}, reread().getStringArray("absent", "x"));
    }

    @Test
    void cellsAndTypesSurviveXml() throws IOException, InvalidSettingsException {
        final DataCell[] cells = {new StringCell("s"), new IntCell(1), new LongCell(2), new DoubleCell(0.5),
            BooleanCell.TRUE, DataType.getMissingCell()};
        m_settings.addDataCellArray("cells", cells);
        m_settings.addDataCell("null", null);
        m_settings.addDataType("type", ListCell.getCollectionType(DoubleCell.TYPE));
        assertArrayEquals(cells, reread().getDataCellArray("cells"));
        assertNull(reread().getDataCell("null"));
        assertEquals(ListCell.getCollectionType(DoubleCell.TYPE), reread().getDataType("type"));
    }

    @Test
    void settingsAreEqualByContent() throws IOException {
        m_settings.addNodeSettings("model").addInt("i", 1);
        assertEquals(m_settings, reread());
        final var copy = new NodeSettings("settings.xml");
        m_settings.copyTo(copy);
        assertEquals(m_settings, copy);
        m_settings.addInt("more", 1);
        assertNotEquals(m_settings, copy);
    }

    @Test
    void whatIsNotSuchXmlIsAnIOException() {
        assertThrows(IOException.class, () -> read("no XML"));
        assertThrows(IOException.class, () -> read("<other key=\"x\"/>"));
        assertThrows(IOException.class,
            () -> read("<config key=\"x\"><entry key=\"i\" type=\"xint\" value=\"one\"/></config>"));
        assertThrows(IOException.class,
            () -> read("<config key=\"x\"><entry key=\"i\" type=\"xother\" value=\"1\"/></config>"));
    }
}
