// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.HeadDesign.Activation;
import org.transferlearning.engine.HeadDesign.Hidden;
import org.transferlearning.engine.HeadDesign.Weights;

/** Heads with hidden layers are those of {@code torch.nn}; skipped where Python has no PyTorch. */
class PyTorchHeadTest {

    private static final Target TARGET = Target.classes(List.of("a", "b", "c"), null);

    private static final List<List<Hidden>> DESIGNS = List.of(List.of(),
        List.of(new Hidden(7, Activation.RELU, true, 0.5)), List.of(new Hidden(5, Activation.TANH, false, 0)),
        List.of(new Hidden(9, Activation.GELU, false, 0.125), new Hidden(4, Activation.SILU, true, 0.25),
            new Hidden(4, Activation.GELU, true, 0.125)));

    @TempDir
    Path m_folder;

    private final List<String> m_arguments = new ArrayList<>();

    private final List<NetworkSpec> m_specs = new ArrayList<>();

    private void add(final Path archive, final int side, final HeadDesign design) throws Exception {
        final NetworkSpec spec = HeadReplacer.replace(NetworkReader.read(archive), TARGET, design);
        final Path written = m_folder.resolve(m_specs.size() + ".pt");
        NetworkWriter.materialize(new Network(archive, spec), written);
        m_specs.add(spec);
        m_arguments.add(Integer.toString(side));
        m_arguments.add(design.hidden().isEmpty() ? "-" : design.hidden().stream().map(h -> h.units() + ","
            + h.activation() + "," + (h.hasBatchNorm() ? 1 : 0) + "," + h.dropout()).collect(Collectors.joining("/")));
        m_arguments.add(written.toString());
    }

    private static HeadDesign design(final int number) {
        return new HeadDesign("", null, DESIGNS.get(number % DESIGNS.size()), Weights.XAVIER_NORMAL, List.of(), number);
    }

    @BeforeAll
    static void requirePyTorch() throws Exception {
        assumeTrue(Python.hasPyTorch(), "no PyTorch here");
    }

    @Test
    void everyDesignIsWhatPyTorchMakesOfIt() throws Exception {
        for (final String name : TestNetworks.cutFixtures().toList()) {
            for (int number = 0; number < DESIGNS.size(); number++) {
                add(TestNetworks.fixture(name), 16, design(number));
            }
        }
        assertSame();
    }

    @Test
    void headsBehindCutPointsAreToo() throws Exception {
        int number = 0;
        for (final String name : List.of("resnet_basic.traced", "mobilenet_v2.scripted", "densenet.traced",
            "squeezenet.scripted", "squeezenet.traced", "vit.scripted", "vit.traced", "swin.scripted")) {
            for (final CutPoint point : NetworkReader.read(Architectures.file(name)).cutPoints()) {
                if (point.width() > 0) {
                    add(Architectures.file(name), 32, design(number++).withCut(point.path(), null));
                }
            }
        }
        assertSame();
    }

    /** PyTorch agrees, and what it saves again is still known as our head, and replaced as a whole. */
    private void assertSame() throws Exception {
        m_arguments.add(0, TestNetworks.folder().resolve("check_layers.py").toString());
        final Python.Outcome outcome = Python.run(m_arguments);
        assertEquals(0, outcome.code(), outcome.output());
        assertEquals(m_specs.size(), outcome.output().lines().filter(l -> l.startsWith("ok ")).count());
        for (int i = 0; i < m_specs.size(); i++) {
            final Path again = m_folder.resolve(i + ".pt.again");
            final NetworkSpec saved = NetworkReader.read(again);
            final Head head = m_specs.get(i).head();
            assertEquals(new Head(Head.NEW_LAYER, head.features(), 3, true, false, saved.head().target(), null),
                saved.head());
            assertEquals(m_specs.get(i).modules().stream().map(m -> m.path() + " " + m.kind()).sorted().toList(),
                saved.modules().stream().map(m -> m.path() + " " + m.kind()).sorted().toList());
            final NetworkSpec other = HeadReplacer.replace(saved, TARGET, design(i + 1));
            final Path replaced = m_folder.resolve("replaced.pt");
            NetworkWriter.materialize(new Network(again, other), replaced);
            assertEquals(other.layers(), NetworkReader.read(replaced).layers());
        }
        System.out.println(m_specs.size() + " heads checked");
    }
}
