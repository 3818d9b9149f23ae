// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.transferlearning.engine.archive.AtomicFile;
import org.transferlearning.engine.archive.Pickler;
import org.transferlearning.engine.archive.StorageKeys;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.archive.ZipReader;
import org.transferlearning.engine.archive.ZipWriter;
import org.transferlearning.engine.surgery.ForbiddenOperators;
import org.transferlearning.engine.surgery.HeadSurgery;
import org.transferlearning.engine.surgery.ScriptCode;

/**
 * Writes networks as TorchScript archives that {@code torch.jit.load} and DJL load. What a step does not change is
 * copied byte for byte, tensors are streamed, and the target appears complete or not at all.
 */
public final class NetworkWriter {

    /**
     * The method of a network with a replaced head that gives the features instead of the classes: input as
     * {@code forward}, output float (n, features).
     */
    public static final String FEATURES_METHOD = HeadSurgery.FEATURES_METHOD;

    /** Begin of the name of the method of a split network from its input to the tensor at the cut. */
    public static final String PREFIX_METHOD = "prefix_to_cut";

    /** Begin of the name of the method of a split network from the tensor at the cut to its output. */
    public static final String SUFFIX_METHOD = "suffix_from_cut";

    private static final String MODULE = "data.pkl";

    /** Copies an entry that stays in the archive, maybe with other values. */
    private interface Copier {
        void copy(ZipWriter zip, ZipReader.Entry entry) throws IOException;
    }

    private NetworkWriter() {
    }

    /**
     * Writes a network as one archive. If its head is new, the archive is cut before the old one, or after the cut
     * point that the head names; the root module gets a submodule {@link Head#NEW_LAYER} with the parameters
     * {@code weight} (outputs, features) and {@code bias} (outputs), or with several numbered layers, and the tensors
     * behind the cut stay away. Classes, preprocessing and lineage go along.
     *
     * @param network the network; its archive is only read
     * @param target the file to write, replaced if it exists; may be the network's archive
     * @throws EngineException if the archive is broken, does not fit the specification, or the disk is full
     * @throws IOException if reading or writing fails
     */
    public static void materialize(final Network network, final Path target) throws EngineException, IOException {
        try (var archive = TorchArchive.open(network.archive())) {
            requireHarmless(archive);
            final Map<String, byte[]> replaced = notes(network.spec());
            Map<String, TensorInfo> head = Map.of();
            Set<String> storages = null;
            final var surgery = new HeadSurgery(archive);
            if (network.spec().head().isUntrained()) {
                final Head newHead = network.spec().head();
                if (newHead.design().isBeforeLastLayer()) {
                    surgery.replaceHead(HeadReplacer.RENAMED_LAYER, newHead);
                } else {
                    surgery.replaceBehind(newHead.design().cutPoint(), HeadReplacer.RENAMED_LAYER, newHead);
                }
                replaced.putAll(changes(surgery));
                head = surgery.newTensors();
                storages = StorageKeys.of(surgery.root());
            }
            write(archive, target, replaced, head, storages, network.spec().head(),
                Reinitializer.of(network.spec(), archive, surgery)::copy);
        }
    }

    /**
     * Writes a copy of an archive whose root module has more methods: for each cut point two that, one after the other,
     * do what {@code forward} does in evaluation. They are named {@link #PREFIX_METHOD} and {@link #SUFFIX_METHOD} with
     * the number of the cut point behind, from 0 on. The second ones may change the tensor that they get.
     *
     * @param archive a TorchScript file
     * @param cutPoints paths of the modules after which to cut
     * @param target the file to write, replaced if it exists; may be the archive
     * @throws EngineException if the archive is broken or cannot be cut there, or the disk is full
     * @throws IOException if reading or writing fails
     */
    public static void split(final Path archive, final List<String> cutPoints, final Path target)
        throws EngineException, IOException {
        try (var torch = TorchArchive.open(archive)) {
            requireHarmless(torch);
            final var surgery = new HeadSurgery(torch);
            surgery.split(cutPoints, PREFIX_METHOD, SUFFIX_METHOD);
            write(torch, target, changes(surgery), Map.of(), null, null,
                (zip, entry) -> zip.copy(torch.zip(), entry));
        }
    }

    /**
     * Makes sure that a network does nothing but compute. {@link NetworkReader} has done so, but maybe elsewhere: a
     * workflow of others brings its networks along. So it is done again before a network runs.
     *
     * @param archive a TorchScript file
     * @throws EngineException if it is none, is damaged, or its code may do more than compute
     * @throws IOException if it cannot be read
     */
    public static void requireHarmless(final Path archive) throws EngineException, IOException {
        try (var torch = TorchArchive.open(archive)) {
            requireHarmless(torch);
        }
    }

    private static void requireHarmless(final TorchArchive archive) throws EngineException, IOException {
        archive.readModule();
        ForbiddenOperators.check(new ScriptCode(archive));
    }

