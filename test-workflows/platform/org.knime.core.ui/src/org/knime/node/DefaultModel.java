// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node;

import java.util.Optional;

import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.parameters.NodeParameters;

/** Stands for KNIME's class of the same name: what a node does with its inputs. Port indices are zero-based. */
public final class DefaultModel {

    final ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> m_configure;

    final ExecuteConsumer m_execute;

    private final Class<? extends NodeParameters> m_parametersClass;

    private DefaultModel(final Class<? extends NodeParameters> parametersClass,
        final ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure,
        final ExecuteConsumer execute) {
        m_parametersClass = parametersClass;
        m_configure = configure;
        m_execute = execute;
    }

    static RequireModelParameters create() {
        return parameters -> configure -> execute -> new DefaultModel(parameters, configure, execute);
    }

    Optional<Class<? extends NodeParameters>> getParametersClass() {
        return Optional.ofNullable(m_parametersClass);
    }

    /** The stage of the settings. */
    public interface RequireModelParameters {

        /** @param parametersClass the class of the node's settings */
        RequireConfigureOrRearrangeColumns parametersClass(Class<? extends NodeParameters> parametersClass);

        /** The node has no settings. */
        default RequireConfigureOrRearrangeColumns withoutParameters() {
            return parametersClass(null);
        }
    }

    /** The stage of configure. */
    public interface RequireConfigureOrRearrangeColumns {

        /** @param configure computes the specifications of the outputs */
        RequireExecute configure(ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure);
    }

    /** The stage of execute. */
    public interface RequireExecute {

        /** @param execute computes the outputs */
        DefaultModel execute(ExecuteConsumer execute);
    }

    /**
     * Computes output from input before execution.
     *
     * @param <I> the type of the input
     * @param <O> the type of the output
     */
    @FunctionalInterface
    public interface ConfigureOrRearrangerConsumer<I, O> {

        /** @throws InvalidSettingsException if the settings and the input do not fit */
        void accept(I input, O output) throws InvalidSettingsException;
    }

    /** Computes the outputs of a node. */
    @FunctionalInterface
    public interface ExecuteConsumer {

        /**
         * @throws CanceledExecutionException if the user cancelled
         * @throws KNIMEException if the node fails, with the message for the user
         */
        void accept(ExecuteInput input, ExecuteOutput output) throws CanceledExecutionException, KNIMEException;
    }

    /** What is known before execution. */
    public interface ConfigureInput {

        <S extends NodeParameters> S getParameters();

        PortObjectSpec[] getInPortSpecs();

        <S extends PortObjectSpec> S getInPortSpec(int index);

        DataTableSpec[] getInTableSpecs();

        DataTableSpec getInTableSpec(int portIndex);

        PortType[] getOutPortTypes();
    }

    /** Takes the specifications of the outputs. */
    public interface ConfigureOutput {

        <S extends PortObjectSpec> void setOutSpec(int index, S spec);

        @SuppressWarnings("unchecked")
        <S extends PortObjectSpec> void setOutSpecs(S... specs);

        void setWarningMessage(String message);
    }

    /** The inputs of an execution. */
    public interface ExecuteInput {

        <S extends NodeParameters> S getParameters();

        ExecutionContext getExecutionContext();

        PortObject[] getInPortObjects();

        <D extends PortObject> D getInPortObject(int portIndex);

        BufferedDataTable[] getInTables();

        BufferedDataTable getInTable(int portIndex);

        PortType[] getOutPortTypes();
    }

    /** Takes the outputs of an execution. */
    public interface ExecuteOutput {

        <D extends PortObject> void setOutData(int index, D data);

        @SuppressWarnings("unchecked")
        <D extends PortObject> void setOutData(D... data);

        void setWarningMessage(String message);
    }
}
