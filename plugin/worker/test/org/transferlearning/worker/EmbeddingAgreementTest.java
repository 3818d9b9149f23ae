// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.process.WorkerInstallation;
import org.transferlearning.worker.image.TestData;

/**
 * The whole way from a photo to the features, in a worker process, against PyTorch and torchvision;
 * {@code test-data/embeddings/reference.py} made the expected values.
 */
@Tag("slow")
class EmbeddingAgreementTest {

    private static final int FEATURES = 1280;

    @Test
    void embeddingsOfPhotosAgreeWithPyTorchAndTorchvision() throws Exception {
        final var archive = TestData.shared("networks/mobilenet_v2_imagenet.scripted.pt");
        final var photos = TestData.shared("images/ants_bees/val");
        final var names = Files.readAllLines(TestData.file("embeddings/photos.txt")).stream()
            .map(line -> line.split("\t")[0]).toList();
        final var target = Target.classes(List.of("any", "other"), null);
        final var spec = HeadReplacer.replace(NetworkReader.read(archive), target, new HeadDesign(1))
            .withPreprocessing(Preprocessing.INCEPTION);
        final var embeddings = embeddings(new Network(archive, spec), photos, names);
        final var expected = ByteBuffer.wrap(TestData.bytes("embeddings/embeddings.bin")).asShortBuffer();
        assertEquals(names.size(), embeddings.size());
        for (int i = 0; i < names.size(); i++) {
            final double cosine = cosine(embeddings.get(i), expected.slice(i * FEATURES, FEATURES));
            // measured: 1 - 3e-9 or better; with a resize that does not antialias, 0.93 to 0.99
            assertTrue(cosine >= 0.999, names.get(i) + ": cosine similarity " + cosine);
        }
    }

    private static List<float[]> embeddings(final Network network, final Path photos, final List<String> names)
        throws EngineException, IOException {
        final var classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
            .map(Path::toAbsolutePath).toList();
        final var engine = new Engine(new WorkerInstallation(WorkerInstallation.currentJava(), classPath, List.of(),
            WorkerInstallation.defaultCache()));
        final var embeddings = new ArrayList<float[]>();
        engine.predict(network, names.stream().map(n -> (ImageItem)new ImageItem.File(photos.resolve(n))).iterator(),
            new PredictionConfig(16, Device.CPU, true), Monitor.NONE, prediction -> {
                assertNull(prediction.failure());
                embeddings.add(prediction.embedding());
            });
        return embeddings;
    }

    private static double cosine(final float[] embedding, final ShortBuffer expected) {
        double product = 0;
        double squares = 0;
        double expectedSquares = 0;
        for (int i = 0; i < FEATURES; i++) {
            final double value = Short.toUnsignedInt(expected.get(i)) * 6.0 / 65535;
            product += embedding[i] * value;
            squares += embedding[i] * embedding[i];
            expectedSquares += value * value;
        }
        return product / Math.sqrt(squares * expectedSquares);
    }
}
