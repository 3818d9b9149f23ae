// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.util.List;
import java.util.Locale;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.config.base.AbstractConfigEntry;
import org.knime.core.node.config.base.ConfigBase;
import org.knime.core.node.config.base.ConfigEntries;

/** Stands for KNIME's class ConfigEditTreeModel: overwrites settings of a node with values of flow variables. */
final class VariableSettings {

    private static final String USED_VARIABLE = "used_variable";

    private final List<FlowVariable> m_variables;

    private VariableSettings(final List<FlowVariable> variables) {
        m_variables = variables;
    }

    /**
     * Overwrites those of the model's settings that the tree names.
     *
     * @param settings what is overwritten
     * @param overwritten the part {@code variables} of a node's settings
     * @throws InvalidSettingsException if there is no such setting or variable, or their types do not fit
     */
    static void apply(final NodeSettings settings, final NodeSettingsRO overwritten,
        final List<FlowVariable> variables) throws InvalidSettingsException {
        try {
            var tree = overwritten.containsKey("tree") ? overwritten.getNodeSettings("tree") : overwritten;
            new VariableSettings(variables).overwriteAll(settings, (ConfigBase)tree);
        } catch (InvalidSettingsException ex) {
            throw new InvalidSettingsException(
                "Errors overwriting node settings with flow variables: " + ex.getMessage(), ex);
        }
    }

    private void overwriteAll(final ConfigBase settings, final ConfigBase tree) throws InvalidSettingsException {
        for (var key : tree.keySet()) {
            var entry = settings.getEntry(key);
            if (entry == null) {
                throw new InvalidSettingsException("No matching element found for entry with key: " + key);
            }
            var node = tree.getConfigBase(key);
            if (!node.containsKey(USED_VARIABLE)) {
                overwriteAll(settings.getConfigBase(key), node);
            } else if (node.getString(USED_VARIABLE) != null) {
                overwrite(settings, entry, variable(node.getString(USED_VARIABLE)));
            }
        }
    }

    private FlowVariable variable(final String name) throws InvalidSettingsException {
        return m_variables.stream().filter(variable -> variable.getName().equals(name)).findFirst()
            .orElseThrow(() -> new InvalidSettingsException("Unknown variable \"" + name + "\""));
    }

    private static void overwrite(final ConfigBase settings, final AbstractConfigEntry entry,
        final FlowVariable variable) throws InvalidSettingsException {
        var key = entry.getKey();
        var type = entry.getType();
        var text = variable.getValueAsString();
        if (type == ConfigEntries.xstring) {
            settings.addString(key, text);
        } else if (type == ConfigEntries.xdouble && variable.getValue() instanceof Number number) {
            settings.addDouble(key, number.doubleValue());
        } else if (type == ConfigEntries.xint && variable.getType() == FlowVariable.Type.INTEGER) {
            settings.addInt(key, (Integer)variable.getValue());
        } else if (type == ConfigEntries.xlong && variable.getType() == FlowVariable.Type.INTEGER) {
            settings.addLong(key, (Integer)variable.getValue());
        } else if (type == ConfigEntries.xboolean && variable.getType() == FlowVariable.Type.STRING) {
            settings.addBoolean(key, toBoolean(text, variable.getName(), key));
        } else {
            throw new InvalidSettingsException(String.format(
                "Can't evaluate variable \"%s\" as %s expression, it is a %s (\"%s\"", variable.getName(), type,
                variable.getType(), variable));
        }
    }

    private static boolean toBoolean(final String text, final String name, final String key)
        throws InvalidSettingsException {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new InvalidSettingsException(String.format(
                "Unable to parse \"%s\" (variable \"%s\") as boolean expression (settings parameter \"%s\")",
                text.toLowerCase(Locale.ROOT), name, key));
        }
        return Boolean.parseBoolean(text);
    }
}
