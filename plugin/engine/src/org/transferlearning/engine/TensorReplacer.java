// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.transferlearning.engine.archive.ElementType;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.archive.TensorValues;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.archive.ZipReader;
import org.transferlearning.engine.archive.ZipWriter;
import org.transferlearning.engine.surgery.ModuleTree;
import org.transferlearning.engine.surgery.ScriptCode;

/** Writes new values into tensors, while an archive is copied. */
final class TensorReplacer {

    private final ZipReader m_zip;

    private final ByteOrder m_order;

    private final Map<String, Map<TensorInfo, FloatSource>> m_byEntry = new HashMap<>();

    /**
     * @param archive the archive that is copied
     * @param newValuesByFullName new elements in row-major order by full name
     * @throws EngineException if the archive is broken, has no tensor of a name, or one of another size or type
     * @throws IOException if the archive cannot be read
     */
    TensorReplacer(final TorchArchive archive, final Map<String, FloatSource> newValuesByFullName)
        throws EngineException, IOException {
        this(archive);
        final ModuleTree tree = ModuleTree.of(archive, new ScriptCode(archive), archive.readModule());
        for (final Map.Entry<String, FloatSource> entry : newValuesByFullName.entrySet()) {
            final TensorInfo tensor = tree.tensor(entry.getKey());
            final long count = entry.getValue().count();
            if (tensor == null || tensor.size() != count || !canTake(tensor.storage().type())) {
                throw new EngineException("The network in \"" + archive.file().getFileName()
                    + "\" has no parameter \"" + entry.getKey() + "\" with " + count + " values.",
                    "Train the network again.");
            }
            put(archive, tensor, entry.getValue());
        }
    }

    private TensorReplacer(final TorchArchive archive) throws EngineException, IOException {
        m_zip = archive.zip();
        m_order = archive.byteOrder();
    }

    /**
     * @param archive the archive that is copied
     * @param newValues new elements in row-major order, for tensors of the archive that can take them
     * @return what copies the archive
     * @throws EngineException if the archive is broken
     * @throws IOException if the archive cannot be read
     */
    static TensorReplacer of(final TorchArchive archive, final Map<TensorInfo, FloatSource> newValues)
        throws EngineException, IOException {
        final var replacer = new TensorReplacer(archive);
        for (final Map.Entry<TensorInfo, FloatSource> entry : newValues.entrySet()) {
            replacer.put(archive, entry.getKey(), entry.getValue());
        }
        return replacer;
    }

    private void put(final TorchArchive archive, final TensorInfo tensor, final FloatSource values)
        throws EngineException {
        m_byEntry.computeIfAbsent(archive.entry(tensor.storage()).name(), n -> new LinkedHashMap<>()).put(tensor,
            values);
    }

    private static boolean canTake(final ElementType type) {
        return type.isFloat() || type == ElementType.LONG;
    }

    /**
     * Copies an entry of the archive, with the new values if it has some. A storage that one tensor fills is not read
     * but written piece by piece, because it may be larger than Java's memory; others are read completely.
     *
     * @param target where to
     * @param entry the entry
     * @throws IOException if it or the new values cannot be read, or it cannot be written
     */
    void copy(final ZipWriter target, final ZipReader.Entry entry) throws IOException {
        final Map<TensorInfo, FloatSource> tensors = m_byEntry.get(entry.name());
        if (tensors == null) {
            target.copy(m_zip, entry);
            return;
        }
        final TensorInfo first = tensors.keySet().iterator().next();
        if (tensors.size() == 1 && TensorValues.fillsStorage(first) && entry.size() == first.storage().byteCount()) {
            target.add(entry.name(), entry.size(),
                out -> TensorValues.write(out, first, tensors.get(first), m_order));
            return;
        }
        final ByteBuffer storage = ByteBuffer.wrap(m_zip.read(entry, Integer.MAX_VALUE - 8)).order(m_order);
        for (final Map.Entry<TensorInfo, FloatSource> tensor : tensors.entrySet()) {
            TensorValues.put(storage, tensor.getKey(), tensor.getValue());
        }
        target.add(entry.name(), storage.array());
    }
}
