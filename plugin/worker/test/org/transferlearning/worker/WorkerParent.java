// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.util.ArrayList;
import java.util.List;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.process.WorkerInstallation;

/** A program with a worker that never ends by itself, to be killed by a test. */
final class WorkerParent {

    /** What it prints when the worker is busy. */
    static final String READY = "the worker is busy";

    private WorkerParent() {
    }

    /** @return the command that starts it */
    static List<String> command() {
        final var command = new ArrayList<String>();
        command.add(WorkerInstallation.currentJava().toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"),
            "-D" + WorkerInstallation.CACHE_PROPERTY + "=" + WorkerInstallation.defaultCache(),
            WorkerParent.class.getName()));
        return command;
    }

    /**
     * @param arguments none
     * @throws Exception if the worker fails
     */
    public static void main(final String[] arguments) throws Exception {
        Workers.engine().describe(Workers.network("endless.pt"), Device.CPU, new Monitor() {
            @Override
            public void progress(final double fraction, final String message) {
                if (message.startsWith("Loading")) {
                    System.out.println(READY);
                }
            }

            @Override
            public boolean isCanceled() {
                return false;
            }
        });
    }
}
