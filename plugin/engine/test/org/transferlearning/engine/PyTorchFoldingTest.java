// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.surgery.BatchNormFolding;
import org.transferlearning.engine.surgery.ModuleTree;
import org.transferlearning.engine.surgery.ScriptCode;

/** Networks in which batch norms are hard to fold, as PyTorch runs them; skipped where Python has no PyTorch. */
class PyTorchFoldingTest {

    private static final String SCRIPT = TestNetworks.folder().resolve("check_folding.py").toString();

    @TempDir
    Path m_folder;

    @Test
    void whatCanBeFoldedIsAndEverythingGivesTheSame() throws Exception {
        assumeTrue(Python.hasPyTorch(), "no PyTorch here");
        final Python.Outcome made = Python.run(List.of(SCRIPT, "make", m_folder.toString()));
        assertEquals(0, made.code(), made.output());
        final var compare = new ArrayList<>(List.of(SCRIPT, "compare"));
        for (final String line : made.output().lines().filter(l -> l.matches("[A-Za-z]+\\.[a-z]+ [0-9]+")).toList()) {
            final String name = line.substring(0, line.indexOf(' '));
            final Path archive = m_folder.resolve(name + ".pt");
            assertEquals(Integer.parseInt(line.substring(line.indexOf(' ') + 1)), folded(archive), name);
            if (NetworkWriter.fold(archive, m_folder.resolve(name + ".folded.pt"))) {
                compare.add(m_folder.resolve(name).toString());
            }
        }
        final Python.Outcome compared = Python.run(compare);
        assertEquals(0, compared.code(), compared.output());
        // five of the eight networks, in two forms
        assertEquals(10, compared.output().lines().filter(l -> l.startsWith("ok ")).count(), compared.output());
    }

    /** How many convolutions do the work of a batch norm: their weights have more than one dimension. */
    private static int folded(final Path archive) throws Exception {
        try (var torch = TorchArchive.open(archive)) {
            final ModuleTree tree = ModuleTree.of(torch, new ScriptCode(torch), torch.readModule());
            return (int)BatchNormFolding.apply(tree, List.of("forward"), Set.of()).values().keySet().stream()
                .filter(t -> t.shape().size() > 1).count();
        }
    }
}
