// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.transferlearning.engine.archive.AtomicFile;
import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.archive.Pickler;
import org.transferlearning.engine.archive.StorageKeys;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.archive.TensorValues;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.archive.ZipReader;
import org.transferlearning.engine.archive.ZipWriter;
import org.transferlearning.engine.surgery.BatchNormFolding;
import org.transferlearning.engine.surgery.ScriptCode;

/**
 * Copies an archive with changes. What does not change is copied byte for byte and streamed, in its order; what is new
 * follows. The target appears complete or not at all.
 */
final class ArchiveCopy {

    private static final String DATA = "data/";

    private final TorchArchive m_archive;

    private final Map<String, byte[]> m_texts = new LinkedHashMap<>();

    private final Map<TensorInfo.Storage, ZipWriter.Content> m_storages = new LinkedHashMap<>();

    private Set<String> m_kept;

    private Copier m_copier;

    /** Copies an entry that stays in the archive, maybe with other values. */
    interface Copier {
        /**
         * @param zip where to
         * @param entry the entry
         * @throws IOException if it cannot be read or written
         */
        void copy(ZipWriter zip, ZipReader.Entry entry) throws IOException;
    }

    /** @param archive the archive, open while this is used */
    ArchiveCopy(final TorchArchive archive) {
        m_archive = archive;
        m_copier = (zip, entry) -> zip.copy(archive.zip(), entry);
    }

    /** Replaces or adds entries below the root; those of {@code null} are left out. */
    ArchiveCopy withTexts(final Map<String, byte[]> texts) {
        m_texts.putAll(texts);
        return this;
    }

    /** Replaces the module tree and the code that has changed, with the notes where in Python it came from. */
    ArchiveCopy withProgram(final Pickled.Instance root, final ScriptCode code) throws IOException {
        m_texts.put("data.pkl", Pickler.toBytes(root));
        code.changed().forEach((name, text) -> {
            m_texts.put(name, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
            m_texts.put(name + ".debug_pkl", null);
        });
        return this;
    }

    /** Leaves out the tensors that a module tree does not mention. */
    ArchiveCopy withTensorsOf(final Pickled.Instance root) {
        m_kept = StorageKeys.of(root);
        return this;
    }

    /** Adds the values of new tensors. */
    ArchiveCopy withStorage(final TensorInfo.Storage storage, final ZipWriter.Content values) {
        m_storages.put(storage, values);
        return this;
    }

    /** Gives tensors the values that folded batch norms ask for. */
    ArchiveCopy withFolding(final BatchNormFolding folding) throws EngineException, IOException {
        final ByteOrder order = m_archive.byteOrder();
        folding.newTensors().forEach((tensor, values) -> withStorage(tensor.storage(),
            out -> TensorValues.write(out, tensor, values, order)));
        return withCopier(TensorReplacer.of(m_archive, folding.values())::copy);
    }

    /** Copies the entries that stay in another way than byte for byte. */
    ArchiveCopy withCopier(final Copier copier) {
        m_copier = copier;
        return this;
    }

    /**
     * @param target the file to write, replaced if it exists; may be the archive
     * @throws EngineException if the disk is full
     * @throws IOException if reading or writing fails
     */
    void writeTo(final Path target) throws EngineException, IOException {
        final String root = m_archive.root();
        AtomicFile.write(target, size(), zip -> {
            final Map<String, byte[]> added = new LinkedHashMap<>(m_texts);
            for (final ZipReader.Entry entry : m_archive.zip().entries()) {
                final String name = entry.name().startsWith(root) ? entry.name().substring(root.length()) : "";
                if (m_texts.containsKey(name)) {
                    addText(zip, entry.name(), added.remove(name));
                } else if (m_kept == null || !name.startsWith(DATA) || m_kept.contains(name.substring(DATA.length()))) {
                    m_copier.copy(zip, entry);
                }
            }
            for (final Map.Entry<String, byte[]> text : added.entrySet()) {
                addText(zip, root + text.getKey(), text.getValue());
            }
            for (final Map.Entry<TensorInfo.Storage, ZipWriter.Content> storage : m_storages.entrySet()) {
                zip.add(root + DATA + storage.getKey().key(), storage.getKey().byteCount(), storage.getValue());
            }
        });
    }

    private static void addText(final ZipWriter zip, final String name, final byte[] text) throws IOException {
        if (text != null) {
            zip.add(name, text);
        }
    }

    /** Bytes that the target has at most. */
    private long size() {
        return m_archive.zip().entries().stream().mapToLong(e -> e.size() + e.name().length() * 2L + 256).sum()
            + m_texts.values().stream().mapToLong(t -> t == null ? 0 : t.length).sum()
            + m_storages.keySet().stream().mapToLong(TensorInfo.Storage::byteCount).sum();
    }
}
