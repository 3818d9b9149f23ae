// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/** Stands for KNIME's class NodeAndBundleInformationPersistor: which node it is, and which bundle it comes from. */
record NodeBundle(String factory, String nodeName, String name, String symbolicName, String vendor, String version) {

    /** @throws InvalidSettingsException if one of the entries is absent that KNIME demands */
    static NodeBundle load(final NodeSettingsRO settings) throws InvalidSettingsException {
        return new NodeBundle(settings.getString("factory"), settings.getString("node-name"),
            settings.getString("node-bundle-name"), settings.getString("node-bundle-symbolic-name"),
            settings.getString("node-bundle-vendor"), settings.getString("node-bundle-version", "0.0.0"));
    }

    /** @return the same node with what its bundle says now */
    NodeBundle update(final Class<?> factoryClass, final String currentName) {
        var bundle = FrameworkUtil.getBundle(factoryClass);
        if (bundle == null) {
            return this;
        }
        var headers = bundle.getHeaders();
        return new NodeBundle(factoryClass.getName(), currentName, headers.get(Constants.BUNDLE_NAME),
            bundle.getSymbolicName(), headers.get(Constants.BUNDLE_VENDOR), bundle.getVersion().toString());
    }

    void save(final NodeSettingsWO settings) {
        settings.addString("factory", factory);
        settings.addString("node-name", nodeName);
        settings.addString("node-bundle-name", name);
        settings.addString("node-bundle-symbolic-name", symbolicName);
        settings.addString("node-bundle-vendor", vendor);
        settings.addString("node-bundle-version", version);
        settings.addString("node-feature-name", null);
        settings.addString("node-feature-symbolic-name", null);
        settings.addString("node-feature-vendor", null);
        settings.addString("node-feature-version", "0.0.0");
    }

    String explainMissing() {
        return "Node \"" + nodeName + "\" not available (provided by \"" + vendor + "\"; plugin \"" + symbolicName
            + "\" is not installed)";
    }
}
