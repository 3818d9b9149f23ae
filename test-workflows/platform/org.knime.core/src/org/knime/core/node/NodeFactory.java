// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.io.IOException;
import java.net.URL;

import org.knime.core.node.context.NodeCreationConfiguration;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * Stands for KNIME's class of the same name: makes the model of a node and describes the node.
 *
 * @param <T> the type of the model
 */
public abstract class NodeFactory<T extends NodeModel> {

    /** What a node is for. */
    public enum NodeType {
        Source, Sink, Learner, Predictor, Manipulator, Visualizer, Other, Missing
    }

    private NodeDescription m_description;

    private URL m_icon;

    /** @param lazyInitialization whether {@link #init()} is called later */
    protected NodeFactory(final boolean lazyInitialization) {
        if (!lazyInitialization) {
            init();
        }
    }

    /** Creates the description, once. */
    public synchronized void init() {
        if (m_description != null) {
            return;
        }
        try {
            m_description = createNodeDescription();
        } catch (SAXException | IOException ex) {
            throw new IllegalStateException("The description of " + getClass().getName() + " cannot be read", ex);
        }
        var icon = m_description.getIconPath();
        m_icon = icon == null || icon.isEmpty() ? null : getClass().getResource(icon.replaceFirst("^\\./", ""));
    }

    protected abstract NodeDescription createNodeDescription() throws SAXException, IOException;

    /** @return a new model */
    protected abstract T createNodeModel(NodeCreationConfiguration creationConfig);

    /** @return the name of the node */
    public final String getNodeName() {
        return m_description.getNodeName();
    }

    /** @return the type of the node */
    public final NodeType getType() {
        return m_description.getType();
    }

    /** @return where the icon is; {@code null} if the path of the icon leads nowhere */
    public final URL getIcon() {
        return m_icon;
    }

    /** @return the words that the node is found by beside those of its description */
    public final String[] getKeywords() {
        return m_description.getKeywords();
    }

    /** @return the name of an input port, zero-based */
    public final String getInportName(final int index) {
        return m_description.getInportName(index);
    }

    /** @return the name of an output port, zero-based */
    public final String getOutportName(final int index) {
        return m_description.getOutportName(index);
    }

    /** @return the description as KNIME's XML */
    public final Element getXMLDescription() {
        return m_description.getXMLDescription();
    }
}
