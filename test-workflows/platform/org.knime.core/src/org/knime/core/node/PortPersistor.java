// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;

import org.knime.core.data.filestore.internal.WriteFileStoreHandler;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.workflow.WorkflowDataRepository;
import org.knime.core.util.FileUtil;

/**
 * Saves and loads what is at a node's output ports, and its file stores. Tables are written whole, never as references
 * to other tables. Stands for that part of KNIME's {@code org.knime.core.node.FileNodePersistor}.
 */
public final class PortPersistor {
    private static final String OBJECT_CLASS = "port_object_class";

    private static final String LOCATION = "port_dir_location";

    private static final String FILESTORES = "filestores";

    private PortPersistor() {
    }

    /**
     * Writes the folders <code>port_1</code>, <code>port_2</code> … and the settings <code>ports</code>. File stores
     * must be saved afterwards, because objects write what they still keep in memory.
     *
     * @param nodeDir the node's folder
     * @param specs of the ports, port 0 included, null where unknown
     * @param objects at the ports, port 0 included, null where there is none
     * @param summaries of the objects
     * @param settings the node's settings.xml
     * @param exec progress and cancellation
     * @throws IOException if something cannot be written
     * @throws CanceledExecutionException if the user canceled
     */
    public static void savePorts(final File nodeDir, final PortObjectSpec[] specs, final PortObject[] objects,
        final String[] summaries, final NodeSettingsWO settings, final ExecutionMonitor exec)
        throws IOException, CanceledExecutionException {
        final var ports = settings.addNodeSettings("ports");
        for (int i = 1; i < objects.length; i++) {
            final var name = "port_" + i;
            final var port = ports.addNodeSettings(name);
            port.addInt("index", i);
            if (objects[i] != null) {
                port.addString("port_spec_class", specs[i].getClass().getName());
                port.addString(OBJECT_CLASS, objects[i].getClass().getName());
                port.addString("port_object_summary", summaries[i]);
                PortObjectFiles.save(objects[i], clean(new File(nodeDir, name)), port, exec);
            }
            port.addString(LOCATION, objects[i] == null ? null : name);
        }
    }

    private static File clean(final File dir) throws IOException {
        FileUtil.deleteRecursively(dir);
        return Files.createDirectories(dir.toPath()).toFile();
    }

    /**
     * Writes the folder <code>filestore</code> and the settings of the same name.
     *
     * @param handler the node's file stores, null if it has none
     * @param nodeDir the node's folder
     * @param settings the node's settings.xml
     * @throws IOException if something cannot be written
     */
    public static void saveFileStores(final WriteFileStoreHandler handler, final File nodeDir,
        final NodeSettingsWO settings) throws IOException {
        final var stores = settings.addNodeSettings(FILESTORES);
        if (handler != null) {
            handler.ensureOpenAfterLoad();
        }
        final var dir = handler == null ? null : handler.getBaseDir();
        if (dir != null) {
            FileUtil.copyDir(dir, clean(new File(nodeDir, "filestore")));
        }
        stores.addString("file_store_location", dir == null ? null : "filestore");
        stores.addString("file_store_id", handler == null ? null : handler.getStoreUUID().toString());
    }

    /**
     * @param nodeName the node's name
     * @param nodeDir the node's folder
     * @param settings the node's settings.xml
     * @param repository gets the handler
     * @return the node's file stores, copied when the first one is asked for; null if it has none
     * @throws InvalidSettingsException if something is missing in the settings
     */
    public static WriteFileStoreHandler loadFileStores(final String nodeName, final File nodeDir,
        final NodeSettingsRO settings, final WorkflowDataRepository repository) throws InvalidSettingsException {
        final var stores = settings.getNodeSettings(FILESTORES);
        final var dir = stores.getString("file_store_location");
        return dir == null ? null : WriteFileStoreHandler.restore(nodeName,
            UUID.fromString(stores.getString("file_store_id")), repository, new File(nodeDir, dir));
    }

    /**
     * Loads what {@link #savePorts} saved; the file stores of this node and those before it must have been loaded.
     *
     * @param nodeDir the node's folder
     * @param nrOutPorts how many ports, port 0 included
     * @param settings the node's settings.xml
     * @param repository knows the file stores
     * @param exec progress and cancellation
     * @return the objects, port 0 included, null where there is none; tables are read when they are used
     * @throws IOException if something cannot be read
     * @throws InvalidSettingsException if something is missing in the settings
     * @throws CanceledExecutionException if the user canceled
     */
    public static PortObject[] loadPorts(final File nodeDir, final int nrOutPorts, final NodeSettingsRO settings,
        final WorkflowDataRepository repository, final ExecutionMonitor exec)
        throws IOException, InvalidSettingsException, CanceledExecutionException {
        final var objects = new PortObject[nrOutPorts];
        final var ports = settings.getNodeSettings("ports");
        for (final String key : ports) {
            final var port = ports.getNodeSettings(key);
            final int index = port.getInt("index");
            if (index < 0 || index >= nrOutPorts) {
                throw new InvalidSettingsException("Invalid outport index in settings: " + index);
            }
            final var dir = port.getString(LOCATION);
            if (dir != null && port.getString(OBJECT_CLASS) != null) {
                objects[index] = PortObjectFiles.load(new File(nodeDir, dir), port, repository, exec);
            }
        }
        return objects;
    }

    /**
     * Reads what is still only in the workflow's folder, so that this may be written anew.
     *
     * @param objects at the ports
     * @param handler the node's file stores, null if it has none
     * @throws IOException if something cannot be read
     */
    public static void ensureLoaded(final PortObject[] objects, final WriteFileStoreHandler handler)
        throws IOException {
        for (final var object : objects) {
            if (object instanceof BufferedDataTable table) {
                table.rows().get();
            }
        }
        if (handler != null) {
            handler.ensureOpenAfterLoad();
        }
    }
}
