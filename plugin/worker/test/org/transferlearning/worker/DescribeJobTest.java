// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.job.Device;

class DescribeJobTest {

    @Test
    void aNetworkIsDescribedByWhatItGives() throws Exception {
        final var description = Workers.engine().describe(Workers.network("tiny.pt"), Device.CPU, Monitor.NONE);
        assertEquals(List.of(1L, 3L), description.outputShape());
        assertEquals("CPU", description.device());
        assertEquals("PyTorch 2.7.1, DJL 0.35.1", description.versions());
    }

    @Test
    void theShapesWithinAreKnown() throws Exception {
        final var network = Workers.network("tiny.pt");
        final var description = Workers.engine().describe(network, Device.CPU, Monitor.NONE);
        assertNull(description.problem());
        // 16 pixels and one of padding on both sides, in steps of 2 with a kernel of 3: (18 - 3) / 2 + 1 = 8
        assertEquals(Map.of("", List.of(1L, 3L), "conv", List.of(1L, 6L, 8L, 8L), "norm", List.of(1L, 6L, 8L, 8L),
            "drop", List.of(1L, 96L), "fc", List.of(1L, 3L)), description.shapes());
        final var spec = description.addTo(network.spec());
        assertEquals(List.of(1L, 96L), spec.module("drop").orElseThrow().outputShape());
        assertEquals(network.spec(), spec.withModules(m -> m.withOutputShape(List.of())));
    }

    @Test
    void aNetworkWhoseShapesDependOnItsWeightsIsDescribedWithoutThem() throws Exception {
        final var description = Workers.engine().describe(Workers.network("picky.pt"), Device.CPU, Monitor.NONE);
        assertEquals(List.of(1L, 3L), description.outputShape());
        assertEquals(Map.of(), description.shapes());
        assertTrue(description.problem().contains("there are no weights"), description.problem());
    }

    @Test
    void aNetworkWithAHeadThatIsStillToBeMadeTellsItsShape() throws Exception {
        final var network = Workers.network("tiny.pt");
        final var replaced = HeadReplacer.replace(network.spec(), Target.classes(List.of("a", "b"), null),
            new HeadDesign(1));
        final var description = Workers.engine().describe(Workers.with(network, replaced), Device.CPU, Monitor.NONE);
        assertEquals(List.of(1L, 2L), description.shapes().get(Head.NEW_LAYER));
        assertEquals(List.of(1L, 6L, 8L, 8L), description.shapes().get("conv"));
    }

    @Test
    void aNetworkThatFailsIsNamedWithItsReason() throws Exception {
        final var message = failure(Workers.withOutputs(Workers.network("failing.pt"), 3, false), Device.CPU);
        assertTrue(message.startsWith("The network \"failing\" cannot process images of 3 channels and 16 × 16 pixels"),
            message);
        assertTrue(message.contains("this network never works"), message);
    }

    @Test
    void preprocessingThatDoesNotFitIsSaid() throws Exception {
        final var network = Workers.network("tiny.pt");
        final var gray =
            new Preprocessing(0, 16, Preprocessing.Channels.GRAY, 1, List.of(0.0), List.of(1.0));
        final var message = failure(Workers.with(network, network.spec().withPreprocessing(gray)), Device.CPU);
        assertTrue(message.startsWith("The network \"tiny\" cannot process images of 1 channel and 16 × 16 pixels"),
            message);
    }

    @Test
    void anotherNumberOfOutputsThanClassesIsSaid() throws Exception {
        final var message = failure(Workers.withOutputs(Workers.network("tiny.pt"), 5, false), Device.CPU);
        assertEquals("The network \"tiny\" gives an output of shape (1, 3) for 1 image, not 5 numbers per image.",
            message);
    }

    @Test
    void anAbsentGpuIsSaid() throws Exception {
        final var description =
            Workers.engine().describe(Workers.network("tiny.pt"), Device.AUTOMATIC, Monitor.NONE);
        Assumptions.assumeTrue(description.device().equals("CPU"), "needs a computer without a GPU");
        final var message = failure(Workers.network("tiny.pt"), new Device(Device.Kind.GPU, 1));
        assertEquals("GPU 1 was asked for, but PyTorch finds no GPU that it can use.", message);
    }

    private static String failure(final Network network, final Device device) {
        final var failure = assertThrows(EngineException.class,
            () -> Workers.engine().describe(network, device, Monitor.NONE));
        assertTrue(failure.resolution().endsWith("."), failure.resolution());
        return failure.getMessage();
    }
}
