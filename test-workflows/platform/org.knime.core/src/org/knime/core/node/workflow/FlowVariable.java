// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;

/** Stands for KNIME's class of the same name: a named value that can overwrite settings of nodes. */
public final class FlowVariable {

    /** The types of values; names are stored in files. */
    public enum Type {
        DOUBLE, INTEGER, STRING
    }

    private final String m_name;

    private final Object m_value;

    private final Type m_type;

    private FlowVariable(final String name, final Type type, final Object value) {
        m_name = name;
        m_type = type;
        m_value = value;
    }

    /** Creates a text variable. */
    public FlowVariable(final String name, final String valueS) {
        this(name, Type.STRING, valueS);
    }

    /** Creates a variable with a number. */
    public FlowVariable(final String name, final double valueD) {
        this(name, Type.DOUBLE, valueD);
    }

    /** Creates a variable with an integer. */
    public FlowVariable(final String name, final int valueI) {
        this(name, Type.INTEGER, valueI);
    }

    /** @return the name */
    public String getName() {
        return m_name;
    }

    /** @return the type of the value */
    public Type getType() {
        return m_type;
    }

    /** @return the value as text */
    public String getValueAsString() {
        return m_value.toString();
    }

    Object getValue() {
        return m_value;
    }

    void save(final NodeSettingsWO settings) {
        settings.addString("name", m_name);
        settings.addString("class", m_type.name());
        switch (m_type) {
            case DOUBLE -> settings.addDouble("value", (Double)m_value);
            case INTEGER -> settings.addInt("value", (Integer)m_value);
            case STRING -> settings.addString("value", (String)m_value);
        }
    }

    static FlowVariable load(final NodeSettingsRO settings) throws InvalidSettingsException {
        var name = settings.getString("name");
        return switch (settings.getString("class")) {
            case "DOUBLE" -> new FlowVariable(name, settings.getDouble("value"));
            case "INTEGER" -> new FlowVariable(name, settings.getInt("value"));
            case "STRING" -> new FlowVariable(name, settings.getString("value"));
            default -> throw new InvalidSettingsException(
                "No flow variable type for identifier/class '" + settings.getString("class") + "'");
        };
    }

    @Override
    public String toString() {
        return "\"" + m_name + "\" (" + m_type + ": " + m_value + ")";
    }
}
