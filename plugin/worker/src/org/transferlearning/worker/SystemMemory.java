// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What Linux says of memory: how much is free for this process, and how much it has taken at most since it was asked
 * last. Java learns from other systems only how much is free, so there is no estimate of what a batch needs. Windows
 * does not promise memory that is not there: too large a batch fails in time, and {@link BatchSize} halves it. macOS
 * compresses and swaps memory, so that it is slow; and what it calls free says little, because it keeps files in most
 * of the rest and gives them up when asked.
 *
 * @param root the folder that holds {@code proc} and {@code sys}
 */
record SystemMemory(Path root) {

    private static final Pattern CGROUP = Pattern.compile("\\d+:([^:]*):(/.*)");

    /** @return that of this system */
    static SystemMemory current() {
        return new SystemMemory(Path.of("/"));
    }

    /** @return bytes that this process can still take; nothing if that is not known */
    OptionalLong free() {
        final var available = field("proc/meminfo", "MemAvailable:");
        if (available.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.min(1024 * available.getAsLong(), freeOfGroups()));
    }

    /** The bytes that are left to the control groups of this process; the largest number if they have no limit. */
    private long freeOfGroups() {
        var free = Long.MAX_VALUE;
        for (var line : lines(root.resolve("proc/self/cgroup"))) {
            final var group = CGROUP.matcher(line);
            if (group.matches() && group.group(1).isEmpty()) {
                free = Math.min(free, freeOf("sys/fs/cgroup", group.group(2), "memory.max", "memory.current",
                    "inactive_file"));
            } else if (group.matches() && List.of(group.group(1).split(",")).contains("memory")) {
                free = Math.min(free, freeOf("sys/fs/cgroup/memory", group.group(2), "memory.limit_in_bytes",
                    "memory.usage_in_bytes", "total_inactive_file"));
            }
        }
        return free;
    }

    /** A group and all around it; in a container, the groups around it are not to be seen. */
    private long freeOf(final String mount, final String group, final String max, final String current,
        final String cache) {
        var free = Long.MAX_VALUE;
        final var top = root.resolve(mount);
        for (var folder = top.resolve(group.substring(1)).normalize(); folder.startsWith(top);
            folder = folder.getParent()) {
            final var most = number(folder.resolve(max));
            final var used = number(folder.resolve(current));
            if (most.isPresent() && used.isPresent()) {
                // files that are kept in memory count as used, but give way
                final var kept = field(root.relativize(folder) + "/memory.stat", cache + " ").orElse(0);
                free = Math.min(free, Math.max(0, most.getAsLong() - used.getAsLong() + kept));
            }
        }
        return free;
    }

    /**
     * Forgets what this process has taken at most: it is what it takes now.
     *
     * @return whether that is possible
     */
    boolean resetPeak() {
        try {
            Files.writeString(root.resolve("proc/self/clear_refs"), "5"); // see proc(5)
            return true;
        } catch (IOException ex) { // NOSONAR: another system, or not allowed
            return false;
        }
    }

    /**
     * @param pid of a process
     * @return bytes that it takes; nothing if that is not known, or it has ended
     */
    OptionalLong resident(final long pid) {
        return bytes(field("proc/" + pid + "/status", "VmRSS:"));
    }

    /** @return bytes that this process has taken at most since {@link #resetPeak}; nothing if that is not known */
    OptionalLong peak() {
        return bytes(field("proc/self/status", "VmHWM:"));
    }

    private static OptionalLong bytes(final OptionalLong kilobytes) {
        return kilobytes.isPresent() ? OptionalLong.of(1024 * kilobytes.getAsLong()) : kilobytes;
    }

    private static OptionalLong number(final Path file) {
        return lines(file).stream().filter(l -> l.matches("\\d{1,19}")).mapToLong(Long::parseLong).findFirst();
    }

    private OptionalLong field(final String file, final String name) {
        return lines(root.resolve(file)).stream().filter(l -> l.startsWith(name))
            .mapToLong(l -> Long.parseLong(l.substring(name.length()).replace("kB", "").strip())).findFirst();
    }

    private static List<String> lines(final Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException ex) { // NOSONAR: another system
            return List.of();
        }
    }
}
