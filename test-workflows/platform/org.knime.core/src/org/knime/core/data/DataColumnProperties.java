// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.Map;
import java.util.TreeMap;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.ConfigRO;
import org.knime.core.node.config.ConfigWO;

/** Notes at a column. Stands for KNIME's {@code org.knime.core.data.DataColumnProperties}. */
public final class DataColumnProperties {
    private final Map<String, String> m_properties;

    /** No notes. */
    public DataColumnProperties() {
        this(Map.of());
    }

    /** @param content the notes */
    public DataColumnProperties(final Map<String, String> content) {
        m_properties = new TreeMap<>(content);
    }

    /**
     * @param key of a note
     * @return the note, null if there is none
     */
    public String getProperty(final String key) {
        return m_properties.get(key);
    }

    /** @return how many notes */
    public int size() {
        return m_properties.size();
    }

    void save(final ConfigWO config) {
        m_properties.forEach(config::addString);
    }

    static DataColumnProperties load(final ConfigRO config) throws InvalidSettingsException {
        final var properties = new TreeMap<String, String>();
        for (final String key : config) {
            properties.put(key, config.getString(key));
        }
        return new DataColumnProperties(properties);
    }

    @Override
    public boolean equals(final Object obj) {
        return obj instanceof DataColumnProperties other && m_properties.equals(other.m_properties);
    }

    @Override
    public int hashCode() {
        return m_properties.hashCode();
    }

    @Override
    public String toString() {
        return m_properties.toString();
    }
}
