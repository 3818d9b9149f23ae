// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortTypeRegistry;
import org.knime.core.node.port.PortUtil;
import org.transferlearning.engine.CutPoint;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.Layer;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Pooling;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.Task;
import org.transferlearning.engine.TrainingPlan;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.testing.RunningWorkflow;

/** The Network port. */
class NetworkPortTest {

    private static final HeadDesign DESIGNED =
        new HeadDesign("a.0", Pooling.MAX, List.of(new HeadDesign.Hidden(64, HeadDesign.Activation.GELU, true, 0.25)),
            HeadDesign.Weights.KAIMING_NORMAL, List.of(-1.5, 1e-300), Long.MIN_VALUE);

    @TempDir
    private Path m_folder;

    @Test
    void theTypeIsRegistered() {
        assertEquals("Network", NetworkPortObject.TYPE.getName());
        assertEquals(NetworkPortObjectSpec.class, NetworkPortObject.TYPE.getPortObjectSpecClass());
        assertTrue(PortTypeRegistry.getInstance().getObjectClass(NetworkPortObject.class.getName()).isPresent());
    }

    @Test
    void aSpecificationComesBackWhole() throws Exception {
        for (final var head : List.of(
            new Head("head", 192, 2, true, false, Target.classes(List.of("ü, ö", ""), "Class \"x\""), DESIGNED),
            new Head("head", 8, 2, true, false, new Target(Task.REGRESSION, List.of("a", "b"),
                List.of(Target.Scale.NONE, new Target.Scale(-7.5, 1e300)), null), new HeadDesign(1)),
            new Head("", 0, 0, false, true, Target.UNKNOWN, null))) {
            final var spec = new NetworkPortObjectSpec(new NetworkSpec("a <net> & more", true,
                List.of(
                    new Layer("a.0", "Conv2d", "a", List.of(new Layer.Tensor("weight", List.of(8L, 3L, 3L, 3L))),
                        List.of(), null, List.of(1L, 8L, 16L, 16L)),
                    new Layer("", "Odd", "", List.of(),
                        List.of(new Layer.Tensor("scalar", List.of()), new Layer.Tensor("none", List.of(0L))),
                        "is inside a loop", List.of())),
                List.of(new CutPoint("a.0", "Conv2d", 8, Pooling.AVERAGE, List.of("", "a", "a.0"), List.of("scale")),
                    new CutPoint("fc", "Linear", 0, null, List.of(), List.of())), head,
                new Preprocessing(0, 32, Preprocessing.Channels.GRAY, 1 / 255.0, List.of(1 / 3.0), List.of(1e-300)),
                new TrainingPlan(Set.of("a.0.weight"), Set.of("a.1"), Map.of("a.0", 0.1), Map.of("a.0", -3L)),
                List.of("Loaded \"x\".", "Froze.")));
            final var copy = roundTrip(spec);
            assertEquals(spec.network(), copy.network());
            assertEquals(spec, copy);
            assertEquals(spec.hashCode(), copy.hashCode());
            assertNotEquals(spec, new NetworkPortObjectSpec(spec.network().withPlan(TrainingPlan.EVERYTHING)));
        }
    }

    static NetworkPortObjectSpec roundTrip(final PortObjectSpec spec) throws Exception {
        final var bytes = new ByteArrayOutputStream();
        try (var out = PortUtil.getPortObjectSpecZipOutputStream(bytes)) {
            new NetworkPortObjectSpec.Serializer().savePortObjectSpec((NetworkPortObjectSpec)spec, out);
        }
        try (var in = PortUtil.getPortObjectSpecZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return new NetworkPortObjectSpec.Serializer().loadPortObjectSpec(in);
        }
    }

    @Test
    void networksComeBackWithTheSavedWorkflow() throws Exception {
        final var chain = new Chain(m_folder);
        final var table = chain.table(Pictures.spec("b", "a"), Pictures.row("1", "x.png", "a"));
        final var node = chain.untrained(table, "Class");
        final NetworkSpec before;
        final byte[] archive;
        try (var workflow = chain.open()) {
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            before = network(workflow, node).getSpec().network();
            archive = Files.readAllBytes(network(workflow, node).network().archive());
            workflow.save();
        }
        try (var workflow = RunningWorkflow.load(m_folder)) {
            assertEquals("", workflow.loadErrors());
            Messages.assertExecuted(workflow, node);
            assertEquals(before, network(workflow, node).getSpec().network());
            assertArrayEquals(archive, Files.readAllBytes(network(workflow, node).network().archive()));
            // the three nodes still share one file
            assertEquals(network(workflow, node).network().archive(), network(workflow, 2).network().archive());
        }
        try (var files = Files.walk(m_folder)) {
            assertEquals(1, files.filter(f -> f.getFileName().toString().equals("network.pt")).count());
        }
    }

    private static NetworkPortObject network(final RunningWorkflow workflow, final int node) {
        return (NetworkPortObject)workflow.output(node, 1);
    }
}
