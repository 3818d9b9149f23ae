// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.surgery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.transferlearning.engine.CutPoint;
import org.transferlearning.engine.HeadDesign.Activation;
import org.transferlearning.engine.HeadDesign.Hidden;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.NetworkWriter;
import org.transferlearning.engine.Target;
import org.transferlearning.worker.WorkersCache;
import org.transferlearning.worker.image.TestData;

/** Runs heads with hidden layers, and computes the same layer by layer. */
class NewHeadTest {

    private static final Target TARGET = Target.classes(List.of("a", "b", "c"), null);

    @TempDir
    Path m_folder;

    @BeforeAll
    static void useTheWorkersCache() {
        WorkersCache.use();
    }

    private static HeadDesign design(final String cut) {
        return new HeadDesign(cut, null,
            List.of(new Hidden(6, Activation.TANH, true, 0.5), new Hidden(5, Activation.SILU, false, 0)),
            HeadDesign.Weights.KAIMING_NORMAL, List.of(1.0, -1.0, 0.5), 4);
    }

    private Path write(final Path archive, final HeadDesign design) throws Exception {
        final NetworkSpec spec = HeadReplacer.replace(NetworkReader.read(archive), TARGET, design);
        final var written = m_folder.resolve("new.pt");
        NetworkWriter.materialize(new Network(archive, spec), written);
        return written;
    }

    private static NDArray tensor(final NDManager manager, final Path archive, final String name, final Shape shape)
        throws Exception {
        final var values = new float[(int)shape.size()];
        NetworkReader.tensor(archive, name).asFloatBuffer().get(values);
        return manager.create(values, shape);
    }

    private static NDArray linear(final NDArray x, final Path archive, final String layer, final int outputs)
        throws Exception {
        final var weight = tensor(x.getManager(), archive, layer + ".weight", new Shape(outputs, x.getShape().get(1)));
        return x.matMul(weight.transpose()).add(tensor(x.getManager(), archive, layer + ".bias", new Shape(outputs)));
    }

    @ParameterizedTest
    @CsvSource({"resnet_basic.traced,layer1", "vit.scripted,''", "squeezenet.scripted,features.4", "bert.traced,''",
        "mobilenet_v2.scripted,''"})
    void aHeadWithHiddenLayersComputesThem(final String name, final String cut) throws Exception {
        final var written = write(Facts.folder().resolve(name + ".pt"), design(cut));
        final var facts = new Facts(name);
        try (var run = new TorchRun(written)) {
            final var features = run.run(NetworkWriter.FEATURES_METHOD, facts.inputs(run.manager()));
            // a new batch norm only divides by √(1 + 1e-5)
            final var first = linear(features, written, "head.0", 6).div(Math.sqrt(1 + 1e-5)).tanh();
            final var second = linear(first, written, "head.4", 5);
            final var logits = linear(second.div(second.neg().exp().add(1)), written, "head.6", 3);
            final var result = run.run("forward", facts.inputs(run.manager()));
            assertEquals(logits.getShape(), result.getShape());
            // float32: some ten operations on numbers of the size 1
            assertArrayEquals(logits.toFloatArray(), result.toFloatArray(), 1e-5f);
        }
    }

    @Test
    @Tag("slow")
    void aNetworkThatEndsInAConvolutionGetsAHeadAtEveryCutPoint() throws Exception {
        final var archive = TestData.shared("networks/squeezenet1_0_imagenet.scripted.pt");
        int count = 0;
        for (final CutPoint point : NetworkReader.read(archive).cutPoints()) {
            final var written = write(archive, design(point.path()));
            final var spec = NetworkReader.read(written);
            assertEquals("head", spec.head().layer());
            assertEquals(point.width(), spec.head().features(), point.path());
            try (var run = new TorchRun(written)) {
                final var images = run.manager().zeros(new Shape(2, 3, 64, 64));
                final var result = run.run("forward", new NDList(images));
                assertEquals(new Shape(2, 3), result.getShape(), point.path());
            }
            count++;
        }
        // 13 features and 4 parts of the classifier, 2 containers, and 2 of the 6 modules in each of 8 Fire modules
        assertEquals(35, count);
    }
}
