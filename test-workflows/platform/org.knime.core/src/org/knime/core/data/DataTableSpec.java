// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import javax.swing.JComponent;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.config.ConfigRO;
import org.knime.core.node.config.ConfigWO;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortObjectSpecZipInputStream;
import org.knime.core.node.port.PortObjectSpecZipOutputStream;

/** The columns of a table. Stands for KNIME's {@code org.knime.core.data.DataTableSpec}. */
public final class DataTableSpec implements PortObjectSpec, Iterable<DataColumnSpec> {
    private static final String PROPERTIES = "spec_properties";

    private final String m_name;

    private final List<DataColumnSpec> m_columns;

    private final Map<String, Integer> m_index = new HashMap<>();

    private final Map<String, String> m_properties;

    /** No columns. */
    public DataTableSpec() {
        this((String)null);
    }

    /** @param colSpecs columns with different names */
    public DataTableSpec(final DataColumnSpec... colSpecs) {
        this(null, colSpecs);
    }

    /**
     * @param name of the table, null for "default"
     * @param colSpecs columns with different names
     * @throws IllegalArgumentException if two have the same name
     */
    public DataTableSpec(final String name, final DataColumnSpec... colSpecs) {
        this(name, Arrays.asList(colSpecs), Map.of());
    }

    DataTableSpec(final String name, final List<DataColumnSpec> columns, final Map<String, String> properties) {
        m_name = name == null ? "default" : name;
        m_columns = List.copyOf(columns);
        m_properties = new LinkedHashMap<>(properties);
        for (int i = 0; i < m_columns.size(); i++) {
            final var column = m_columns.get(i).getName();
            final var earlier = m_index.putIfAbsent(column, i);
            if (earlier != null) {
                throw new IllegalArgumentException(
                    "Duplicate column name \"" + column + "\" at positions " + earlier + " and " + i + ".");
            }
        }
    }

    /** @return the table's name */
    public String getName() {
        return m_name;
    }

    /** @return notes */
    public Map<String, String> getProperties() {
        return Map.copyOf(m_properties);
    }

    /** @return how many columns */
    public int getNumColumns() {
        return m_columns.size();
    }

    /** @return the columns' names */
    public String[] getColumnNames() {
        return stream().map(DataColumnSpec::getName).toArray(String[]::new);
    }

    /**
     * @param index counted from 0
     * @return the column there
     */
    public DataColumnSpec getColumnSpec(final int index) {
        if (index < 0 || index >= m_columns.size()) {
            throw new ArrayIndexOutOfBoundsException("Index " + index + " out of bounds for length "
                + m_columns.size());
        }
        return m_columns.get(index);
    }

    /**
     * @param column a name
     * @return the column, null if there is none
     */
    public DataColumnSpec getColumnSpec(final String column) {
        final int index = findColumnIndex(column);
        return index < 0 ? null : m_columns.get(index);
    }

    /**
     * @param columnName a name
     * @return where the column is, -1 if there is none
     */
    public int findColumnIndex(final String columnName) {
        return m_index.getOrDefault(columnName, -1);
    }

    /**
     * @param columnName a name
     * @return whether there is such a column
     */
    public boolean containsName(final String columnName) {
        return m_index.containsKey(columnName);
    }

    /**
     * @param spec where the name must be new
     * @param columnName the wish
     * @return the name, with " (#1)", " (#2)" … if it is used
     */
    public static String getUniqueColumnName(final DataTableSpec spec, final String columnName) {
        final var wish = columnName.trim();
        var name = wish;
        for (int i = 1; spec.containsName(name); i++) {
            name = wish + " (#" + i + ")";
        }
        return name;
    }

    /**
     * @param spec another
     * @return whether names and types of all columns are the same
     */
    public boolean equalStructure(final DataTableSpec spec) {
        return spec != null && getNumColumns() == spec.getNumColumns() && IntStream
            .range(0, getNumColumns()).allMatch(i -> getColumnSpec(i).equalStructure(spec.getColumnSpec(i)));
    }

    @Override
    public Iterator<DataColumnSpec> iterator() {
        return m_columns.iterator();
    }

    /** @return the columns */
    public Stream<DataColumnSpec> stream() {
        return m_columns.stream();
    }

    /** @param config gets the specification */
    public void save(final ConfigWO config) {
        config.addString("spec_name", m_name);
        config.addInt("number_columns", m_columns.size());
        for (int i = 0; i < m_columns.size(); i++) {
            m_columns.get(i).save(config.addConfig("column_spec_" + i));
        }
        if (!m_properties.isEmpty()) {
            final var properties = config.addConfig(PROPERTIES);
            int i = 0;
            for (final var each : m_properties.entrySet()) {
                final var property = properties.addConfig("prop-" + i++);
                property.addString("key", each.getKey());
                property.addString("value", each.getValue());
            }
        }
    }

    /**
     * @param config from {@link #save}
     * @return the specification
     * @throws InvalidSettingsException if something is not in there or not known
     */
    public static DataTableSpec load(final ConfigRO config) throws InvalidSettingsException {
        final var columns = new DataColumnSpec[config.getInt("number_columns")];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = DataColumnSpec.load(config.getConfig("column_spec_" + i));
        }
        final var properties = new LinkedHashMap<String, String>();
        if (config.containsKey(PROPERTIES)) {
            for (final String key : config.getConfig(PROPERTIES)) {
                final var property = config.getConfig(PROPERTIES).getConfig(key);
                properties.put(property.getString("key"), property.getString("value"));
            }
        }
        return new DataTableSpec(config.getString("spec_name"), Arrays.asList(columns), properties);
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    @Override
    public boolean equals(final Object obj) {
        return obj == this || obj instanceof DataTableSpec other && m_name.equals(other.m_name)
            && m_columns.equals(other.m_columns) && m_properties.equals(other.m_properties);
    }

    @Override
    public int hashCode() {
        return m_columns.hashCode();
    }

    @Override
    public String toString() {
        return "name=" + m_name + ",columns=[" + String.join("; ", getColumnNames()) + "]";
    }

    /** Reads and writes specifications. Stands for KNIME's class of the same name. */
    public static final class Serializer extends PortObjectSpecSerializer<DataTableSpec> {
        private static final String ENTRY = "spec.xml";

        @Override
        public void savePortObjectSpec(final DataTableSpec spec, final PortObjectSpecZipOutputStream out)
            throws IOException {
            final var content = new ModelContent(ENTRY);
            spec.save(content);
            out.putNextEntry(new ZipEntry(ENTRY));
            content.saveToXML(out);
        }

        @Override
        public DataTableSpec loadPortObjectSpec(final PortObjectSpecZipInputStream in) throws IOException {
            final var entry = in.getNextEntry();
            if (entry == null || !ENTRY.equals(entry.getName())) {
                throw new IOException("Expected '" + ENTRY + "' zip entry");
            }
            try {
                return load(ModelContent.loadFromXML(in));
            } catch (InvalidSettingsException ex) {
                throw new IOException(ex.getMessage(), ex);
            }
        }
    }
}
