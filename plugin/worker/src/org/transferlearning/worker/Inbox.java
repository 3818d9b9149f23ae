// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.protocol.Message;
import org.transferlearning.engine.protocol.MessageWriter;
import org.transferlearning.worker.image.ImageException;
import org.transferlearning.worker.image.Preprocessor;

/**
 * What comes from the engine for a job. Images go to threads that decode them ahead of the network; the engine keeps
 * their number within {@link Message#WINDOW}.
 */
final class Inbox implements AutoCloseable {

    private final Message.Job m_job;

    private final MessageWriter m_writer;

    private final Preprocessor m_preprocessor;

    private final BlockingQueue<Optional<Future<Crop>>> m_crops = new LinkedBlockingQueue<>();

    private final ExecutorService m_decoders = Executors
        .newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> daemon(task, "decoder"));

    private volatile boolean m_isCanceled;

    private long m_received;

    private long m_taken;

    /**
     * @param job what to do
     * @param writer to the engine
     */
    Inbox(final Message.Job job, final MessageWriter writer) {
        m_job = job;
        m_writer = writer;
        m_preprocessor = new Preprocessor(job.network().preprocessing());
    }

    /**
     * An image that has been read, or not.
     *
     * @param item the message that brought it
     * @param index position in the input, from 0
     * @param bytes uint8, HWC, see {@link Preprocessor}; {@code null} if it could not be read
     * @param failure why not; {@code null} if it could
     */
    record Crop(Message.Item item, long index, byte[] bytes, String failure) {
    }

    /** @return what to do */
    Message.Job job() {
        return m_job;
    }

    boolean isCanceled() {
        return m_isCanceled;
    }

    /**
     * Waits for the next image and gives the engine leave to send another.
     *
     * @return the image, {@code null} if there are no more
     * @throws IOException if the engine is gone
     * @throws CancellationException if the engine does not want the result any more
     */
    Crop next() throws IOException {
        try {
            final var next = m_crops.take();
            if (m_isCanceled) {
                throw new CancellationException();
            }
            if (next.isEmpty()) {
                m_crops.add(next);
                return null;
            }
            final var crop = next.get().get();
            m_writer.send(new Message.Taken(++m_taken));
            return crop;
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException ex) {
            throw new IllegalStateException("An image cannot be read", ex.getCause());
        }
    }

    /**
     * Waits until all images that are there are decoded, and nothing but the caller takes memory.
     *
     * @throws CancellationException if the engine does not want the result any more
     */
    void awaitDecoding() {
        try {
            for (var crop : m_crops) {
                if (m_isCanceled) {
                    throw new CancellationException();
                }
                if (crop.isPresent()) {
                    crop.get().get();
                }
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException ex) { // NOSONAR: told by next()
            return;
        }
    }

    /**
     * Takes an image; after the end of the job it is ignored.
     *
     * @param item the next one
     */
    synchronized void add(final Message.Item item) {
        if (!m_decoders.isShutdown()) {
            final var index = m_received++;
            m_crops.add(Optional.of(m_decoders.submit(() -> read(item, index))));
        }
    }

    /** There are no more images. */
    void end() {
        m_crops.add(Optional.empty());
    }

    /** Nobody wants the result any more. If the job does not notice in time, the engine ends this process. */
    void cancel() {
        m_isCanceled = true;
        m_crops.add(Optional.empty());
    }

    /** Forgets the images that are left, and waits until none is being decoded: the next job needs the memory. */
    @Override
    public void close() {
        synchronized (this) {
            m_decoders.shutdownNow();
        }
        try {
            m_decoders.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException ex) { // nobody does
            Thread.currentThread().interrupt();
        }
    }

    private Crop read(final Message.Item item, final long index) {
        final ImageItem image =
            item instanceof Message.Image i ? i.image() : ((Message.LabeledImage)item).image();
        try {
            return new Crop(item, index, m_preprocessor.read(image), null);
        } catch (ImageException ex) {
            return new Crop(item, index, null, ex.getMessage());
        } catch (OutOfMemoryError ex) { // NOSONAR: this image only
            return new Crop(item, index, null, "too large for the memory of the worker process");
        } catch (RuntimeException ex) { // a decoder's mistake must not end the job
            System.err.println("[WARN] Image " + index + ": " + ex);
            return new Crop(item, index, null, "not readable (" + ex.getClass().getSimpleName() + ")");
        }
    }

    private static Thread daemon(final Runnable task, final String name) {
        final var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
