// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.script.ScriptException;

/** Finds where a network can be split so that as much as possible of what does not change comes before. */
final class FrozenBoundary {

    private static final String PROBE = "probe_of_cut";

    private final TorchArchive m_archive;

    /** Of this search only: it tries many cuts. */
    private final Pickled.Instance m_root;

    private final ScriptCode m_code;

    FrozenBoundary(final TorchArchive archive) throws EngineException, IOException {
        m_archive = archive;
        m_root = archive.readModule();
        m_code = new ScriptCode(archive);
    }

    private ModuleTree tree() throws EngineException, IOException {
        return ModuleTree.of(m_archive, m_code, m_root);
    }

    /** The calls from the root to each place where the network can be split, in network order. */
    static List<List<FlowCall>> ways(final CutAnalysis analysis) {
        final var ways = new ArrayList<List<FlowCall>>();
        final FlowCall features = analysis.rootCall(HeadSurgery.FEATURES_METHOD);
        boolean isBefore = features != null;
        for (final ModuleNode node : analysis.sound()) {
            final List<FlowCall> way = analysis.way(node);
            if (isBefore && way.get(0) != features) {
                ways.add(List.of(features));
                isBefore = false;
            }
            ways.add(way);
        }
        return ways;
    }

    /**
     * The last of the places before which nothing changes. What runs before a place runs before all later ones too, so
     * it is found by bisection; whether it is one is seen from the code of the part that would be frozen.
     *
     * @param changing full names of the tensors that change
     * @return its number among the {@link #ways}; -1 if there is none
     */
    int deepest(final Set<String> changing) throws EngineException, IOException, ScriptException {
        final ModuleTree tree = tree();
        final Set<String> storages = storages(tree, changing);
        final List<List<FlowCall>> ways = ways(CutAnalysis.of(tree));
        final var editor = new ModuleEditor(m_code, tree);
        int low = -1;
        int high = ways.size();
        while (high - low > 1) {
            final int middle = (low + high) >>> 1;
            new CutSurgery(tree, ways.get(middle)).addPrefix(editor, PROBE + middle);
            final boolean isFrozen = reads(Flow.of(tree(), PROBE + middle)).stream().noneMatch(storages::contains);
            low = isFrozen ? middle : low;
            high = isFrozen ? high : middle;
        }
        return low;
    }

    private static Set<String> storages(final ModuleTree tree, final Set<String> fullNames) {
        final var storages = new HashSet<String>();
        for (final String name : fullNames) {
            final TensorInfo tensor = tree.tensor(name);
            if (tensor != null) {
                storages.add(tensor.storage().key());
            }
        }
        return storages;
    }

    /** The storages of the tensors that code reads. */
    private static Set<String> reads(final Flow flow) {
        final var storages = new HashSet<String>();
        for (final Map.Entry<ModuleNode, Set<String>> entry : flow.reads().entrySet()) {
            final ModuleNode module = entry.getKey();
            for (final String name : entry.getValue()) {
                final TensorInfo tensor = module.tensors().get(name);
                final var declaration = module.type().attributes().get(name);
                if (tensor != null) {
                    storages.add(tensor.storage().key());
                } else if (declaration != null && module.type().typeText(declaration).contains("Tensor")) {
                    // for example an LSTM's list of its weights
                    module.tensors().values().forEach(t -> storages.add(t.storage().key()));
                }
            }
        }
        return storages;
    }
}
