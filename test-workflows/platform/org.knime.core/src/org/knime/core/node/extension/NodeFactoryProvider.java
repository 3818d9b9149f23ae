// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.extension;

import java.util.Optional;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.Platform;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeLogger;
import org.knime.core.node.NodeModel;

/** Stands for KNIME's class of the same name: the nodes that bundles register at the extension point of nodes. */
public final class NodeFactoryProvider {

    private static final String POINT = "org.knime.workbench.repository.nodes";

    private static final NodeFactoryProvider INSTANCE = new NodeFactoryProvider();

    private NodeFactoryProvider() {
    }

    /** @return the only instance */
    public static NodeFactoryProvider getInstance() {
        return INSTANCE;
    }

    /** @return a new factory; empty if the class is not registered or fails */
    @SuppressWarnings("unchecked")
    public Optional<NodeFactory<? extends NodeModel>> getNodeFactory(final String factoryClassName) {
        for (var element : Platform.getExtensionRegistry().getConfigurationElementsFor(POINT)) {
            if ("node".equals(element.getName())
                && factoryClassName.equals(element.getAttribute("factory-class"))) {
                try {
                    return Optional
                        .of((NodeFactory<? extends NodeModel>)element.createExecutableExtension("factory-class"));
                } catch (CoreException ex) {
                    NodeLogger.getLogger(getClass()).error("The node factory " + factoryClassName + " of the bundle "
                        + element.getContributor().getName() + " failed: " + ex.getMessage(), ex);
                }
            }
        }
        return Optional.empty();
    }
}
