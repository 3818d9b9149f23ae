// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataRow;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.process.WorkerInstallation;
import org.transferlearning.nodes.check.Finding;
import org.transferlearning.nodes.check.NativeFragment;
import org.transferlearning.nodes.check.SystemCheck;
import org.transferlearning.testing.RunningWorkflow;

/** Transfer Learning System Check on a sound installation, and on broken ones. */
class SystemCheckTest {

    /** IDs of all rows: workflows may pick rows by them. */
    private static final List<String> ROWS = List.of("Platform: Operating system", "Platform: Architecture",
        "Platform: Java", "Platform: KNIME's memory", "Versions: KNIME", "Versions: This extension",
        "Versions: PyTorch", "Versions: DJL", "Versions: PyTorch for Java (JNI)",
        "Native PyTorch library: For this platform", "Devices: CPU", "Devices: Threads", "Devices: GPUs",
        "Devices: Used", "Worker process: Start and first prediction", "Worker process: Next prediction",
        "Speed: Matrix product", "Speed: Bundled network", "Folders: Native PyTorch library", "Folders: Crash reports",
        "Folders: Temporary files", "Settings: Worker processes", "Settings: Time without a job",
        "Settings: Threads of each", "Settings: Memory for batches", "Settings: Cache folder");

    private static final String FRAGMENT = "Native PyTorch library: For this platform";

    private static final String FIRST = "Worker process: Start and first prediction";

    @TempDir
    private Path m_folder;

    @Test
    void aSoundInstallationIsMeasured() throws Exception {
        try (var workflow = open(NodeSettingsMap.check())) {
            workflow.execute();
            Messages.assertExecuted(workflow, 1);
            assertEquals("", workflow.message(1));
            final var values = new LinkedHashMap<String, String>();
            for (final DataRow row : workflow.table(1, 1)) {
                values.put(row.getKey().getString(), row.getCell(2).toString());
                assertEquals(row.getKey().getString(), row.getCell(0) + ": " + row.getCell(1));
                assertEquals("OK", row.getCell(3).toString(), row.getKey().getString());
            }
            assertEquals(ROWS, List.copyOf(values.keySet()));
            // the versions that the project asks Maven for
            assertEquals("2.7.1", values.get("Versions: PyTorch"));
            assertEquals("0.35.1", values.get("Versions: DJL"));
            assertEquals("2.7.1-0.35.1", values.get("Versions: PyTorch for Java (JNI)"));
            assertTrue(values.get(FRAGMENT).startsWith("pytorch-native-"), values.get(FRAGMENT));
            assertEquals("CPU", values.get("Devices: Used"));
            assertEquals(Runtime.getRuntime().availableProcessors() + " logical cores", values.get("Devices: CPU"));
            for (final var row : ROWS.subList(ROWS.indexOf(FIRST), ROWS.indexOf("Folders: Crash reports"))) {
                final var value = values.get(row);
                assertTrue(Double.parseDouble(value.replace(",", "").split(" ")[0]) > 0, row + " " + value);
            }
            assertTrue(values.get("Speed: Matrix product").endsWith(" GFLOP/s"));
            assertTrue(values.get("Speed: Bundled network").endsWith(" images/s"));
        }
    }

    @Test
    void aDeviceThatIsNotThereIsAFindingAndAWarning() throws Exception {
        try (var workflow = open(NodeSettingsMap.check().put("device", "GPU").put("gpu", 99))) {
            workflow.execute();
            Messages.assertWarned(workflow, 1, "1 check found a problem", FIRST, "GPU 99 was asked for");
            assertEquals(ROWS.size(), workflow.table(1, 1).size());
        }
    }

    @Test
    void aMissingNativeLibraryIsAFinding() throws Exception {
        final var sound = WorkerInstallation.fromBundles();
        final var findings = findings(() -> new WorkerInstallation(sound.java(), sound.classPath(), List.of(),
            m_folder));
        assertProblem(findings.get(FRAGMENT), "org.transferlearning.worker.", "is not installed.",
            "Install the extension");
        assertProblem(findings.get(FIRST), "The native PyTorch library for this platform", "is not installed.");
        assertUnknown(findings);
    }

    @Test
    void whatToInstallDependsOnThePlatform() {
        assertProblem(new NativeFragment("win32.x86_64", List.of()).finding(),
            "The plug-in \"org.transferlearning.worker.win32.x86_64\"", "is not installed.", "Install the extension");
        // PyTorch has no library for Macs with Intel's processors any more
        assertProblem(new NativeFragment("macosx.x86_64", List.of()).finding(),
            "There is no native PyTorch library for this platform (macosx.x86_64).", "Use KNIME on Linux");
    }

