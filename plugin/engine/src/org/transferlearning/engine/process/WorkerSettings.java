// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * How many worker processes there are and how they share the computer. Set by system properties, which in KNIME stand
 * in {@code knime.ini} after {@code -vmargs}; a value that makes no sense counts as none.
 *
 * @param processes how many there may be at the same time
 * @param idle how long one stays without a job
 * @param threads each computes with
 * @param memory bytes that all of them together may take for their batches; {@link #UNLIMITED} if nobody said
 */
public record WorkerSettings(int processes, Duration idle, int threads, long memory) {

    /** Bytes of memory: as many as are free. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** System property: how many worker processes there may be at the same time. */
    public static final String PROCESSES_PROPERTY = "org.transferlearning.worker.processes";

    /** System property: seconds that a worker process stays without a job; 0 for not at all. */
    public static final String IDLE_PROPERTY = "org.transferlearning.worker.idle";

    /** System property: threads that a worker process computes with. */
    public static final String THREADS_PROPERTY = "org.transferlearning.worker.threads";

    /**
     * System property: megabytes that all worker processes together may take for their batches, at least 1; without it,
     * what is free. A worker gets it from the engine.
     */
    public static final String MEMORY_PROPERTY = "org.transferlearning.worker.memory";

    private static final long MEGABYTE = 1L << 20;

    /** Seconds. */
    private static final int DEFAULT_IDLE = 60;

    /** Bytes of memory for each process: a usual network, trained with a usual batch size, takes less. */
    private static final long MEMORY_EACH = 4L << 30;

    /** Without any setting, and if the memory of the computer is not known. */
    private static final int FEW = 2;

    /** @return the settings of this process */
    public static WorkerSettings current() {
        final var cores = Runtime.getRuntime().availableProcessors();
        final var megabytes = positive(MEMORY_PROPERTY, 0);
        return new WorkerSettings(positive(PROCESSES_PROPERTY, processes(cores, physicalMemory())),
            Duration.ofSeconds(Math.max(0, Integer.getInteger(IDLE_PROPERTY, DEFAULT_IDLE))),
            positive(THREADS_PROPERTY, cores), megabytes == 0 ? UNLIMITED : megabytes * MEGABYTE);
    }

    /**
     * As many as the memory takes, but not more than half the cores: a single one uses all of them most of the time.
     *
     * @param cores of the computer
     * @param memory in bytes; 0 if not known
     * @return at least 1
     */
    static int processes(final int cores, final long memory) {
        final var byMemory = memory == 0 ? FEW : (int)Math.min(Integer.MAX_VALUE, memory / MEMORY_EACH);
        return Math.max(1, Math.min(byMemory, Math.max(FEW, cores / 2)));
    }

    private static int positive(final String property, final int otherwise) {
        final var value = Integer.getInteger(property, otherwise);
        return value > 0 ? value : otherwise;
    }

    /** The memory of the computer or container in bytes; 0 if not known. */
    private static long physicalMemory() {
        try {
            // by reflection: com.sun.management is in no execution environment of OSGi
            return (Long)Class.forName("com.sun.management.OperatingSystemMXBean").getMethod("getTotalMemorySize")
                .invoke(ManagementFactory.getOperatingSystemMXBean());
        } catch (ReflectiveOperationException | RuntimeException ex) { // NOSONAR: another virtual machine
            return 0;
        }
    }
}
