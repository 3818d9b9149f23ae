// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.archive.TensorValues;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.surgery.BlockFinder;
import org.transferlearning.engine.surgery.CutAnalysis;
import org.transferlearning.engine.surgery.ForbiddenOperators;
import org.transferlearning.engine.surgery.HeadFinder;
import org.transferlearning.engine.surgery.HeadModule;
import org.transferlearning.engine.surgery.ModuleNode;
import org.transferlearning.engine.surgery.ModuleTree;
import org.transferlearning.engine.surgery.ScriptCode;
import org.transferlearning.engine.surgery.TracedSign;
import org.transferlearning.engine.surgery.Width;

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
            final var code = new ScriptCode(torch);
            ForbiddenOperators.check(code);
            final ModuleTree tree = ModuleTree.of(torch, code, torch.readModule());
            final CutAnalysis analysis = CutAnalysis.of(tree);
            final HeadFinder found = analysis.head();
            final List<Layer> modules = modules(tree, found, analysis);
            requireParameters(archive, modules);
            final NetworkNotes notes = NetworkNotes.read(torch, found.module() == null ? 0 : found.outputs());
            return new NetworkSpec(plainName(archive), TracedSign.isTraced(tree), modules, cutPoints(analysis, found),
                head(found, analysis.isProbabilities(), notes.target()), notes.preprocessing(),
                TrainingPlan.EVERYTHING, notes.lineage());
        }
    }

    private static Head head(final HeadFinder found, final boolean isProbabilities, final Target target) {
        return found.module() == null ? new Head("", 0, target.classes().size(), false, isProbabilities, target, null)
            : new Head(found.module().path(), found.features(), found.outputs(), found.isReplaceable(),
                isProbabilities, target, null);
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
            for (final ModuleNode node : tree(torch).modules()) {
                final String prefix = node.path().isEmpty() ? "" : node.path() + ".";
                node.parameters().forEach(t -> names.add(prefix + t));
                node.buffers().forEach(t -> names.add(prefix + t));
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

    private static void requireParameters(final Path archive, final List<Layer> modules) throws EngineException {
        if (modules.stream().allMatch(m -> m.parameters().isEmpty())) {
            throw new EngineException("The network in \"" + archive.getFileName() + "\" has no layer with parameters.",
                "If it was saved after torch.jit.freeze or torch.jit.optimize_for_inference, save it without them.");
        }
    }

    private static List<CutPoint> cutPoints(final CutAnalysis analysis, final HeadFinder found) {
        final var points = new ArrayList<CutPoint>();
        final Set<ModuleNode> before = new HashSet<>();
        for (final ModuleNode node : analysis.sound()) {
            if (found.isInOwn(node)) {
                continue;
            }
            final Width width = analysis.width(node);
            final List<String> modules = analysis.kept(node).stream().filter(before::add).map(ModuleNode::path)
                .sorted().toList();
            points.add(new CutPoint(node.path(), node.kind(), width == null ? 0 : width.features(),
                width == null ? null : width.isLast() ? Pooling.MEAN : Pooling.AVERAGE, modules,
                analysis.unused(node)));
        }
        return points;
    }

    private static ModuleTree tree(final TorchArchive torch) throws EngineException, IOException {
        return ModuleTree.of(torch, new ScriptCode(torch), torch.readModule());
    }

    private static List<Layer> modules(final ModuleTree tree, final HeadFinder found, final CutAnalysis analysis) {
        final var blocks = new BlockFinder(tree, found.module());
        return tree.modules().stream().map(n -> new Layer(n.path(), n.kind(), blocks.blockOf(n),
            tensors(n, n.parameters()), tensors(n, n.buffers()),
            found.isInOwn(n) ? HeadModule.OBSTACLE : analysis.obstacles().get(n), List.of())).toList();
    }

    private static List<Layer.Tensor> tensors(final ModuleNode node, final List<String> names) {
        final var tensors = new ArrayList<Layer.Tensor>();
        for (final String name : names) {
            tensors.add(new Layer.Tensor(name, node.tensors().get(name).shape()));
        }
        return tensors;
    }

    private static String plainName(final Path archive) {
        return archive.getFileName().toString().replaceFirst("(\\.(scripted|traced))?\\.(pt|pth|ts|zip|torchscript)$",
            "");
    }
}
