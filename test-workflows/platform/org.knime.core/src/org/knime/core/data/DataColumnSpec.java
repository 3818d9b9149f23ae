// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.List;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.ConfigRO;
import org.knime.core.node.config.ConfigWO;

/** Name, type and domain of a column. Stands for KNIME's {@code org.knime.core.data.DataColumnSpec}. */
public final class DataColumnSpec {
    private final String m_name;

    private final List<String> m_elementNames;

    private final DataType m_type;

    private final DataColumnDomain m_domain;

    private final DataColumnProperties m_properties;

    DataColumnSpec(final String name, final List<String> elementNames, final DataType type,
        final DataColumnDomain domain, final DataColumnProperties properties) {
        m_name = name;
        m_elementNames = elementNames;
        m_type = type;
        m_domain = domain;
        m_properties = properties;
    }

    /** @return the name */
    public String getName() {
        return m_name;
    }

    /** @return names of a collection's elements, may be empty */
    public List<String> getElementNames() {
        return m_elementNames;
    }

    /** @return the type of the cells */
    public DataType getType() {
        return m_type;
    }

    /** @return possible values and bounds, as far as known */
    public DataColumnDomain getDomain() {
        return m_domain;
    }

    /** @return notes */
    public DataColumnProperties getProperties() {
        return m_properties;
    }

    /**
     * @param other another column
     * @return whether name and type are the same
     */
    public boolean equalStructure(final DataColumnSpec other) {
        return other != null && m_name.equals(other.m_name) && m_type.equals(other.m_type);
    }

    /** @param config gets the specification */
    public void save(final ConfigWO config) {
        config.addString("column_name", m_name);
        config.addStringArray("element_names", m_elementNames.toArray(String[]::new));
        m_type.save(config.addConfig("column_type"));
        m_domain.save(config.addConfig("column_domain"));
        m_properties.save(config.addConfig("column_properties"));
        config.addConfig("meta_data");
    }

    /**
     * @param config from {@link #save}
     * @return the specification
     * @throws InvalidSettingsException if something is not in there or not known
     */
    public static DataColumnSpec load(final ConfigRO config) throws InvalidSettingsException {
        return new DataColumnSpec(config.getString("column_name"),
            List.of(config.getStringArray("element_names", new String[0])),
            DataType.load(config.getConfig("column_type")), DataColumnDomain.load(config.getConfig("column_domain")),
            DataColumnProperties.load(config.getConfig("column_properties")));
    }

    @Override
    public boolean equals(final Object obj) {
        return obj == this || obj instanceof DataColumnSpec other && equalStructure(other)
            && m_elementNames.equals(other.m_elementNames) && m_domain.equals(other.m_domain)
            && m_properties.equals(other.m_properties);
    }

    @Override
    public int hashCode() {
        return m_name.hashCode() ^ m_type.hashCode();
    }

    @Override
    public String toString() {
        return m_name + " (" + m_type + ")";
    }
}
