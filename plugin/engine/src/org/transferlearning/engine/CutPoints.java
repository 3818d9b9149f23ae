// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.surgery.CutAnalysis;
import org.transferlearning.engine.surgery.ModuleNode;
import org.transferlearning.engine.surgery.ModuleTree;
import org.transferlearning.engine.surgery.ScriptCode;
import org.transferlearning.engine.surgery.Width;

/** Where a network can be cut, and for the other modules, why not there. */
public final class CutPoints {

    private final List<CutPoint> m_offered = new ArrayList<>();

    private final Map<String, String> m_reasons = new LinkedHashMap<>();

    private final CutAnalysis m_analysis;

    private CutPoints(final CutAnalysis analysis) {
        m_analysis = analysis;
        for (final ModuleNode node : analysis.sound()) {
            final Width width = analysis.width(node);
            m_offered.add(width == null ? new CutPoint(node.path(), node.kind(), 0, null) : new CutPoint(node.path(),
                node.kind(), width.features(), width.isLast() ? Pooling.MEAN : Pooling.AVERAGE));
        }
        for (final Map.Entry<ModuleNode, String> entry : analysis.obstacles().entrySet()) {
            final String path = entry.getKey().path();
            m_reasons.put(path, "\"" + path + "\" " + entry.getValue() + ".");
        }
    }

    /**
     * Reads a network's code, but no tensors.
     *
     * @param archive a TorchScript file
     * @return where it can be cut
     * @throws EngineException if the file is absent, not TorchScript or damaged
     * @throws IOException if it cannot be read
     */
    public static CutPoints read(final Path archive) throws EngineException, IOException {
        try (var torch = TorchArchive.open(archive)) {
            return of(torch);
        }
    }

    /**
     * Reads a network's code, but no tensors.
     *
     * @param archive an open archive
     * @return where it can be cut
     * @throws EngineException if the archive is damaged
     * @throws IOException if it cannot be read
     */
    public static CutPoints of(final TorchArchive archive) throws EngineException, IOException {
        return of(ModuleTree.of(archive, new ScriptCode(archive), archive.readModule()));
    }

    static CutPoints of(final ModuleTree tree) throws EngineException, IOException {
        return new CutPoints(CutAnalysis.of(tree));
    }

    /** @return the cut points in network order: by when the module is done, a block after its parts */
    public List<CutPoint> offered() {
        return Collections.unmodifiableList(m_offered);
    }

    /**
     * @param path a module's path
     * @return the cut point after it
     * @throws EngineException if it is none; the message says why
     */
    public CutPoint at(final String path) throws EngineException {
        for (final CutPoint point : m_offered) {
            if (point.path().equals(path)) {
                return point;
            }
        }
        throw new EngineException("The network cannot be cut after \"" + path + "\": "
            + m_reasons.getOrDefault(path, "it has no such module."), "Choose one of the cut points.");
    }

    /**
     * @param point one of the cut points
     * @return paths of the modules that stay in the archive when the network is cut there
     */
    public Set<String> modulesBefore(final CutPoint point) {
        final ModuleNode node =
            m_analysis.sound().stream().filter(n -> n.path().equals(point.path())).findFirst().orElseThrow();
        return m_analysis.kept(node).stream().map(ModuleNode::path).collect(Collectors.toSet());
    }

    /** @return a sentence for each module that is no cut point, by path */
    public Map<String, String> reasons() {
        return Collections.unmodifiableMap(m_reasons);
    }
}
