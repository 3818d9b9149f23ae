// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.transferlearning.engine.Count;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.process.StoredFolder;
import org.transferlearning.engine.process.WorkerInstallation;
import org.transferlearning.engine.process.WorkerSettings;
import org.transferlearning.nodes.util.Problem;

/** All checks. What does not work is a finding, too. */
public final class SystemCheck {

    private static final String FOLDERS = "Folders";

    private static final String SETTINGS = "Settings";

    /** Where the worker's files come from. */
    @FunctionalInterface
    public interface Source {
        /**
         * @return the files
         * @throws EngineException if they are not there
         */
        WorkerInstallation installation() throws EngineException;
    }

    private final Source m_source;

    private final Device m_device;

    /**
     * @param source of the worker's files
     * @param device where to compute
     */
    public SystemCheck(final Source source, final Device device) {
        m_source = source;
        m_device = device;
    }

    /**
     * @param monitor for progress and cancellation
     * @return what was found, always of the same things
     */
    public List<Finding> run(final Monitor monitor) {
        WorkerInstallation installation = null;
        Problem problem = null;
        try {
            installation = m_source.installation();
        } catch (EngineException e) {
            problem = Problem.of(e);
        }
        final var measurement = problem == null ? Measurement.of(installation, m_device, monitor)
            : Measurement.impossible(problem);
        final var worker = new WorkerFindings(measurement);
        final var platform = new PlatformFindings();
        final var findings = new ArrayList<>(platform.computer());
        findings.addAll(platform.versions());
        findings.addAll(worker.versions());
        findings.add(problem == null ? NativeFragment.current(installation.nativeJars()).finding()
            : NativeFragment.unknown(problem));
        findings.addAll(worker.devices());
        findings.addAll(worker.process());
        findings.addAll(worker.benchmark());
        findings.addAll(folders(installation == null ? WorkerInstallation.defaultCache() : installation.cache()));
        findings.addAll(settings());
        return findings;
    }

    private static List<Finding> folders(final Path cache) {
        return List.of(
            folder("Native PyTorch library", StoredFolder.nativeLibrary(cache),
                "Made anew if it is deleted while KNIME is not running."),
            folder("Crash reports", StoredFolder.crashReports(cache),
                "What is known of worker processes that ended unexpectedly; may be deleted."),
            folder("Temporary files", StoredFolder.temporary(),
                "Networks that are ready to run, and files of jobs; removed when KNIME ends."));
    }

    private static Finding folder(final String check, final StoredFolder folder, final String note) {
        return Finding.ok(FOLDERS, check, Count.of(folder.files(), "file") + ", " + Units.bytes(folder.bytes()),
            folder.path() == null ? note : folder.path() + ": " + note.substring(0, 1).toLowerCase(Locale.ROOT)
                + note.substring(1));
    }

    private static List<Finding> settings() {
        final var settings = WorkerSettings.current();
        return List.of(
            setting("Worker processes", "up to " + settings.processes(), WorkerSettings.PROCESSES_PROPERTY),
            setting("Time without a job", settings.idle().toSeconds() + " s", WorkerSettings.IDLE_PROPERTY),
            setting("Threads of each", String.valueOf(settings.threads()), WorkerSettings.THREADS_PROPERTY),
            setting("Memory for batches", settings.memory() == WorkerSettings.UNLIMITED ? "what is free"
                : Units.bytes(settings.memory()), WorkerSettings.MEMORY_PROPERTY),
            setting("Cache folder", WorkerInstallation.defaultCache().toString(), WorkerInstallation.CACHE_PROPERTY));
    }

    /** A system property, or its default. */
    private static Finding setting(final String check, final String value, final String property) {
        return Finding.ok(SETTINGS, check, value, System.getProperty(property) == null
            ? "The default; the system property " + property + " changes it." : "Set by -D" + property + ".");
    }
}
