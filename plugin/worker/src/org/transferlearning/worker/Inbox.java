// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.protocol.Message;
import org.transferlearning.engine.protocol.MessageReader;
import org.transferlearning.engine.protocol.MessageWriter;
import org.transferlearning.worker.image.ImageException;
import org.transferlearning.worker.image.Preprocessor;

/**
 * What comes from the engine. A thread of its own reads always: it notices at once when the engine is gone or does not
 * want the result any more, whatever the job is doing, and hands images to threads that decode them ahead of the
 * network. The engine keeps the number of images within {@link Message#WINDOW}.
 */
final class Inbox {

    /** Milliseconds that a job gets to notice that it was canceled. */
    private static final int PATIENCE = 1000;

    private final MessageReader m_reader;

    private final MessageWriter m_writer;

    private final CompletableFuture<Message.Job> m_job = new CompletableFuture<>();

    private final BlockingQueue<Optional<Future<Crop>>> m_crops = new LinkedBlockingQueue<>();

    private final ExecutorService m_decoders = Executors
        .newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> daemon(task, "decoder"));

    private volatile Preprocessor m_preprocessor;

    private volatile boolean m_isCanceled;

    private volatile boolean m_isDone;

    private long m_received;

    private long m_taken;

    /**
     * @param reader the engine's messages
     * @param writer to the engine
     */
    Inbox(final MessageReader reader, final MessageWriter writer) {
        m_reader = reader;
        m_writer = writer;
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

    /**
     * Starts reading and waits for the job.
     *
     * @return the job
     */
    Message.Job start() {
        daemon(this::readAll, "inbox").start();
        return m_job.join();
    }

    boolean isCanceled() {
        return m_isCanceled;
    }

    /** To be called before the outcome is sent: from then on the engine may need the job's files. */
    void done() {
        m_isDone = true;
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

    private void readAll() {
        try {
            for (var message = m_reader.receive(); message != null; message = m_reader.receive()) {
                accept(message);
            }
        } catch (IOException | RuntimeException ex) {
            System.err.println("The engine's messages cannot be read: " + ex.getMessage());
            end(2);
        }
        if (!m_isDone) {
            Leftovers.delete(); // the engine is gone, and nobody needs a result
        }
        end(0);
    }

    private void accept(final Message message) {
        if (message instanceof Message.Job job) {
            m_preprocessor = new Preprocessor(network(job).preprocessing());
            m_job.complete(job);
        } else if (message instanceof Message.Item item) {
            final var index = m_received++;
            m_crops.add(Optional.of(m_decoders.submit(() -> read(item, index))));
        } else if (message instanceof Message.EndOfItems) {
            m_crops.add(Optional.empty());
        } else if (message instanceof Message.Cancel) {
            cancel();
        } else {
            throw new IllegalStateException("Not a message to a worker: " + message);
        }
    }

    private static Message.RunnableNetwork network(final Message.Job job) {
        if (job instanceof Message.Describe describe) {
            return describe.network();
        }
        return job instanceof Message.Predict predict ? predict.network() : ((Message.Train)job).network();
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
            System.err.println("Image " + index + ": " + ex);
            return new Crop(item, index, null, "not readable (" + ex.getClass().getSimpleName() + ")");
        }
    }

    /** Lets the job stop by itself; if it is in native code or reads a large image, ends the process. */
    private void cancel() {
        m_isCanceled = true;
        m_crops.add(Optional.empty());
        daemon(() -> {
            try {
                Thread.sleep(PATIENCE);
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            end(0);
        }, "watchdog").start();
    }

    /** Works whatever the other threads are doing. */
    private static void end(final int exitCode) {
        Runtime.getRuntime().halt(exitCode);
    }

    private static Thread daemon(final Runnable task, final String name) {
        final var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
