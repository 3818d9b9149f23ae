// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.config.base;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;

import org.knime.core.util.XMLUtils;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Reads and writes settings in KNIME's XML of 2008, the format of workflow.knime, settings.xml and spec.xml. Doctypes
 * and external entities are not resolved. Stands for KNIME's {@code org.knime.core.node.config.base.XMLConfig}.
 */
public final class XMLConfig {
    private static final String ROOT_ATTRIBUTES = " xmlns=\"http://www.knime.org/2008/09/XMLConfig\""
        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\""
        + "http://www.knime.org/2008/09/XMLConfig http://www.knime.org/XMLConfig_2008_09.xsd\"";

    private XMLConfig() {
    }

    /**
     * Reads settings into a tree.
     *
     * @param config gets the entries and the key of the root element
     * @param in XML, closed afterwards
     * @throws IOException if it cannot be read or is not such XML
     */
    public static void load(final ConfigBase config, final InputStream in) throws IOException {
        try (in) {
            final var reader = SAXParserFactory.newInstance().newSAXParser().getXMLReader();
            final var handler = new XMLContentHandler(config);
            reader.setContentHandler(handler);
            reader.setErrorHandler(handler);
            reader.setEntityResolver((publicId, systemId) -> new InputSource(InputStream.nullInputStream()));
            reader.parse(new InputSource(in));
        } catch (SAXException | ParserConfigurationException | IllegalArgumentException ex) {
            throw new IOException("Unable to parse xml: " + ex.getMessage(), ex);
        }
    }

    /**
     * Writes a tree of settings.
     *
     * @param config what to write
     * @param out gets XML in UTF-8, closed afterwards
     * @throws IOException if it cannot be written
     */
    public static void save(final ConfigBase config, final OutputStream out) throws IOException {
        try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            writer.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
            write(config, writer, "", ROOT_ATTRIBUTES);
        }
    }

    private static void write(final ConfigBase config, final Writer out, final String indent, final String attributes)
        throws IOException {
        out.write(indent + "<config" + attributes + " key=\"" + escape(config.getKey()) + "\"");
        if (config.keySet().isEmpty()) {
            out.write("/>\n");
            return;
        }
        out.write(">\n");
        for (final String key : config.keySet()) {
            final var entry = config.getEntry(key);
            if (entry instanceof ConfigBase sub) {
                write(sub, out, indent + "    ", "");
            } else {
                final String value = entry.toStringValue();
                out.write(indent + "    <entry key=\"" + escape(key) + "\" type=\"" + entry.getType().name() + "\""
                    + (value == null ? " isnull=\"true\" value=\"\"/>\n"
                        : " value=\"" + escape(XMLUtils.escape(value)) + "\"/>\n"));
            }
        }
        out.write(indent + "</config>\n");
    }

    private static String escape(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
