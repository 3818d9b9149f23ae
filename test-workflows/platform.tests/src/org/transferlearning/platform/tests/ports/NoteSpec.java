// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.ports;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;

/** Says what a {@link NoteObject} is about. */
public final class NoteSpec extends AbstractSimplePortObjectSpec {
    private String m_title;

    /** For the serializer. */
    public NoteSpec() {
        this("");
    }

    /** @param title what it is about */
    public NoteSpec(final String title) {
        m_title = title;
    }

    /** @return what it is about */
    public String getTitle() {
        return m_title;
    }

    @Override
    protected void save(final ModelContentWO model) {
        model.addString("title", m_title);
    }

    @Override
    protected void load(final ModelContentRO model) throws InvalidSettingsException {
        m_title = model.getString("title");
    }

    /** Registered in plugin.xml. */
    public static final class Serializer extends AbstractSimplePortObjectSpecSerializer<NoteSpec> {
    }
}
