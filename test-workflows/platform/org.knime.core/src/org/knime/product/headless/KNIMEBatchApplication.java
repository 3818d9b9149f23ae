// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.product.headless;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.knime.core.node.workflow.BatchExecutor;

/** Stands for KNIME's class of the same name: the application that executes a workflow without a user interface. */
public final class KNIMEBatchApplication implements IApplication {

    @Override
    public Object start(final IApplicationContext context) {
        return BatchExecutor.mainRun((String[])context.getArguments().get(IApplicationContext.APPLICATION_ARGS));
    }

    @Override
    public void stop() {
        // the application ends when the workflow is done
    }
}
