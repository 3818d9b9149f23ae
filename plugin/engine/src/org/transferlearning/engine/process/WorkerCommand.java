// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The command line and environment of a worker process. */
final class WorkerCommand {

    /** Where the virtual machine writes when it crashes, in the working folder. */
    private static final String ERROR_FILE = "hs_err.log";

    private static final String MAIN = "org.transferlearning.worker.Main";

    /**
     * What a worker may keep of the environment: how file names are encoded, and how CUDA is set up. Not
     * PYTORCH_VERSION: DJL's LibUtils would download that version.
     */
    private static final Set<String> KEPT = Set.of("LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH",
        "CUDA_VISIBLE_DEVICES", "CUDA_PATH", "CUDA_HOME", "PYTORCH_LIBRARY_PATH");

    /**
     * On Windows, where names are told in any case, also what any process needs, and the path: DJL's CudaUtils finds no
     * GPU without it.
     */
    private static final Set<String> KEPT_ON_WINDOWS = Set.of("SYSTEMROOT", "WINDIR", "PATH");

    private final WorkerInstallation m_installation;

    private final Path m_folder;

    /**
     * @param installation the worker's files
     * @param folder its working folder, for everything temporary
     */
    WorkerCommand(final WorkerInstallation installation, final Path folder) {
        m_installation = installation;
        m_folder = folder;
    }

    /**
     * The heap holds images only (tensors are outside of it): enough for two photos of 108 megapixels at once. What
     * the virtual machine has to say goes to standard error, because standard output is for messages. Signals are the
     * system's business: the virtual machine's own end would run exit handlers of libraries that still compute. It
     * keeps no performance counters: their file would be left behind by a process that is ended by force.
     */
    List<String> arguments() {
        final var arguments = new ArrayList<String>();
        arguments.add(m_installation.java().toString());
        arguments.addAll(List.of("-Xms64m", "-Xmx2g", "-XX:+UseSerialGC", "-XX:+DisplayVMOutputToStderr",
            "-XX:-CreateCoredumpOnCrash", "-XX:-UsePerfData", "-Xrs"));
        arguments.add("-XX:ErrorFile=" + errorFile());
        property(arguments, "java.io.tmpdir", m_folder);
        property(arguments, "java.awt.headless", true);
        property(arguments, "ai.djl.offline", true);
        property(arguments, "ai.djl.default_engine", "PyTorch");
        property(arguments, "DJL_CACHE_DIR", m_installation.cache());
        property(arguments, "ENGINE_CACHE_DIR", m_installation.cache());
        property(arguments, "OPT_OUT_TRACKING", true);
        property(arguments, "jna.tmpdir", m_folder);
        property(arguments, "org.slf4j.simpleLogger.defaultLogLevel", "warn");
        property(arguments, "org.slf4j.simpleLogger.levelInBrackets", true); // see LogLine
        property(arguments, "org.slf4j.simpleLogger.showThreadName", false);
        // a computer without a GPU is none to warn of, least of all as the last words of a worker
        property(arguments, "org.slf4j.simpleLogger.log.ai.djl.util.cuda.CudaUtils", "off");
        final var memory = System.getProperty(WorkerSettings.MEMORY_PROPERTY);
        if (memory != null) {
            property(arguments, WorkerSettings.MEMORY_PROPERTY, memory);
        }
        arguments.addAll(List.of("-cp", m_installation.classPathArgument(), MAIN));
        return arguments;
    }

    /**
     * The variables that only work when they are set before the process starts. The three of glibc's allocator keep
     * large blocks mapped, and PyTorch's asks for huge pages for them and aligns them to these, which takes less memory
     * too. OpenMP's threads wait for each other without spinning, with GNU's for some microseconds only: workers that
     * run at the same time share the cores, and on busy cores spinning makes them several times slower. The number of
     * threads does not depend on what else runs, because results do depend on it. What each gains: see the
     * worker's SPEED.md.
     */
    Map<String, String> environment(final Map<String, String> own) {
        final var environment = new LinkedHashMap<String, String>();
        own.keySet().stream().filter(WorkerCommand::isKept).forEach(name -> environment.put(name, own.get(name)));
        environment.put("OMP_NUM_THREADS", Integer.toString(WorkerSettings.current().threads()));
        environment.put("OMP_WAIT_POLICY", "passive");
        if (WorkerInstallation.isLinux()) {
            environment.put("GOMP_SPINCOUNT", "3000");
            environment.put("THP_MEM_ALLOC_ENABLE", "1");
            environment.put("MALLOC_ARENA_MAX", "1");
            environment.put("MALLOC_MMAP_MAX_", "0");
            environment.put("MALLOC_TRIM_THRESHOLD_", "17179869184");
        }
        return environment;
    }

    private static boolean isKept(final String name) {
        final var upper = name.toUpperCase(Locale.ROOT);
        return WorkerInstallation.isWindows() ? KEPT.contains(upper) || KEPT_ON_WINDOWS.contains(upper)
            : KEPT.contains(name);
    }

    /** @return where the virtual machine writes when it crashes; is there only then */
    Path errorFile() {
        return m_folder.resolve(ERROR_FILE);
    }

    /** @return where what is known of a worker's end is kept */
    CrashReport crashReport() {
        return new CrashReport(m_installation.cache());
    }

    /** @return the settings, for a crash report */
    @Override
    public String toString() {
        return "Command: " + String.join(" ", arguments()) + "\nEnvironment: " + environment(System.getenv())
            + "\nSystem: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
            + System.getProperty("os.arch") + ", Java " + System.getProperty("java.runtime.version");
    }

    private static void property(final List<String> arguments, final String name, final Object value) {
        arguments.add("-D" + name + "=" + value);
    }
}
