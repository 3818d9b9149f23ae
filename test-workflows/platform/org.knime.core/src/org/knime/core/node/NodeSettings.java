// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.io.IOException;
import java.io.InputStream;

import org.knime.core.node.config.Config;

/** Settings of a node or a workflow. Stands for KNIME's {@code org.knime.core.node.NodeSettings}. */
public final class NodeSettings extends Config implements NodeSettingsRO, NodeSettingsWO {
    private static final long serialVersionUID = 1;

    /** @param key of this tree, not null */
    public NodeSettings(final String key) {
        super(key);
    }

    /**
     * @param in KNIME's XML, closed afterwards
     * @return the settings
     * @throws IOException if it cannot be read or is not such XML
     */
    public static NodeSettingsRO loadFromXML(final InputStream in) throws IOException {
        final var settings = new NodeSettings("ignored");
        settings.load(in);
        return settings;
    }

    @Override
    public NodeSettings getInstance(final String key) {
        return new NodeSettings(key);
    }

    @Override
    public NodeSettings addNodeSettings(final String key) {
        return (NodeSettings)addConfig(key);
    }

    @Override
    public void addNodeSettings(final NodeSettings settings) {
        addEntry(settings);
    }

    @Override
    public NodeSettings getNodeSettings(final String key) throws InvalidSettingsException {
        return (NodeSettings)getConfig(key);
    }
}
