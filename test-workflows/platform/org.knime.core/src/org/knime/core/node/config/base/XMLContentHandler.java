// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.config.base;

import java.util.ArrayDeque;
import java.util.Deque;

import org.knime.core.util.XMLUtils;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Builds a tree of settings while it is parsed. Stands for KNIME's class of the same name. */
final class XMLContentHandler extends DefaultHandler {
    private final Deque<ConfigBase> m_stack = new ArrayDeque<>();

    private boolean m_isRoot = true;

    XMLContentHandler(final ConfigBase root) {
        m_stack.push(root);
    }

    @Override
    public void startElement(final String uri, final String localName, final String qName,
        final Attributes attributes) throws SAXException {
        final String key = attributes.getValue("key");
        if ("config".equals(qName)) {
            if (m_isRoot) {
                m_stack.peek().setKey(key);
                m_isRoot = false;
            } else {
                m_stack.push(m_stack.peek().addConfigBase(key));
            }
        } else if ("entry".equals(qName)) {
            m_stack.peek().addEntry(entry(key, attributes));
        } else {
            throw new SAXException("\"" + qName + "\" is not a valid tag name.");
        }
    }

    private static AbstractConfigEntry entry(final String key, final Attributes attributes) throws SAXException {
        final String type = attributes.getValue("type");
        final boolean isNull = "true".equals(attributes.getValue("isnull"));
        try {
            return ConfigEntries.valueOf(type).createEntry(key,
                isNull ? null : XMLUtils.unescape(attributes.getValue("value")));
        } catch (NumberFormatException ex) {
            throw ex;
        } catch (IllegalArgumentException ex) {
            throw new SAXException("Invalid type ('" + type + "') for key '" + key + "' in XML file.", ex);
        }
    }

    @Override
    public void endElement(final String uri, final String localName, final String qName) {
        if ("config".equals(qName)) {
            m_stack.pop();
        }
    }

    @Override
    public void error(final SAXParseException ex) throws SAXException {
        throw ex;
    }
}
