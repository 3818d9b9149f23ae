// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.data.filestore.FileStoreUtil;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortTypeRegistry;
import org.knime.core.node.port.PortUtil;

/**
 * Stands for the method copyPortObject of KNIME's class Node: like KNIME, a node gets a copy of each object at its
 * inputs, written and read by the object's serializer, with the same file stores.
 */
final class PortObjectCopier {

    private PortObjectCopier() {
    }

    static PortObject copy(final PortObject object, final ExecutionContext exec)
        throws IOException, CanceledExecutionException {
        if (object == null) {
            return null;
        }
        var registry = PortTypeRegistry.getInstance();
        var serializer = registry.getObjectSerializer(object.getClass())
            .orElseThrow(() -> new IOException("There is no serializer for " + object.getClass().getName()));
        var bytes = new ByteArrayOutputStream();
        try (var out = PortUtil.getPortObjectZipOutputStream(bytes)) {
            out.setLevel(0);
            serializer.savePortObject(object, out, exec);
        }
        PortObject copy;
        try (var in = PortUtil.getPortObjectZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            copy = serializer.loadPortObject(in, copy(object.getSpec()), exec);
        }
        if (object instanceof FileStorePortObject original) {
            var keys = FileStoreUtil.getFileStores(original).stream().map(FileStoreUtil::getFileStoreKey).toList();
            FileStoreUtil.retrieveFileStoreHandlerFrom((FileStorePortObject)copy, keys, exec.getDataRepository());
        }
        return copy;
    }

    private static PortObjectSpec copy(final PortObjectSpec spec) throws IOException {
        var serializer = PortTypeRegistry.getInstance().getSpecSerializer(spec.getClass())
            .orElseThrow(() -> new IOException("There is no serializer for " + spec.getClass().getName()));
        var bytes = new ByteArrayOutputStream();
        try (var out = PortUtil.getPortObjectSpecZipOutputStream(bytes)) {
            out.setLevel(0);
            serializer.savePortObjectSpec(spec, out);
        }
        try (var in = PortUtil.getPortObjectSpecZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return serializer.loadPortObjectSpec(in);
        }
    }
}
