// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.concurrent.CancellationException;

/** How long-running work tells its progress and learns that it is no longer wanted. Called on the caller's thread. */
public interface Monitor {

    /** A monitor for work that nobody watches and nobody cancels. */
    Monitor NONE = new Monitor() {
        @Override
        public void progress(final double fraction, final String message) {
            // nobody watches
        }

        @Override
        public boolean isCanceled() {
            return false;
        }
    };

    /**
     * @param fraction of the work that is done, in [0, 1]
     * @param message what is being done, one line
     */
    void progress(double fraction, String message);

    /** @return whether the user has asked to stop */
    boolean isCanceled();

    /**
     * Takes what is for a log and not for users.
     *
     * @param level how important it is
     * @param line one line
     */
    default void log(final System.Logger.Level level, final String line) {
        // most work has nothing to say
    }

    /** @throws CancellationException if the user has asked to stop */
    default void checkCanceled() {
        if (isCanceled()) {
            throw new CancellationException();
        }
    }

    /**
     * @param from where a part of the work begins, in [0, 1]
     * @param to where it ends, in [0, 1]
     * @return a monitor for that part, whose own progress goes from 0 to 1
     */
    default Monitor part(final double from, final double to) {
        final var whole = this;
        return new Monitor() {
            @Override
            public void progress(final double fraction, final String message) {
                whole.progress(from + fraction * (to - from), message);
            }

            @Override
            public boolean isCanceled() {
                return whole.isCanceled();
            }

            @Override
            public void log(final System.Logger.Level level, final String line) {
                whole.log(level, line);
            }
        };
    }
}
