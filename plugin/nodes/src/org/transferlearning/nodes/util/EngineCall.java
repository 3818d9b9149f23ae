// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.util;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeLogger;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;

/**
 * Work that the engine does for a node.
 *
 * @param <T> its result
 */
@FunctionalInterface
public interface EngineCall<T> {

    /**
     * @param monitor takes progress and knows of cancellation
     * @return the result
     * @throws EngineException see there
     * @throws IOException if a local file cannot be read or written
     * @throws KNIMEException if the node itself finds something wrong meanwhile
     */
    T run(Monitor monitor) throws EngineException, IOException, KNIMEException;

    /**
     * Does the work with the node's progress bar and cancel button, and turns what goes wrong into KNIME's exceptions.
     *
     * @param exec the node's
     * @param call the work
     * @param <T> its result
     * @return its result
     * @throws KNIMEException if it fails, with a message for the user
     * @throws CanceledExecutionException if the user cancels
     */
    static <T> T run(final ExecutionMonitor exec, final EngineCall<T> call)
        throws KNIMEException, CanceledExecutionException {
        try {
            return call.run(new NodeMonitor(exec));
        } catch (CancellationException e) {
            throw canceled(e);
        } catch (EngineException e) {
            // KNIME interrupts the thread on cancel: what fails then, fails because of it
            exec.checkCanceled();
            throw Problem.of(e).toKnimeException();
        } catch (IOException e) {
            exec.checkCanceled();
            throw Problem.of(e).toKnimeException();
        }
    }

    private static CanceledExecutionException canceled(final CancellationException cause) {
        final var exception = new CanceledExecutionException();
        exception.initCause(cause);
        return exception;
    }

    /** The engine's monitor on KNIME's. */
    record NodeMonitor(ExecutionMonitor exec) implements Monitor {

        private static final NodeLogger LOGGER = NodeLogger.getLogger(EngineCall.class);

        @Override
        public void progress(final double fraction, final String message) {
            exec.setProgress(fraction, message);
        }

        @Override
        public boolean isCanceled() {
            try {
                exec.checkCanceled();
                return false;
            } catch (CanceledExecutionException e) { // NOSONAR: it is the answer
                return true;
            }
        }

        /** What the worker process writes, into KNIME's log. */
        @Override
        public void log(final System.Logger.Level level, final String line) {
            final var text = "Worker process: " + line;
            switch (level) {
                case ERROR -> LOGGER.error(text);
                case WARNING -> LOGGER.warn(text);
                case INFO -> LOGGER.info(text);
                default -> LOGGER.debug(text);
            }
        }
    }
}
