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

import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.TableFile;
import org.knime.core.data.filestore.FileStoreKey;
import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.data.filestore.FileStoreUtil;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortTypeRegistry;
import org.knime.core.node.port.PortUtil;
import org.knime.core.node.workflow.WorkflowDataRepository;

/**
 * The files of one port: a table's <code>spec.xml</code>, <code>data.xml</code> and <code>data.zip</code>, another
 * object's zips of specification and content and the keys of its file stores.
 * Stands for that part of KNIME's {@code org.knime.core.node.FileNodePersistor}.
 */
final class PortObjectFiles {
    private static final String SPEC_FILE = "spec/spec.zip";

    private static final String OBJECT_FILE = "object/portobject.zip";

    private static final String KEYS = "filestore_keys";

    private static final String TABLE_FILE = "data.zip";

    private PortObjectFiles() {
    }

    static void save(final PortObject object, final File dir, final NodeSettingsWO port,
        final ExecutionMonitor exec) throws IOException, CanceledExecutionException {
        if (object instanceof BufferedDataTable table) {
            saveTable(table, dir, exec);
        } else {
            port.addString("port_spec_location", SPEC_FILE);
            port.addString("port_object_location", OBJECT_FILE);
            saveObject(object, dir, exec);
        }
    }

    static PortObject load(final File dir, final NodeSettingsRO port, final WorkflowDataRepository repository,
        final ExecutionMonitor exec) throws IOException, InvalidSettingsException, CanceledExecutionException {
        return port.getString("port_object_class").equals(BufferedDataTable.class.getName())
            ? loadTable(dir, repository) : loadObject(dir, port, repository, exec);
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
        Files.createDirectories(dir.toPath().resolve("spec"));
        Files.createDirectories(dir.toPath().resolve("object"));
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
        final var specClass = port.getString("port_spec_class");
        final var objectClass = port.getString("port_object_class");
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
}