    private static Map<String, byte[]> changes(final HeadSurgery surgery) throws IOException {
        final Map<String, byte[]> changes = new LinkedHashMap<>();
        changes.put(MODULE, Pickler.toBytes(surgery.root()));
        surgery.code().changed().forEach((name, text) -> {
            changes.put(name, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
            changes.put(name + ".debug_pkl", null);
        });
        return changes;
    }

    /**
     * Writes a copy of an archive with new values in some of its parameters and buffers, and everything else as it was.
     *
     * @param archive a TorchScript file
     * @param newValuesByFullName new elements in row-major order by full name, rounded to the tensor's type
     * @param target the file to write, replaced if it exists; may be the archive
     * @throws EngineException if the archive is broken, has no tensor of a name, or one of another size or type; or the
     *             disk is full
     * @throws IOException if reading or writing fails
     */
    public static void replaceTensors(final Path archive, final Map<String, float[]> newValuesByFullName,
        final Path target) throws EngineException, IOException {
        final Map<String, FloatSource> sources = new LinkedHashMap<>();
        newValuesByFullName.forEach((name, values) -> sources.put(name, FloatSource.of(values)));
        replaceTensors(archive, sources, Map.of(), target);
    }

    /**
     * Writes what training has made of a network.
     *
     * @param archive the archive that was trained
     * @param trained new elements of parameters and running statistics in row-major order by full name
     * @param spec the trained network's; its classes, preprocessing and lineage go along
     * @param target the file to write, replaced if it exists
     * @throws EngineException if the archive is broken or does not fit the values, or the disk is full
     * @throws IOException if reading or writing fails
     */
    public static void writeTrained(final Path archive, final Map<String, FloatSource> trained, final NetworkSpec spec,
        final Path target) throws EngineException, IOException {
        replaceTensors(archive, trained, notes(spec), target);
    }

    private static void replaceTensors(final Path archive, final Map<String, FloatSource> newValuesByFullName,
        final Map<String, byte[]> texts, final Path target) throws EngineException, IOException {
        try (var torch = TorchArchive.open(archive)) {
            final var replacer = new TensorReplacer(torch, newValuesByFullName);
            write(torch, target, texts, Map.of(), null, null, replacer::copy);
        }
    }

    private static Map<String, byte[]> notes(final NetworkSpec spec) throws IOException {
        final var notes = NetworkNotes.of(spec);
        final var texts = new LinkedHashMap<String, byte[]>();
        texts.put(TorchArchive.PROPERTIES, notes.propertiesText().getBytes(StandardCharsets.UTF_8));
        texts.put(TorchArchive.LABELS,
            notes.target().classes().isEmpty() ? null : notes.labelsText().getBytes(StandardCharsets.UTF_8));
        return texts;
    }

    private static void write(final TorchArchive archive, final Path target, final Map<String, byte[]> replaced,
        final Map<String, TensorInfo> newTensors, final Set<String> storages, final Head head,
        final Copier copier) throws EngineException, IOException {
        final String root = archive.root();
        final ByteOrder order = archive.byteOrder();
        AtomicFile.write(target, totalSize(archive.zip()) + newSize(replaced, newTensors), zip -> {
            final Map<String, byte[]> added = new LinkedHashMap<>(replaced);
            for (final ZipReader.Entry entry : archive.zip().entries()) {
                final String name = entry.name().startsWith(root) ? entry.name().substring(root.length()) : "";
                if (replaced.containsKey(name)) {
                    addText(zip, entry.name(), added.remove(name));
                } else if (storages == null || !isUnused(name, storages)) {
                    copier.copy(zip, entry);
                }
            }
            for (final Map.Entry<String, byte[]> entry : added.entrySet()) {
                addText(zip, root + entry.getKey(), entry.getValue());
            }
            final HeadValues values = newTensors.isEmpty() ? null : new HeadValues(head);
            for (final Map.Entry<String, TensorInfo> entry : newTensors.entrySet()) {
                final TensorInfo.Storage storage = entry.getValue().storage();
                zip.add(root + "data/" + storage.key(), storage.byteCount(),
                    out -> values.writeTo(out, entry.getKey(), storage, order));
            }
        });
    }

    private static boolean isUnused(final String name, final Set<String> storages) {
        return name.startsWith("data/") && !storages.contains(name.substring("data/".length()));
    }

    private static void addText(final ZipWriter zip, final String name, final byte[] text) throws IOException {
        if (text != null) {
            zip.add(name, text);
        }
    }

    private static long totalSize(final ZipReader zip) {
        return zip.entries().stream().mapToLong(e -> e.size() + e.name().length() * 2L + 256).sum();
    }

    private static long newSize(final Map<String, byte[]> replaced, final Map<String, TensorInfo> newTensors) {
        return replaced.values().stream().mapToLong(t -> t == null ? 0 : t.length).sum()
            + newTensors.values().stream().mapToLong(t -> t.storage().byteCount()).sum();
    }
}
