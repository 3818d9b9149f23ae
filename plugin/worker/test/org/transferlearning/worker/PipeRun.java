// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.Task;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.protocol.Message;
import org.transferlearning.engine.protocol.MessageWriter;

/**
 * Predicts images without an engine and its pipes, twice, and prints the milliseconds per image of the second time.
 * Arguments: the network's archive, an image, how often to predict it, and the batch size.
 */
public final class PipeRun {

    private PipeRun() {
    }

    /**
     * @param args archive, image, number of images, batch size
     * @throws EngineException if the network cannot be run
     * @throws IOException if a file cannot be read
     */
    public static void main(final String[] args) throws EngineException, IOException {
        final var image = Files.readAllBytes(Path.of(args[1]));
        final var count = Integer.parseInt(args[2]);
        final var network = new Message.RunnableNetwork("network", Path.of(args[0]), Preprocessing.IMAGENET, 0, false,
            Task.CLASSIFICATION, List.of());
        final var job = new Message.Predict(network, new PredictionConfig(Integer.parseInt(args[3]), Device.CPU));
        run(job, image, count);
        final var start = System.nanoTime();
        run(job, image, count);
        System.out.printf(Locale.ROOT, "%.3f %.0f%n", (System.nanoTime() - start) / 1e6 / count,
            SystemMemory.current().peak().orElse(0) / 1e6);
    }

    private static void run(final Message.Predict job, final byte[] image, final int count)
        throws EngineException, IOException {
        final var writer = new MessageWriter(OutputStream.nullOutputStream());
        try (var inbox = new Inbox(job, writer)) {
            for (var i = 0; i < count; i++) {
                inbox.add(new Message.Image(new ImageItem.Encoded(image)));
            }
            inbox.end();
            new PredictJob(job, inbox, new Report(writer, inbox)).run();
        }
    }
}
