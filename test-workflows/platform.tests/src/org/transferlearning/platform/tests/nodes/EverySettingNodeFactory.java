// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.nodes;

import java.util.Locale;
import java.util.Optional;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.WidgetGroup;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistable;
import org.knime.node.parameters.persistence.Persistor;

/** A source with settings of every type; it outputs their values as one text. */
public final class EverySettingNodeFactory extends DefaultNodeFactory {

    private static final DataTableSpec SPEC = new DataTableSpec(
        new DataColumnSpec[]{new DataColumnSpecCreator("settings", StringCell.TYPE).createSpec()});

    /** A choice. */
    public enum Choice {
        FIRST, SECOND
    }

    /** Called by KNIME. */
    public EverySettingNodeFactory() {
        super(DefaultNode.create().name("Every Setting").icon("settings.png")
            .shortDescription("Outputs its settings.").fullDescription("Outputs its settings.").sinceVersion(5, 8, 0)
            .ports(ports -> ports.addOutputTable("Settings", "The settings."))
            .model(model -> model.parametersClass(Parameters.class).configure((in, out) -> out.setOutSpec(0, SPEC))
                .execute(EverySettingNodeFactory::execute)));
    }

    /** The settings. */
    public static final class Parameters implements NodeParameters {

        /** Called by KNIME. */
        public Parameters() {
            // the defaults of the fields
        }

        /** Called by KNIME when the inputs are known. */
        public Parameters(final NodeParametersInput input) {
            m_text = "from " + input.getInPortSpecs().length + " inputs";
        }

        @Widget(title = "Text", description = "A text.")
        public String m_text = "default";

        @Widget(title = "Number", description = "A number.")
        public int m_count = 1;

        public long m_seed = 2;

        public double m_rate = 0.5;

        public boolean m_isOn = true;

        public String[] m_names = {"a", "b"};

        public Choice m_choice = Choice.FIRST;

        public Optional<Integer> m_limit = Optional.empty();

        public Group m_group = new Group();

        @Persist(configKey = "renamed")
        public String m_other = "x";

        @Migrate(loadDefaultIfAbsent = true)
        public int m_newer = 7;

        @Persistor(LowerCase.class)
        public Choice m_lower = Choice.SECOND;

        @Override
        public void validate() throws InvalidSettingsException {
            if (m_count < 0) {
                throw new InvalidSettingsException("The number must not be negative.");
            }
        }

        @Override
        public String toString() {
            return String.join(" ", m_text, "" + m_count, "" + m_seed, "" + m_rate, "" + m_isOn,
                String.join("+", m_names), "" + m_choice, "" + m_limit, m_group.m_inner, m_other, "" + m_newer,
                "" + m_lower);
        }
    }

    /** Settings in a group. */
    public static final class Group implements WidgetGroup, Persistable {

        @Widget(title = "Inner", description = "A text in a group.")
        public String m_inner = "inside";
    }

    /** Stores a choice in lower case. */
    static final class LowerCase implements NodeParametersPersistor<Choice> {

        @Override
        public Choice load(final NodeSettingsRO settings) throws InvalidSettingsException {
            return Choice.valueOf(settings.getString("lower").toUpperCase(Locale.ROOT));
        }

        @Override
        public void save(final Choice param, final NodeSettingsWO settings) {
            settings.addString("lower", param.name().toLowerCase(Locale.ROOT));
        }

        @Override
        public String[][] getConfigPaths() {
            return new String[][]{{"lower"}};
        }
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out) {
        var container = in.getExecutionContext().createDataContainer(SPEC);
        Parameters parameters = in.getParameters();
        container.addRowToTable(new DefaultRow("Row0", new StringCell(parameters.toString())));
        container.close();
        out.setOutData(0, container.getTable());
    }
}