    @Test
    void aMissingJavaIsAFinding() throws Exception {
        final var sound = WorkerInstallation.fromBundles();
        final var java = m_folder.resolve("no java");
        final var findings = findings(() -> new WorkerInstallation(java, sound.classPath(), sound.nativeJars(),
            m_folder));
        assertEquals(Finding.Status.OK, findings.get(FRAGMENT).status());
        assertProblem(findings.get(FIRST), "\"" + java + "\"", "Repair or reinstall KNIME");
        assertUnknown(findings);
    }

    @Test
    void aWorkerThatEndsIsAFindingAndItsReportIsCounted() throws Exception {
        final var sound = WorkerInstallation.fromBundles();
        final var findings = findings(() -> new WorkerInstallation(sound.java(), List.of(), sound.nativeJars(),
            m_folder));
        assertProblem(findings.get(FIRST), "The worker process", m_folder.resolve("crash-reports").toString());
        assertUnknown(findings);
        final var reports = findings.get("Folders: Crash reports");
        try (var files = Files.list(m_folder.resolve("crash-reports"))) {
            assertTrue(reports.value().startsWith(files.count() + " file, "), reports.value());
        }
        assertTrue(reports.note().startsWith(m_folder.resolve("crash-reports") + ": "), reports.note());
    }

    @Test
    void missingBundlesAreAFinding() throws Exception {
        final var findings = findings(() -> {
            throw new EngineException("The bundle is not installed.", "Install it.");
        });
        assertProblem(findings.get(FRAGMENT), "The bundle is not installed. Install it.");
        assertProblem(findings.get(FIRST), "The bundle is not installed. Install it.");
        assertUnknown(findings);
    }

    @Test
    void aSettingSaysItsValueAndWhereItComesFrom() throws Exception {
        final SystemCheck.Source none = () -> {
            throw new EngineException("The bundle is not installed.", "Install it.");
        };
        final var name = "Settings: Memory for batches";
        assertEquals(new Finding("Settings", "Memory for batches", "what is free", Finding.Status.OK,
            "The default; the system property org.transferlearning.worker.memory changes it."),
            findings(none).get(name));
        System.setProperty("org.transferlearning.worker.memory", "3072");
        try {
            assertEquals(new Finding("Settings", "Memory for batches", "3 GB", Finding.Status.OK,
                "Set by -Dorg.transferlearning.worker.memory."), findings(none).get(name));
        } finally {
            System.clearProperty("org.transferlearning.worker.memory");
        }
    }

    @Test
    void itCanBeCanceled() {
        final var monitor = new Monitor() {
            private boolean m_hasBegun;

            @Override
            public void progress(final double fraction, final String message) {
                m_hasBegun = true;
            }

            @Override
            public boolean isCanceled() {
                return m_hasBegun;
            }
        };
        final var check = new SystemCheck(WorkerInstallation::fromBundles, Device.CPU);
        assertThrows(CancellationException.class, () -> check.run(monitor));
    }

    private static Map<String, Finding> findings(final SystemCheck.Source source) {
        final var findings = new LinkedHashMap<String, Finding>();
        new SystemCheck(source, Device.CPU).run(Monitor.NONE).forEach(f -> findings.put(f.id(), f));
        assertEquals(ROWS, List.copyOf(findings.keySet()));
        return findings;
    }

    private static void assertProblem(final Finding finding, final String... parts) {
        assertEquals(Finding.Status.PROBLEM, finding.status());
        for (final var part : parts) {
            assertTrue(finding.note().contains(part), () -> "\"" + part + "\" is not in: " + finding.note());
        }
    }

    /** What only a worker can tell is not known, and says why. */
    private static void assertUnknown(final Map<String, Finding> findings) {
        for (final var row : List.of("Versions: PyTorch", "Devices: CPU", "Worker process: Next prediction",
            "Speed: Matrix product", "Speed: Bundled network")) {
            assertEquals(new Finding(findings.get(row).group(), findings.get(row).check(), null,
                Finding.Status.UNKNOWN, "Not known because of \"" + FIRST + "\"."), findings.get(row));
        }
    }

    private RunningWorkflow open(final NodeSettingsMap settings) throws Exception {
        final var chain = new Chain(Files.createDirectories(m_folder.resolve("workflow")));
        chain.check(settings);
        return chain.open();
    }
}
