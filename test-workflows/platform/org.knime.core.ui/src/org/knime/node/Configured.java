// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node;

import java.util.function.Consumer;

import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.DefaultModel.ConfigureOutput;

/** Takes what a model says when it is configured. */
record Configured(PortObjectSpec[] outSpecs, Consumer<String> warnings) implements ConfigureOutput {

    @Override
    public <S extends PortObjectSpec> void setOutSpec(final int index, final S spec) {
        outSpecs[index] = spec;
    }

    @Override
    @SafeVarargs
    public final <S extends PortObjectSpec> void setOutSpecs(final S... specs) {
        System.arraycopy(specs, 0, outSpecs, 0, specs.length);
    }

    @Override
    public void setWarningMessage(final String message) {
        warnings.accept(message);
    }
}
