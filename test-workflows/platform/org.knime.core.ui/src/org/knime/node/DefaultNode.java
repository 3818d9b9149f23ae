// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.RequireModelParameters;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.osgi.framework.Version;

/**
 * Stands for KNIME's class of the same name: a node's description, ports and model, given in this order. The short and
 * the full description and the descriptions of ports and settings are XML fragments.
 */
public final class DefaultNode {

    final String m_name;

    final String m_icon;

    final String m_shortDescription;

    final String m_fullDescription;

    final Version m_sinceVersion;

    final List<PortGroup> m_ports;

    final DefaultModel m_model;

    NodeType m_nodeType;

    List<String> m_keywords = List.of();

    private DefaultNode(final String[] texts, final Version sinceVersion, final Consumer<DynamicPortsAdder> ports,
        final DefaultModel model) {
        m_name = texts[0];
        m_icon = texts[1];
        m_shortDescription = texts[2];
        m_fullDescription = texts[3];
        m_sinceVersion = sinceVersion;
        m_ports = PortGroup.collect(ports);
        m_model = model;
    }

    /** @return the first stage of a node */
    public static RequireName create() {
        return name -> icon -> shortDescription -> fullDescription -> (major, minor, revision) -> ports -> model ->
            new DefaultNode(new String[]{name, icon, shortDescription, fullDescription},
                new Version(major, minor, revision), ports, model.apply(DefaultModel.create()));
    }

    /** Sets the node's type; without it, the ports decide between source, sink and manipulator. */
    public DefaultNode nodeType(final NodeType nodeType) {
        if (m_nodeType != null) {
            throw new IllegalStateException("nodeType() was called before; a node has one type.");
        }
        m_nodeType = nodeType;
        return this;
    }

    /** Sets the words that the node is found by beside those of its description. */
    public DefaultNode keywords(final String... keywords) {
        if (!m_keywords.isEmpty()) {
            throw new IllegalStateException("keywords() was called before; a node has one list of keywords.");
        }
        m_keywords = List.of(keywords);
        return this;
    }

    /** The stage of the name. */
    public interface RequireName {

        /** @param name the node's name in title case */
        RequireIcon name(String name);
    }

    /** The stage of the icon. */
    public interface RequireIcon {

        /** @param icon the path of the icon, relative to the factory class */
        RequireShortDescription icon(String icon);
    }

    /** The stage of the short description. */
    public interface RequireShortDescription {

        /** @param shortDescription one sentence */
        RequireFullDescription shortDescription(String shortDescription);
    }

    /** The stage of the full description. */
    public interface RequireFullDescription {

        /** @param fullDescription what the node does */
        RequireSinceVersion fullDescription(String fullDescription);
    }

    /** The stage of the version that the node first came with. */
    public interface RequireSinceVersion {

        /** Names the version. */
        RequirePorts sinceVersion(int major, int minor, int revision);
    }

    /** The stage of the model. */
    public interface RequireModel {

        /** @param model builds the model */
        DefaultNode model(Function<RequireModelParameters, DefaultModel> model);
    }
}
