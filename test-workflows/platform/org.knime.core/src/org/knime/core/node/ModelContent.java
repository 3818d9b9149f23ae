// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.io.IOException;
import java.io.InputStream;

import org.knime.core.node.config.Config;

/** Content of a port object. Stands for KNIME's {@code org.knime.core.node.ModelContent}. */
public final class ModelContent extends Config implements ModelContentRO, ModelContentWO {
    private static final long serialVersionUID = 1;

    /** @param key of this tree, not null */
    public ModelContent(final String key) {
        super(key);
    }

    /**
     * @param in KNIME's XML, closed afterwards
     * @return the content
     * @throws IOException if it cannot be read or is not such XML
     */
    public static ModelContentRO loadFromXML(final InputStream in) throws IOException {
        final var content = new ModelContent("ignored");
        content.load(in);
        return content;
    }

    @Override
    public ModelContent getInstance(final String key) {
        return new ModelContent(key);
    }

    @Override
    public ModelContent addModelContent(final String key) {
        return (ModelContent)addConfig(key);
    }

    @Override
    public void addModelContent(final ModelContent modelContent) {
        addEntry(modelContent);
    }

    @Override
    public ModelContent getModelContent(final String key) throws InvalidSettingsException {
        return (ModelContent)getConfig(key);
    }
}
