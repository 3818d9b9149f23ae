// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.script.ScriptException;
import org.transferlearning.engine.script.ScriptMethod;

/**
 * Splits a network for training: as much as possible of what does not change becomes a method of its own, and the rest
 * one for evaluation and one for training. {@code forward} gives the same as before, but for rounding: where nothing
 * changes, convolutions do the work of the batch norms behind them.
 */
public final class TrainingSurgery {

    /** From the network's input to a tensor that depends on nothing that changes in training. */
    public static final String FROZEN = "frozen_part";

    /** From that tensor to the network's output, in evaluation. */
    public static final String TRAINABLE = "trainable_part";

    /** The same in training. */
    public static final String TRAINING = "trainable_part_training";

    /** From any tensor to all running statistics that are updated, float32 (n). */
    public static final String STATISTICS = "running_statistics";

    /** From any tensor to a list of all tensors that do not change in training. */
    public static final String KEPT = "frozen_tensors";

    private final TorchArchive m_archive;

    private final String m_name;

    private final Set<String> m_updating;

    private Pickled.Instance m_root;

    private ScriptCode m_code;

    private List<String> m_inactive = List.of();

    private BatchNormFolding m_folding;

    /**
     * @param archive a network's archive, which can be run; open while this is used
     * @param name what users call the network
     * @param updating paths of the batch norms whose running statistics follow the training data
     */
    public TrainingSurgery(final TorchArchive archive, final String name, final Set<String> updating) {
        m_archive = archive;
        m_name = name;
        m_updating = updating;
    }

    /** @return the root module, as it is now */
    public Pickled.Instance root() {
        return m_root;
    }

    /** @return the code, as it is now */
    public ScriptCode code() {
        return m_code;
    }

    /** @return which tensors that do not change in training are to be written with other values */
    public BatchNormFolding folding() {
        return m_folding;
    }

    /** @return paths of modules for dropout that do nothing in training, because tracing has left them out */
    public List<String> inactive() {
        return m_inactive;
    }

    /**
     * Adds the methods.
     *
     * @param trainable full names of the parameters that change
     * @param statistics full names of the running statistics that change, those of the updating batch norms
     * @return path of the module after which the network is split, {@link HeadSurgery#FEATURES_METHOD} for the split
     *         before a new head; {@code null} if it is not split
     * @throws EngineException if a batch norm cannot update its running statistics
     * @throws IOException if the archive cannot be read
     */
    public String split(final Set<String> trainable, final List<String> statistics)
        throws EngineException, IOException {
        final var changing = new HashSet<>(trainable);
        changing.addAll(statistics);
        try {
            final int boundary = new FrozenBoundary(m_archive).deepest(changing);
            final ModuleTree tree = freshTree();
            requireFree(tree.root());
            final List<List<FlowCall>> ways = FrozenBoundary.ways(CutAnalysis.of(tree));
            if (boundary < 0) {
                m_code.setMethod(tree.root().typeName(), TRAINABLE, wholeMethod(tree.root()));
            } else {
                new CutSurgery(tree, ways.get(boundary)).split(new ModuleEditor(m_code, tree), FROZEN, TRAINABLE);
            }
            addTraining();
            addTensors(tree, statistics, changing);
            m_folding =
                BatchNormFolding.apply(tree(), List.of("forward", FROZEN, TRAINABLE, TRAINING), changing);
            return boundary < 0 ? null : name(ways.get(boundary));
        } catch (ScriptException e) {
            throw m_code.notUnderstood(m_name, e);
        }
    }

    private static String name(final List<FlowCall> way) {
        final FlowCall last = way.get(way.size() - 1);
        return last.callee().parent() == null ? last.calleeMethod() : last.callee().path();
    }

    private ModuleTree freshTree() throws EngineException, IOException {
        m_root = m_archive.readModule();
        m_code = new ScriptCode(m_archive);
        return tree();
    }

    private ModuleTree tree() throws EngineException, IOException {
        return ModuleTree.of(m_archive, m_code, m_root);
    }

    private void requireFree(final ModuleNode root) throws EngineException {
        for (final String name : List.of(FROZEN, TRAINABLE, TRAINING, STATISTICS, KEPT)) {
            if (root.type().methods().containsKey(name)) {
                throw new EngineException("The network \"" + m_name + "\" has a method \"" + name + "\" of its own.",
                    "Rename the method in the network's Python code.");
            }
        }
    }

    /** The trainable part of a network that is not split: all of it. */
    private static String wholeMethod(final ModuleNode root) throws ScriptException {
        final ScriptMethod forward = root.type().methods().get("forward");
        final ScriptMethod.Signature signature = forward.signature();
        final String text = root.type().file().text();
        final String header = text.substring(forward.start(), signature.bodyStart()).stripTrailing();
        return header.replaceFirst("def forward", "def " + TRAINABLE) + "\n    return ("
            + signature.parameters().get(0) + ").forward("
            + String.join(", ", signature.parameters().subList(1, signature.parameters().size())) + ", )\n";
    }

    private void addTraining() throws EngineException, IOException, ScriptException {
        final ModuleTree tree = tree();
        try {
            final var mode = new TrainingMode(tree, Flow.of(tree, TRAINABLE), m_updating);
            mode.addTo(TRAINABLE);
            m_inactive = mode.notDropping();
            if (!mode.notUpdating().isEmpty()) {
                throw notUpdating(mode.notUpdating().get(0), "its code does not say how they are computed");
            }
        } catch (TooComplexException e) {
            if (!m_updating.isEmpty()) {
                throw notUpdating(m_updating.iterator().next(), "the network's code is too unusual to follow");
            }
            m_inactive = tree.modules().stream().filter(ModeEdits::isDropping).map(ModuleNode::path).toList();
            m_code.setMethod(tree.root().typeName(), TRAINING, wholeMethod(tree.root())
                .replaceFirst("def " + TRAINABLE, "def " + TRAINING));
        }
    }

    private EngineException notUpdating(final String path, final String why) {
        return new EngineException("The running statistics of \"" + path + "\" in the network \"" + m_name
            + "\" cannot be updated: " + why + ".", "Keep the running statistics of this layer.");
    }

    private void addTensors(final ModuleTree tree, final List<String> statistics, final Set<String> changing)
        throws EngineException, IOException {
        final ModuleNode root = tree.root();
        if (!statistics.isEmpty()) {
            m_code.setMethod(root.typeName(), STATISTICS, TensorMethods.concatenated(STATISTICS, root, statistics));
        }
        final List<String> kept = tree.modules().stream().flatMap(TrainingSurgery::tensors)
            .filter(t -> !changing.contains(t)).toList();
        if (!kept.isEmpty()) {
            m_code.setMethod(root.typeName(), KEPT, TensorMethods.list(KEPT, root, kept));
        }
    }

    /** The full names of those of which the module is the first owner. */
    private static Stream<String> tensors(final ModuleNode module) {
        final String prefix = module.path().isEmpty() ? "" : module.path() + ".";
        return Stream.concat(module.parameters().stream(), module.buffers().stream()).map(t -> prefix + t);
    }
}
