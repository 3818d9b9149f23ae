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

import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.surgery.CutAnalysis;
import org.transferlearning.engine.surgery.ModuleNode;
import org.transferlearning.engine.surgery.ModuleTree;
import org.transferlearning.engine.surgery.ScriptCode;

/** Where a network can be cut, and for the other modules, why not there. */
public final class CutPoints {

    private final List<CutPoint> m_offered = new ArrayList<>();

    private final Map<String, String> m_reasons = new LinkedHashMap<>();

    private CutPoints(final CutAnalysis analysis) {
        analysis.sound().forEach(n -> m_offered.add(new CutPoint(n.path(), n.kind())));
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

    /** @return a sentence for each module that is no cut point, by path */
    public Map<String, String> reasons() {
        return Collections.unmodifiableMap(m_reasons);
    }
}
