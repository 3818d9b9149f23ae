// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import javax.xml.parsers.DocumentBuilderFactory;

import org.knime.core.node.NodeFactory.NodeType;
import org.w3c.dom.Element;

/** Stands for KNIME's class of the same name: what users read about a node. Port indices are zero-based. */
public abstract class NodeDescription {

    /** @return the path of the icon, relative to the factory class */
    public abstract String getIconPath();

    /** @return the name of the node */
    public abstract String getNodeName();

    /** @return the type of the node */
    public abstract NodeType getType();

    /** @return the name of an input port */
    public abstract String getInportName(int index);

    /** @return the name of an output port */
    public abstract String getOutportName(int index);

    /** @return the words that the node is found by beside those of its description */
    public abstract String[] getKeywords();

    /** @return the description as KNIME's XML */
    public abstract Element getXMLDescription();

    /** @return a factory of XML parsers that know namespaces */
    public static DocumentBuilderFactory getDocumentBuilderFactory() {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory;
    }
}
