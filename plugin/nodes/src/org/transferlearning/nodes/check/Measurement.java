// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.check;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.job.BenchmarkResult;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.job.Prediction;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.process.WorkerInstallation;
import org.transferlearning.engine.process.WorkerPool;
import org.transferlearning.nodes.load.BundledNetwork;
import org.transferlearning.nodes.util.Problem;

/**
 * What a worker process does with the bundled network. It comes from a pool of its own, so that it is a new one, however
 * many there are.
 */
final class Measurement {

    /** Images that the network takes at once. */
    static final int BATCH_SIZE = 32;

    /** Of the benchmark. */
    static final double SECONDS = 2;

    /** Longer than any step of this takes. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private Double m_firstSeconds;

    private Double m_nextSeconds;

    private BenchmarkResult m_benchmark;

    private Problem m_problem;

    /**
     * Measures as far as it goes.
     *
     * @param installation the worker's files
     * @param device where to compute
     * @param monitor for progress and cancellation
     * @return what it was
     */
    static Measurement of(final WorkerInstallation installation, final Device device, final Monitor monitor) {
        final var measurement = new Measurement();
        try (var pool = new WorkerPool(1, IDLE)) {
            measurement.run(new Engine(installation, pool), device, monitor);
        } catch (EngineException e) {
            measurement.m_problem = Problem.of(e);
        } catch (IOException e) {
            measurement.m_problem = Problem.of(e);
        }
        return measurement;
    }

    /** @return nothing but a reason */
    static Measurement impossible(final Problem problem) {
        final var measurement = new Measurement();
        measurement.m_problem = problem;
        return measurement;
    }

    private void run(final Engine engine, final Device device, final Monitor monitor)
        throws EngineException, IOException {
        final var archive = BundledNetwork.locate();
        final var network = new Network(archive, NetworkReader.read(archive));
        m_firstSeconds = predict(engine, network, device, monitor.part(0, 0.4));
        m_nextSeconds = predict(engine, network, device, monitor.part(0.4, 0.5));
        m_benchmark = engine.benchmark(network, device, BATCH_SIZE, SECONDS, monitor.part(0.5, 1));
    }

    /** The seconds that a job with one picture takes. */
    private static double predict(final Engine engine, final Network network, final Device device,
        final Monitor monitor) throws EngineException, IOException {
        final var picture = picture();
        final var predictions = new ArrayList<Prediction>();
        final var start = System.nanoTime();
        engine.predict(network, List.of(picture).iterator(), new PredictionConfig(1, device), monitor,
            predictions::add);
        final var nanos = System.nanoTime() - start;
        final var failure = predictions.get(0).failure();
        if (failure != null) {
            throw new EngineException("The worker process cannot predict a picture: " + failure + ".",
                "Install the extension \"Transfer Learning for KNIME\" again.");
        }
        return (double)nanos / TimeUnit.SECONDS.toNanos(1);
    }

    private static ImageItem picture() throws IOException {
        final var png = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(png)) {
            ImageIO.write(new BufferedImage(BATCH_SIZE, BATCH_SIZE, BufferedImage.TYPE_INT_RGB), "png", out);
        }
        return new ImageItem.Encoded(png.toByteArray());
    }

    /** @return seconds of the first job, in which a process and PyTorch start; {@code null} if it failed */
    Double firstSeconds() {
        return m_firstSeconds;
    }

    /** @return seconds of the same job again, in the same process; {@code null} if it failed */
    Double nextSeconds() {
        return m_nextSeconds;
    }

    /** @return what the worker found; {@code null} if it failed */
    BenchmarkResult benchmark() {
        return m_benchmark;
    }

    /** @return why something failed; {@code null} if nothing did */
    Problem problem() {
        return m_problem;
    }
}
