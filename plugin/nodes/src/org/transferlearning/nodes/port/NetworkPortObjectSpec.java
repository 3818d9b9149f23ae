// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.port;

import javax.swing.JComponent;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;
import org.transferlearning.engine.NetworkSpec;

/**
 * The specification of a Network port: everything that nodes and dialogs need to know of a network before it is there,
 * with its frozen layers, so that nodes in a row compose.
 */
public final class NetworkPortObjectSpec extends AbstractSimplePortObjectSpec {

    private NetworkSpec m_network;

    /** For the serializer, which calls {@link #load(ModelContentRO)} next. */
    public NetworkPortObjectSpec() {
        // filled by load
    }

    /**
     * @param network what is known of the network
     */
    public NetworkPortObjectSpec(final NetworkSpec network) {
        m_network = network;
    }

    /** @return what is known of the network */
    public NetworkSpec network() {
        return m_network;
    }

    /** The layers; KNIME shows the views of a specification beside those of the data. */
    @Override
    public JComponent[] getViews() {
        return new JComponent[]{new LayerView(m_network)};
    }

    @Override
    protected void save(final ModelContentWO model) {
        NetworkSpecContent.save(m_network, model);
    }

    @Override
    protected void load(final ModelContentRO model) throws InvalidSettingsException {
        m_network = NetworkSpecContent.load(model);
    }

    /** Writes and reads the specification as XML, through {@link NetworkPortObjectSpec}'s save and load. */
    public static final class Serializer extends AbstractSimplePortObjectSpecSerializer<NetworkPortObjectSpec> {
    }
}
