// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.LayerFreezer;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.job.TrainingItem;
import org.transferlearning.worker.image.TestData;

/** Transfer with a real network and real photos; skipped where they are absent. */
@Tag("slow")
class AntsAndBeesTest {

    private static final List<String> CLASSES = List.of("ants", "bees");

    @Test
    void aFrozenMobileNetTellsAntsFromBees(@TempDir final Path folder) throws Exception {
        final var archive = TestData.shared("networks/mobilenet_v2_imagenet.scripted.pt");
        final var photos = TestData.shared("images/ants_bees");
        final var spec = LayerFreezer.allButHead(
            HeadReplacer.replace(NetworkReader.read(archive).withPreprocessing(Preprocessing.INCEPTION),
                Target.classes(CLASSES, null), new HeadDesign(7)));
        final var engine = Workers.engine();
        final var trained = engine.train(new Network(archive, spec), labeled(photos.resolve("train")).iterator(),
            new TrainingConfig(3, 16, 1e-3, TrainingConfig.Optimizer.ADAM, 42, Device.CPU),
            folder.resolve("trained.pt"), Monitor.NONE, e -> { });
        assertEquals(List.of(), trained.failed()); // one is a GIF, which is an image too
        final var test = labeled(photos.resolve("val")).toList();
        final var correct = new AtomicInteger();
        engine.predict(trained.network(), test.stream().map(TrainingItem::image).iterator(),
            new PredictionConfig(16, Device.CPU), Monitor.NONE, p -> {
                final var predicted = p.values()[0] > p.values()[1] ? 0 : 1;
                correct.addAndGet(predicted == test.get((int)p.index()).target()[0] ? 1 : 0);
            });
        final var accuracy = (double)correct.get() / test.size();
        // PyTorch 1.13 reaches 0.961 in the same way, with another order of the images
        assertTrue(accuracy >= 0.94, "hold-out accuracy " + accuracy);
    }

    private static Stream<TrainingItem> labeled(final Path folder) throws IOException {
        var items = Stream.<TrainingItem>empty();
        for (var label = 0; label < CLASSES.size(); label++) {
            final var number = label;
            try (var files = Files.list(folder.resolve(CLASSES.get(label)))) {
                items = Stream.concat(items, files.sorted().toList().stream()
                    .map(f -> new TrainingItem(new ImageItem.File(f), number, false)));
            }
        }
        return items;
    }
}
