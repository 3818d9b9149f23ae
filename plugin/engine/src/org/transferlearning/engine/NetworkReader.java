// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.archive.TensorValues;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.surgery.BlockFinder;
import org.transferlearning.engine.surgery.CutAnalysis;
import org.transferlearning.engine.surgery.HeadFinder;
import org.transferlearning.engine.surgery.ModuleNode;
import org.transferlearning.engine.surgery.ModuleTree;
import org.transferlearning.engine.surgery.ScriptCode;
import org.transferlearning.engine.surgery.TracedSign;

/**
 * Reads TorchScript archives, scripted and traced, as PyTorch 1.8 to 2.7 writes them: the layers, the head, and what
 * {@link NetworkWriter} has noted. Executes nothing, and reads no tensors but those that are asked for by name.
 */
public final class NetworkReader {

    private NetworkReader() {
    }

    /**
     * Reads the specification of a network.
     *
     * @param archive a TorchScript file
     * @return its specification, nothing frozen; with the classes and the preprocessing that the archive states, else
     *         without classes and with {@link Preprocessing#IMAGENET}
     * @throws EngineException if the file is absent, not TorchScript or damaged
     * @throws IOException if it cannot be read
     */
    public static NetworkSpec read(final Path archive) throws EngineException, IOException {
        try (var torch = TorchArchive.open(archive)) {
            final ModuleTree tree = tree(torch);
            final HeadFinder found = HeadFinder.find(tree);
            final List<Layer> layers = layers(tree, found.linear());
            requireLayers(archive, layers);
            final NetworkNotes notes = NetworkNotes.read(torch);
            final boolean hasHead = found.linear() != null;
            final var head = new Head(hasHead ? found.linear().path() : "", hasHead ? found.features() : 0,
                hasHead ? found.outputs() : 0, notes.classes(), found.isProbabilities(), null, notes.target());
            return new NetworkSpec(plainName(archive), TracedSign.isTraced(tree), layers, cutPoints(tree, found), head,
                notes.preprocessing(), Set.of(), Map.of(), notes.lineage());
        }
    }

    /**
     * Lists the tensors of a network.
     *
     * @param archive a TorchScript file
     * @return full names of all parameters and buffers, layer by layer, each tensor once
     * @throws EngineException if the file is absent, not TorchScript or damaged
     * @throws IOException if it cannot be read
     */
    public static List<String> tensorNames(final Path archive) throws EngineException, IOException {
        try (var torch = TorchArchive.open(archive)) {
            final var names = new ArrayList<String>();
            for (final Layer layer : layers(tree(torch), null)) {
                layer.parameters().forEach(t -> names.add(layer.fullName(t)));
                layer.buffers().forEach(t -> names.add(layer.fullName(t)));
            }
            return names;
        }
    }

    /**
     * Reads the values of one tensor.
     *
     * @param archive a TorchScript file
     * @param fullName the tensor's name as in PyTorch's {@code state_dict}
     * @return its elements in row-major order, in their own type, with the archive's byte order
     * @throws EngineException if the file is absent, not TorchScript or damaged, or has no such tensor
     * @throws IOException if it cannot be read
     */
    public static ByteBuffer tensor(final Path archive, final String fullName) throws EngineException, IOException {
        try (var torch = TorchArchive.open(archive)) {
            final TensorInfo tensor = tree(torch).tensor(fullName);
            if (tensor == null) {
                throw new EngineException("\"" + archive.getFileName() + "\" has no tensor \"" + fullName + "\".",
                    "Use one of the names in the layer table.");
            }
            return TensorValues.read(torch, tensor);
        }
    }

    private static void requireLayers(final Path archive, final List<Layer> layers) throws EngineException {
        if (layers.stream().allMatch(l -> l.parameters().isEmpty())) {
            throw new EngineException("The network in \"" + archive.getFileName() + "\" has no layer with parameters.",
                "If it was saved after torch.jit.freeze or torch.jit.optimize_for_inference, save it without them.");
        }
    }

    /** The points before the head in network order, and the head's own layer if the network can be cut before it. */
    private static List<String> cutPoints(final ModuleTree tree, final HeadFinder found)
        throws EngineException, IOException {
        final var paths = new ArrayList<String>();
        CutAnalysis.of(tree).soundBefore(found.linear()).forEach(n -> paths.add(n.path()));
        if (!found.calls().isEmpty()) {
            paths.add(found.linear().path());
        }
        return paths;
    }

    private static ModuleTree tree(final TorchArchive torch) throws EngineException, IOException {
        return ModuleTree.of(torch, new ScriptCode(torch), torch.readModule());
    }

    private static List<Layer> layers(final ModuleTree tree, final ModuleNode head) {
        final var blocks = new BlockFinder(tree, head);
        final var layers = new ArrayList<Layer>();
        for (final ModuleNode node : tree.modules()) {
            if (!node.parameters().isEmpty() || !node.buffers().isEmpty()) {
                layers.add(new Layer(node.path(), node.kind(), blocks.blockOf(node),
                    tensors(node, node.parameters()), tensors(node, node.buffers())));
            }
        }
        return layers;
    }

    private static List<Layer.Tensor> tensors(final ModuleNode node, final List<String> names) {
        return names.stream().map(n -> new Layer.Tensor(n, node.tensors().get(n).shape())).toList();
    }

    private static String plainName(final Path archive) {
        return archive.getFileName().toString().replaceFirst("(\\.(scripted|traced))?\\.(pt|pth|ts|zip|torchscript)$",
            "");
    }
}
