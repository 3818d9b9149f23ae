// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node;

import java.util.function.Consumer;

import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultModel.ExecuteOutput;

/** Takes what a model computes when it is executed. */
record Executed(PortObject[] outObjects, Consumer<String> warnings) implements ExecuteOutput {

    @Override
    public <D extends PortObject> void setOutData(final int index, final D data) {
        outObjects[index] = data;
    }

    @Override
    @SafeVarargs
    public final <D extends PortObject> void setOutData(final D... data) {
        System.arraycopy(data, 0, outObjects, 0, data.length);
    }

    @Override
    public void setWarningMessage(final String message) {
        warnings.accept(message);
    }
}
