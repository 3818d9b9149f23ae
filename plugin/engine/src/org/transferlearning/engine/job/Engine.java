// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.TrainingArchive;
import org.transferlearning.engine.process.WorkerInstallation;
import org.transferlearning.engine.process.WorkerPool;
import org.transferlearning.engine.process.WorkingFolder;
import org.transferlearning.engine.protocol.Message;

/**
 * Runs jobs on networks, each in a worker process that nobody else uses meanwhile: jobs may run at the same time and do
 * not change each other's results. Workers come from a {@link WorkerPool}; if all of them are busy, a job waits.
 * Whatever happens to a worker, the caller gets an {@link EngineException} at worst.
 *
 * <pre>
 * Engine.get().predict(network, images, new PredictionConfig(32, Device.AUTOMATIC), monitor, p -> …);
 * </pre>
 *
 * The items' iterators, the monitor and the consumers are called on the caller's thread only. Every method throws
 * {@link CancellationException} within two seconds after the monitor says that the user has canceled, whether or not
 * the thread is interrupted. Thread safe.
 */
public final class Engine {

    private final WorkerInstallation m_installation;

    private final WorkerPool m_pool;

    /**
     * @param installation the worker's files
     */
    public Engine(final WorkerInstallation installation) {
        this(installation, WorkerPool.shared());
    }

    /**
     * @param installation the worker's files
     * @param pool where its workers come from
     */
    public Engine(final WorkerInstallation installation, final WorkerPool pool) {
        m_installation = installation;
        m_pool = pool;
    }

    /**
     * @return the engine of the running platform, whose worker is in its bundles
     * @throws EngineException if the worker's files are not there
     */
    public static Engine get() throws EngineException {
        return new Engine(WorkerInstallation.fromBundles());
    }

    /**
     * Loads a network and runs it once on zeros, with a look at the shapes within.
     *
     * @param network the network
     * @param device where
     * @param monitor for progress and cancellation
     * @return what it is
     * @throws EngineException if it cannot be loaded or run, or the worker fails
     * @throws IOException if the archive cannot be read or the temporary copy cannot be written
     */
    public Description describe(final Network network, final Device device, final Monitor monitor)
        throws EngineException, IOException {
        final var dryRun = new DryRun();
        return dryRun.description(run(network, MaterializedArchives::lease, monitor, null, m -> { },
            (runnable, folder) -> dryRun.job(runnable, folder.resolve("twin.pt"), device), Message.Described.class,
            (d, folder) -> d));
    }

    /**
     * Predicts what the network says of images.
     *
     * @param network the network; if its head is untrained, the answers are random
     * @param items the images
     * @param config how
     * @param monitor for progress and cancellation
     * @param results takes the results, one per item, in order
     * @return what the user should know about how it went, a sentence each: for example that the batch size was reduced
     * @throws EngineException if the network cannot be loaded or run, gives no embeddings but they are wanted, or the
     *             worker fails; not for an image that cannot be read, which gives a {@link Prediction#failure()}
     * @throws IOException if the archive cannot be read or the temporary copy cannot be written
     */
    public List<String> predict(final Network network, final Iterator<ImageItem> items, final PredictionConfig config,
        final Monitor monitor, final Consumer<Prediction> results) throws EngineException, IOException {
        return run(network, MaterializedArchives::leaseFolded, monitor, map(items, Message.Image::new),
            m -> ((Message.Predictions)m).predictions().forEach(results),
            (runnable, folder) -> new Message.Predict(runnable, config),
            Message.Predicted.class, (p, folder) -> p.notes());
    }

    /**
     * Trains what is not frozen, and updates those running statistics that the plan names. Dropout is active behind the
     * last place before which everything is frozen (see {@link TrainingArchive}). If the loss is not a number any more,
     * training stops, and the result is what the best epoch before gave: its history is shorter than the configuration
     * asked for then.
     *
     * @param network the network
     * @param items images with what to predict for them; those that cannot be read are left out
     * @param config how
     * @param target file for the trained network's archive
     * @param monitor for progress and cancellation
     * @param onEpoch takes what each epoch brought
     * @return the trained network, whose archive is {@code target}
     * @throws EngineException if nothing is trainable, no image can be read, the network cannot be loaded or run, the
     *             loss is not a number from the start, or the worker fails
     * @throws IOException if the archive cannot be read or the target cannot be written
     */
    public TrainingResult train(final Network network, final Iterator<TrainingItem> items, final TrainingConfig config,
        final Path target, final Monitor monitor, final Consumer<EpochResult> onEpoch)
        throws EngineException, IOException {
        if (network.spec().trainableParameters().isEmpty()) {
            throw new EngineException("All layers of the network \"" + network.spec().name() + "\" are frozen.",
                "Leave at least the head trainable in the Freeze Layers node, or add a Replace Head node.");
        }
        final var training = new Training(network, config, onEpoch);
        return run(network, MaterializedArchives::lease, monitor,
            map(items, i -> new Message.LabeledImage(i.image(), i.target(), i.isValidation())), training::take,
            (runnable, folder) -> training.job(runnable, folder, monitor), Message.Trained.class,
            (trained, folder) -> training.result(trained, target));
    }

    /**
     * Measures how fast a worker computes, and asks what it computes with.
     *
     * @param network a network whose speed is measured
     * @param device where
     * @param batchSize images that the network takes at once, at least 1
     * @param seconds how long to measure; starting and loading come on top
     * @param monitor for progress and cancellation
     * @return what was found
     * @throws EngineException if PyTorch cannot be started or the network cannot be run, or the worker fails
     * @throws IOException if the archive cannot be read or the temporary copy cannot be written
     */
    public BenchmarkResult benchmark(final Network network, final Device device, final int batchSize,
        final double seconds, final Monitor monitor) throws EngineException, IOException {
        return run(network, MaterializedArchives::leaseFolded, monitor, null, m -> { },
            (runnable, folder) -> new Message.Benchmark(runnable, device, batchSize, seconds),
            Message.Benchmarked.class, (b, folder) -> b.result());
    }

    private interface Leasing {
        ArchiveCache.Lease lease(MaterializedArchives archives, Network network, Monitor monitor)
            throws EngineException, IOException;
    }

    private interface JobFactory {
        Message.Job create(Message.RunnableNetwork network, WorkingFolder folder) throws EngineException, IOException;
    }

    private interface Finish<O, T> {
        T apply(O outcome, WorkingFolder folder) throws EngineException, IOException;
    }

    private <O extends Message.Outcome, T> T run(final Network network, final Leasing leasing, final Monitor monitor,
        final Iterator<? extends Message.Item> items, final Consumer<Message> results, final JobFactory job,
        final Class<O> type, final Finish<O, T> finish) throws EngineException, IOException {
        monitor.checkCanceled();
        try (var folder = new WorkingFolder("job");
            var archive = leasing.lease(MaterializedArchives.shared(), network, monitor)) {
            final var spec = network.spec();
            final var runnable = new Message.RunnableNetwork(spec.name(), archive.path(), spec.preprocessing(),
                spec.head().outputs(), spec.head().isProbabilities(), spec.head().target().task(),
                spec.head().target().scales());
            final O outcome;
            final var message = job.create(runnable, folder);
            try (var lease = m_pool.take(m_installation, message.device(), monitor)) {
                outcome = type.cast(new JobRunner(lease.worker(), monitor, results).run(message, items));
            }
            return finish.apply(outcome, folder);
        }
    }

    private static <S, T> Iterator<T> map(final Iterator<S> items, final Function<S, T> function) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public T next() {
                return function.apply(items.next());
            }
        };
    }
}
