// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.Layer;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.testing.RunningWorkflow;

/**
 * The committed workflows of the other three recipes; the first one has {@link SurfaceInspectionTest}. The hold-out
 * accuracies must exceed bounds that lie 0.1 below the lowest of five seeds, which test-workflows/data/README.md lists;
 * four classes of equal size: guessing gives 0.25.
 */
class RecipesTest {

    /** The node that loads the network, in all of the workflows. */
    private static final int LOAD = 1;

    @TempDir
    private Path m_folder;

    @Test
    void aShallowCutLearnsFromSimpleFeaturesThatStayFrozen() throws Exception {
        try (var workflow = open("Shallow_Cut")) {
            assertExecuted(workflow, 7);
            assertAccuracy(workflow, 7, 0.78);
            final var trained = network(workflow, 5);
            // a convolution, two residual blocks and the head; the third residual block and what follows are gone
            assertEquals(List.of("features.0", "features.1", "features.2", "head"), trained.spec().blocks());
            for (final var layer : trained.spec().layers()) {
                if (!layer.path().startsWith("head")) {
                    assertParameters(workflow, 5, layer, true);
                    assertBuffers(workflow, 5, layer, true);
                }
            }
        }
    }

    @Test
    void allLayersLearnInASecondStageAndKeepTheirStatistics() throws Exception {
        try (var workflow = open("Fine_Tune_All_Layers")) {
            assertExecuted(workflow, 11);
            assertAccuracy(workflow, 10, 0.81);
            assertAccuracy(workflow, 11, 0.82);
            final var trained = network(workflow, 8).spec();
            // halved from block to block: the head learns at the whole rate, the last of 5 blocks at the half
            assertEquals(1, trained.multiplier(trained.module("head").orElseThrow()));
            assertEquals(0.5, trained.multiplier(trained.module("features.4.0").orElseThrow()));
            assertEquals(0.03125, trained.multiplier(trained.module("features.0.0").orElseThrow()));
            for (final var layer : trained.layers()) {
                if (!layer.path().startsWith("head")) {
                    assertParameters(workflow, 5, layer, true);
                    assertParameters(workflow, 8, layer, false);
                    assertBuffers(workflow, 8, layer, true);
                }
            }
        }
    }

    @Test
    void pretrainedValuesAreABetterStartThanRandomOnes() throws Exception {
        try (var workflow = open("From_Scratch")) {
            assertExecuted(workflow, 10);
            final var pretrained = assertAccuracy(workflow, 6, 0.78);
            final var random = assertAccuracy(workflow, 10, 0.51);
            assertTrue(pretrained > random, pretrained + " from pretrained values, " + random + " from random ones");
            for (final var layer : network(workflow, 9).spec().layers()) {
                if (!layer.path().startsWith("head")) {
                    assertParameters(workflow, 4, layer, false);
                    assertBuffers(workflow, 4, layer, true);
                    assertParameters(workflow, 9, layer, false);
                    assertBuffers(workflow, 9, layer, false);
                }
            }
        }
    }

    private RunningWorkflow open(final String name) throws Exception {
        final var workflow = CommittedWorkflows.copy(m_folder).open(name);
        assertEquals("", workflow.loadErrors());
        workflow.execute();
        return workflow;
    }

    /** All nodes are executed, and none has anything to say against its settings. */
    private static void assertExecuted(final RunningWorkflow workflow, final int last) {
        for (var node = LOAD; node <= last; node++) {
            Messages.assertExecuted(workflow, node);
            assertEquals("", workflow.message(node));
        }
    }

    private static double assertAccuracy(final RunningWorkflow workflow, final int predict, final double bound) {
        final var accuracy = HoldOut.accuracy(workflow, predict);
        assertTrue(accuracy > bound, "hold-out accuracy " + accuracy);
        return accuracy;
    }

    /** The layer's parameters are, or are not, those of the network that was loaded. */
    private static void assertParameters(final RunningWorkflow workflow, final int node, final Layer layer,
        final boolean isKept) throws Exception {
        assertTensors(workflow, node, layer.parameterNames(), isKept);
    }

    /** The layer's running statistics are, or are not, those of the network that was loaded. */
    private static void assertBuffers(final RunningWorkflow workflow, final int node, final Layer layer,
        final boolean isKept) throws Exception {
        assertTensors(workflow, node, layer.buffers().stream().map(layer::fullName).toList(), isKept);
    }

    private static void assertTensors(final RunningWorkflow workflow, final int node, final List<String> names,
        final boolean isKept) throws Exception {
        for (final var name : names) {
            final var before = NetworkReader.tensor(network(workflow, LOAD).archive(), name);
            final var after = NetworkReader.tensor(network(workflow, node).archive(), name);
            if (isKept) {
                assertEquals(before, after, name);
            } else {
                assertNotEquals(before, after, name);
            }
        }
    }

    private static Network network(final RunningWorkflow workflow, final int node) throws Exception {
        return ((NetworkPortObject)workflow.output(node, 1)).network();
    }
}
