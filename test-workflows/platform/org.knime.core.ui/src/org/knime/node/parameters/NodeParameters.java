// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.persistence.Persistable;

/**
 * Stands for KNIME's class of the same name: the settings of a node as fields of a class. Needs a constructor without
 * arguments; may have another one that takes {@link NodeParametersInput} and computes defaults from the inputs.
 */
public interface NodeParameters extends Persistable, WidgetGroup {

    /**
     * Checks the values against each other; called whenever settings are loaded, before any specification is known.
     *
     * @throws InvalidSettingsException if the values cannot be used
     */
    default void validate() throws InvalidSettingsException {
        // every combination of values is valid
    }
}
