// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.transferlearning.engine.process.SessionFolder;

/** What an engine that was killed has left: networks and images, which are large. */
final class Leftovers {

    /** Milliseconds in which a process has ended after its streams were closed, on a busy computer too. */
    private static final int PATIENCE = 10_000;

    /** Milliseconds between two looks. */
    private static final int POLL = 20;

    private Leftovers() {
    }

    /** Deletes what can be deleted of the engine's folder for temporary files, when the engine has ended. */
    static void delete() {
        SystemCalls.load(); // it makes this process's folder again if that is gone, so not later
        // this process's own is a folder in it
        final var session = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().getParent();
        final var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
        try {
            while (session != null && !SessionFolder.deleteAbandoned(session) && System.nanoTime() < end) {
                Thread.sleep(POLL);
            }
        } catch (InterruptedException ex) { // nobody does
            Thread.currentThread().interrupt();
        }
    }
}
