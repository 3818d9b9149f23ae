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

import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.surgery.BatchNormFolding;
import org.transferlearning.engine.surgery.ForbiddenOperators;
import org.transferlearning.engine.surgery.HeadSurgery;
import org.transferlearning.engine.surgery.ModuleTree;
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
            final var copy = new ArchiveCopy(archive).withTexts(notes(network.spec()));
            final var surgery = new HeadSurgery(archive);
            if (network.spec().head().isUntrained()) {
                final Head newHead = network.spec().head();
                if (newHead.design().isBeforeLastLayer()) {
                    surgery.replaceHead(HeadReplacer.RENAMED_LAYER, newHead);
                } else {
                    surgery.replaceBehind(newHead.design().cutPoint(), HeadReplacer.RENAMED_LAYER, newHead);
                }
                copy.withProgram(surgery.root(), surgery.code()).withTensorsOf(surgery.root());
                final var values = new HeadValues(newHead);
                final ByteOrder order = archive.byteOrder();
                surgery.newTensors().forEach((name, tensor) -> copy.withStorage(tensor.storage(),
                    out -> values.writeTo(out, name, tensor.storage(), order)));
            }
            copy.withCopier(Reinitializer.of(network.spec(), archive, surgery)::copy).writeTo(target);
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
            new ArchiveCopy(torch).withProgram(surgery.root(), surgery.code()).writeTo(target);
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

    /**
     * Writes a copy of an archive that gives the same, but for rounding, with less to compute: convolutions do the work
     * of the batch norms behind them (see {@link BatchNormFolding}). Only {@code forward} and {@link #FEATURES_METHOD}
     * can be run.
     *
     * @param archive a TorchScript file
     * @param target the file to write, replaced if it exists
     * @return whether there was something to fold; else nothing is written
     * @throws EngineException if the archive is broken, or the disk is full
     * @throws IOException if reading or writing fails
     */
    public static boolean fold(final Path archive, final Path target) throws EngineException, IOException {
        try (var torch = TorchArchive.open(archive)) {
            final Pickled.Instance root = torch.readModule();
            final var code = new ScriptCode(torch);
            final ModuleTree tree = ModuleTree.of(torch, code, root);
            final var folding = BatchNormFolding.apply(tree, List.of("forward", FEATURES_METHOD), Set.of());
            if (!folding.isEmpty()) {
                new ArchiveCopy(torch).withProgram(root, code).withFolding(folding).writeTo(target);
            }
            return !folding.isEmpty();
        }
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
            new ArchiveCopy(torch).withTexts(texts)
                .withCopier(new TensorReplacer(torch, newValuesByFullName)::copy).writeTo(target);
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
}
