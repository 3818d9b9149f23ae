// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.updates;

import java.util.function.Supplier;

import org.knime.core.webui.node.dialog.defaultdialog.util.updates.StateComputationFailureException;
import org.knime.node.parameters.NodeParametersInput;

/**
 * Stands for KNIME's class of the same name: computes choices or a value for a dialog.
 *
 * @param <S> the type of what is computed
 */
public interface StateProvider<S> {

    /** Declares when to compute and what from. */
    void init(StateProviderInitializer initializer);

    /**
     * Computes the choices or the value.
     *
     * @throws StateComputationFailureException if there is no result; the dialog keeps what it has
     */
    S computeState(NodeParametersInput parametersInput) throws StateComputationFailureException;

    /** What a provider can ask the dialog for. */
    interface StateProviderInitializer {

        <T> Supplier<T> computeFromValueSupplier(Class<? extends ParameterReference<T>> ref);

        void computeBeforeOpenDialog();

        void computeAfterOpenDialog();
    }
}
