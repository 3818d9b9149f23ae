// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;

import javax.xml.parsers.ParserConfigurationException;

import org.knime.core.node.NodeDescription;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.WidgetGroup;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The description of a {@link DefaultNode} as KNIME's XML; parsing its texts finds those that are not XML. */
final class DefaultNodeDescription extends NodeDescription {

    private final DefaultNode m_node;

    private final Element m_xml;

    DefaultNodeDescription(final DefaultNode node) {
        m_node = node;
        try {
            m_xml = createXml();
        } catch (SAXException | IOException | ParserConfigurationException ex) {
            throw new IllegalStateException("Problem creating node description", ex);
        }
    }

    private Element createXml() throws SAXException, IOException, ParserConfigurationException {
        var document = getDocumentBuilderFactory().newDocumentBuilder().newDocument();
        var root = document.createElement("knimeNode");
        document.appendChild(root);
        root.setAttribute("icon", getIconPath());
        root.setAttribute("type", getType().toString());
        append(root, "name").setTextContent(getNodeName());
        appendFragment(append(root, "shortDescription"), m_node.m_shortDescription);
        var full = append(root, "fullDescription");
        appendFragment(append(full, "intro"), m_node.m_fullDescription);
        var parameters = m_node.m_model.getParametersClass();
        if (parameters.isPresent()) {
            var tab = append(full, "tab");
            tab.setAttribute("name", "Options");
            appendOptions(tab, parameters.get());
        }
        appendPorts(append(root, "ports"));
        if (!m_node.m_keywords.isEmpty()) {
            var keywords = append(root, "keywords");
            m_node.m_keywords.forEach(word -> append(keywords, "keyword").setTextContent(word));
        }
        return root;
    }

    private static void appendOptions(final Element tab, final Class<?> group)
        throws SAXException, IOException, ParserConfigurationException {
        for (var field : group.getDeclaredFields()) {
            var widget = field.getAnnotation(Widget.class);
            if (widget != null) {
                var option = append(tab, "option");
                option.setAttribute("name", widget.title());
                appendFragment(option, widget.description());
            } else if (WidgetGroup.class.isAssignableFrom(field.getType())) {
                appendOptions(tab, field.getType());
            }
        }
    }

    private void appendPorts(final Element ports) throws SAXException, IOException, ParserConfigurationException {
        for (var isInput : List.of(true, false)) {
            var index = 0;
            for (var port : ports(isInput)) {
                var name = isInput ? "InPort" : "OutPort";
                var element = append(ports, port.m_isOptional ? ("dyn" + name) : (isInput ? "inPort" : "outPort"));
                element.setAttribute("name", port.m_name);
                element.setAttribute(port.m_isOptional ? "insert-before" : "index", Integer.toString(index));
                if (port.m_isOptional) {
                    element.setAttribute("group-identifier", port.m_id);
                } else {
                    index++;
                }
                appendFragment(element, port.m_description);
            }
        }
    }

    private static Element append(final Element parent, final String name) {
        return (Element)parent.appendChild(parent.getOwnerDocument().createElement(name));
    }

    private static void appendFragment(final Element parent, final String text)
        throws SAXException, IOException, ParserConfigurationException {
        Document parsed = getDocumentBuilderFactory().newDocumentBuilder()
            .parse(new InputSource(new StringReader("<fragment>" + text + "</fragment>")));
        var children = parsed.getDocumentElement().getChildNodes();
        IntStream.range(0, children.getLength()).mapToObj(children::item)
            .forEach(child -> parent.appendChild(parent.getOwnerDocument().importNode(child, true)));
    }

    private List<PortGroup> ports(final boolean isInput) {
        return m_node.m_ports.stream().filter(port -> port.m_isInput == isInput).toList();
    }

    @Override
    public String getIconPath() {
        return m_node.m_icon;
    }

    @Override
    public String getNodeName() {
        return m_node.m_name;
    }

    @Override
    public NodeType getType() {
        if (m_node.m_nodeType != null) {
            return m_node.m_nodeType;
        }
        if (ports(true).isEmpty()) {
            return NodeType.Source;
        }
        return ports(false).isEmpty() ? NodeType.Sink : NodeType.Manipulator;
    }

    @Override
    public String getInportName(final int index) {
        return ports(true).get(index).m_name;
    }

    @Override
    public String getOutportName(final int index) {
        return ports(false).get(index).m_name;
    }

    @Override
    public String[] getKeywords() {
        return m_node.m_keywords.toArray(String[]::new);
    }

    @Override
    public Element getXMLDescription() {
        return m_xml;
    }
}
