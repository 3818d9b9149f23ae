// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.TableFile;
import org.knime.core.data.filestore.FileStoreKey;
import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.data.filestore.FileStoreUtil;
import org.knime.core.data.filestore.internal.WriteFileStoreHandler;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortTypeRegistry;
import org.knime.core.node.port.PortUtil;
import org.knime.core.node.workflow.WorkflowDataRepository;
import org.knime.core.util.FileUtil;

/**
 * Saves and loads what is at a node's output ports, and its file stores. Tables are written whole, never as references
 * to other tables. Stands for that part of KNIME's {@code org.knime.core.node.FileNodePersistor}.
 */
public final class PortPersistor {
    private static final String SPEC_CLASS = "port_spec_class";

    private static final String OBJECT_CLASS = "port_object_class";

    private static final String SPEC_FILE = "spec/spec.zip";

    private static final String OBJECT_FILE = "object/portobject.zip";

    private static final String FILESTORES = "filestores";

    private static final String KEYS = "filestore_keys";

    private static final String TABLE_FILE = "data.zip";

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
            port.addString(SPEC_CLASS, specs[i] == null ? null : specs[i].getClass().getName());
            port.addString(OBJECT_CLASS, objects[i] == null ? null : objects[i].getClass().getName());
            if (objects[i] == null) {
                port.addString("port_dir_location", null);
                continue;
            }
            port.addString("port_object_summary", summaries[i]);
            final var dir = createDir(new File(nodeDir, name));
            if (objects[i] instanceof BufferedDataTable table) {
                saveTable(table, dir, exec);
            } else {
                port.addString("port_spec_location", SPEC_FILE);
                port.addString("port_object_location", OBJECT_FILE);
                saveObject(objects[i], dir, exec);
            }
            port.addString("port_dir_location", name);
        }
    }

    private static File createDir(final File dir) throws IOException {
        return Files.createDirectories(dir.toPath()).toFile();
    }

    private static void saveTable(final BufferedDataTable table, final File dir, final ExecutionMonitor exec)
        throws IOException, CanceledExecutionException {
        TableFile.write(new File(dir, TABLE_FILE), table.rows().get(), table.getBufferedTableId(), exec);
        final var data = new NodeSettings("table_meta_info");
        data.addInt("table_ID", table.getBufferedTableId());
        data.addString("table_type", "container_table");
        data.addString("table_file_name", TABLE_FILE);
        data.saveToXML(new FileOutputStream(new File(dir, "data.xml")));
        final var spec = new NodeSettings("spec.xml");
        table.getDataTableSpec().save(spec);
        spec.saveToXML(new FileOutputStream(new File(dir, "spec.xml")));
    }

    private static void saveObject(final PortObject object, final File dir, final ExecutionMonitor exec)
        throws IOException, CanceledExecutionException {
        final var spec = object.getSpec();
        final var registry = PortTypeRegistry.getInstance();
        final var specSerializer = registry.getSpecSerializer(spec.getClass())
            .orElseThrow(() -> new IOException("No serializer for spec class \"" + spec.getClass().getName() + "\""));
        final var serializer = registry.getObjectSerializer(object.getClass()).orElseThrow(
            () -> new IOException("No serializer for object class \"" + object.getClass().getName() + "\""));
        createDir(new File(dir, "spec"));
        createDir(new File(dir, "object"));
        if (object instanceof FileStorePortObject stored) {
            FileStoreUtil.invokeFlush(stored);
            saveKeys(stored, new File(dir, "object/filestore.xml"));
        }
        try (var out = PortUtil.getPortObjectSpecZipOutputStream(
            new BufferedOutputStream(new FileOutputStream(new File(dir, SPEC_FILE))))) {
            specSerializer.savePortObjectSpec(spec, out);
        }
        try (var out = PortUtil.getPortObjectZipOutputStream(
            new BufferedOutputStream(new FileOutputStream(new File(dir, OBJECT_FILE))))) {
            serializer.savePortObject(object, out, exec);
        }
    }

    private static void saveKeys(final FileStorePortObject object, final File file) throws IOException {
        final var content = new ModelContent("filestore");
        final var keys = content.addModelContent(KEYS);
        int i = 0;
        for (final var store : FileStoreUtil.getFileStores(object)) {
            FileStoreUtil.getFileStoreKey(store).save(keys.addModelContent("filestore_key_" + i++));
        }
        content.saveToXML(new FileOutputStream(file));
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
            FileUtil.copyDir(dir, new File(nodeDir, "filestore"));
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
            final var dir = port.getString("port_dir_location");
            final var type = port.getString(OBJECT_CLASS);
            if (dir != null && type != null) {
                objects[index] = type.equals(BufferedDataTable.class.getName())
                    ? loadTable(new File(nodeDir, dir), repository)
                    : loadObject(new File(nodeDir, dir), port, repository, exec);
            }
        }
        return objects;
    }

    private static BufferedDataTable loadTable(final File dir, final WorkflowDataRepository repository)
        throws IOException, InvalidSettingsException {
        final var spec = DataTableSpec.load(NodeSettings.loadFromXML(new FileInputStream(new File(dir, "spec.xml"))));
        final var data = NodeSettings.loadFromXML(new FileInputStream(new File(dir, "data.xml")));
        final var type = data.getString("table_type");
        if (!type.equals("container_table") && !type.equals("container_table_compressed")) {
            throw new InvalidSettingsException("Unknown table identifier: " + type);
        }
        final int id = data.getInt("table_ID");
        repository.updateLastId(id);
        return new BufferedDataTable(spec,
            new TableRows(new File(dir, data.getString("table_file_name")), spec.getNumColumns()), id);
    }

    private static PortObject loadObject(final File dir, final NodeSettingsRO port,
        final WorkflowDataRepository repository, final ExecutionMonitor exec)
        throws IOException, InvalidSettingsException, CanceledExecutionException {
        final var registry = PortTypeRegistry.getInstance();
        final var specClass = port.getString(SPEC_CLASS);
        final var objectClass = port.getString(OBJECT_CLASS);
        final PortObjectSpec spec;
        try (var in = PortUtil.getPortObjectSpecZipInputStream(new BufferedInputStream(
            new FileInputStream(new File(dir, port.getString("port_spec_location")))))) {
            spec = registry.getSpecClass(specClass).flatMap(registry::getSpecSerializer)
                .orElseThrow(() -> new IOException("Invalid spec class \"" + specClass + "\""))
                .loadPortObjectSpec(in);
        }
        final var file = new File(dir, port.getString("port_object_location"));
        final PortObject object;
        try (var in = PortUtil.getPortObjectZipInputStream(new BufferedInputStream(new FileInputStream(file)))) {
            object = registry.getObjectClass(objectClass).flatMap(registry::getObjectSerializer)
                .orElseThrow(() -> new IOException("Invalid object class \"" + objectClass + "\""))
                .loadPortObject(in, spec, exec);
        }
        if (object instanceof FileStorePortObject stored) {
            FileStoreUtil.retrieveFileStoreHandlerFrom(stored,
                loadKeys(new File(file.getParentFile(), "filestore.xml")), repository);
        }
        return object;
    }

    private static List<FileStoreKey> loadKeys(final File file) throws IOException, InvalidSettingsException {
        final var keys = ModelContent.loadFromXML(new FileInputStream(file)).getModelContent(KEYS);
        final var result = new ArrayList<FileStoreKey>();
        for (final String key : keys) {
            result.add(FileStoreKey.load(keys.getModelContent(key)));
        }
        return result;
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
