// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.port;

import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import javax.swing.JComponent;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortObjectZipInputStream;
import org.knime.core.node.port.PortObjectZipOutputStream;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkSpec;

/**
 * A network on a port. Its archive lies in a file store, which nodes that change the specification only share with the
 * node that made it: they copy no tensors. Immutable.
 */
public final class NetworkPortObject extends FileStorePortObject {

    /** The type of a Network port. */
    public static final PortType TYPE = PortTypeRegistry.getInstance().getPortType(NetworkPortObject.class);

    private final NetworkPortObjectSpec m_spec;

    /**
     * @param spec what is known of the network
     * @param archive a file store whose file is the network's TorchScript archive
     */
    public NetworkPortObject(final NetworkSpec spec, final FileStore archive) {
        super(List.of(archive));
        m_spec = new NetworkPortObjectSpec(spec);
    }

    /** After loading: KNIME hands in the file store itself. */
    private NetworkPortObject(final NetworkPortObjectSpec spec) {
        m_spec = spec;
    }

    /**
     * @param spec another specification for the same archive
     * @return a port object with it that shares this one's file store
     */
    public NetworkPortObject withSpec(final NetworkSpec spec) {
        return new NetworkPortObject(spec, getFileStore(0));
    }

    /** @return the network */
    public Network network() {
        return new Network(getFileStore(0).getFile().toPath(), m_spec.network());
    }

    @Override
    public NetworkPortObjectSpec getSpec() {
        return m_spec;
    }

    @Override
    public String getSummary() {
        final var spec = m_spec.network();
        return spec.name() + ": " + spec.layers().size() + " layers, " + spec.trainableSummary() + ", "
            + (spec.classes().isEmpty() ? spec.head().outputs() + " outputs" : spec.classes().size() + " classes");
    }

    /** None beside those of the specification, which has all that there is to see. */
    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    @Override
    public boolean equals(final Object other) {
        // the same archive may be on many ports, with another specification on each
        return super.equals(other) && other instanceof NetworkPortObject network && m_spec.equals(network.m_spec);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + m_spec.hashCode();
    }

    /** Writes and reads the port object: the archive is saved as its file store, and the specification by KNIME. */
    public static final class Serializer extends PortObjectSerializer<NetworkPortObject> {

        private static final String VERSION = "version-1";

        @Override
        public void savePortObject(final NetworkPortObject network, final PortObjectZipOutputStream out,
            final ExecutionMonitor exec) throws IOException {
            out.putNextEntry(new ZipEntry(VERSION));
            out.closeEntry();
        }

        @Override
        public NetworkPortObject loadPortObject(final PortObjectZipInputStream in, final PortObjectSpec spec,
            final ExecutionMonitor exec) throws IOException {
            final var entry = in.getNextEntry();
            if (entry == null || !VERSION.equals(entry.getName())) {
                throw new IOException("This network was saved by a newer version of Transfer Learning for KNIME.");
            }
            return new NetworkPortObject((NetworkPortObjectSpec)spec);
        }
    }
}
