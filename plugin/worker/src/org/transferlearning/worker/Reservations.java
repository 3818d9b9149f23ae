// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.process.SessionFolder;

/**
 * How much memory the workers of an engine count on for their jobs. Each writes it to a file in its folder, which goes
 * with the worker, and looks at the others' files before, with a lock on a file in the engine's folder: two that start
 * at the same time cannot both count on the same memory. Where the files cannot be used, each is alone.
 */
final class Reservations {

    /** In a worker's folder: its process number, the bytes that it had taken when it reserved, and those reserved. */
    static final String FILE = "memory";

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,18}) (\\d{1,18}) (-?\\d{1,18})");

    /** Reserved by a worker whose job waits for others to end theirs. */
    private static final long WAITING = -1;

    private final Path m_folder;

    private final SystemMemory m_memory;

    private final long m_pid;

    /**
     * @param folder of the worker, in the engine's
     * @param memory what the system says of processes
     * @param pid the worker's number
     */
    Reservations(final Path folder, final SystemMemory memory, final long pid) {
        m_folder = folder;
        m_memory = memory;
        m_pid = pid;
    }

    /** @return those of this process and its like */
    static Reservations current() {
        return new Reservations(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath(),
            SystemMemory.current(), ProcessHandle.current().pid());
    }

    /**
     * What the other workers have to do with.
     *
     * @param reserved bytes for their jobs
     * @param outstanding bytes of these that they have not taken yet
     * @param resident bytes that they have taken; not of those that wait, because they wait for this one, too
     */
    record Others(long reserved, long outstanding, long resident) {
    }

    /** How much a job takes. */
    interface Decision {
        /**
         * @param others what they have to do with
         * @return bytes; nothing if it waits
         * @throws EngineException if there is no use in waiting
         */
        OptionalLong bytes(Others others) throws EngineException;
    }

    private record Entry(long resident, long before, long reserved) {

        long outstanding() {
            return Math.max(0, before + Math.max(0, reserved) - resident);
        }
    }

    private interface Action<T> {
        T run() throws EngineException, IOException;
    }

    /**
     * Reserves memory for this worker's job, in the place of what it has reserved before.
     *
     * @param decision how much
     * @return whether it was any
     * @throws EngineException from the decision
     */
    boolean reserve(final Decision decision) throws EngineException {
        try {
            return locked(() -> {
                final var bytes = decision.bytes(others());
                write(bytes.orElse(WAITING));
                return bytes.isPresent();
            });
        } catch (IOException ex) {
            System.err.println("[WARN] Memory not reserved: " + TorchMessages.firstLine(ex));
            return decision.bytes(new Others(0, 0, 0)).isPresent();
        }
    }

    /**
     * A job has ended, and its worker keeps the memory for a next one, if none of the others waits for it.
     *
     * @return whether one does: then it is to be given back
     */
    boolean endJob() {
        try {
            return Files.exists(file()) && locked(() -> {
                write(0);
                return entries().stream().anyMatch(e -> e.reserved() == WAITING);
            });
        } catch (IOException | EngineException ex) { // NOSONAR: then it is to be given back to be sure
            return true;
        }
    }

    /** The worker has no job, and has given back all memory. */
    void end() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException ex) { // NOSONAR: goes with the folder
            return;
        }
    }

    private Others others() throws IOException {
        final var entries = entries();
        final var deciding = entries.stream().filter(e -> e.reserved() != WAITING).toList();
        return new Others(deciding.stream().mapToLong(Entry::reserved).sum(),
            entries.stream().filter(e -> e.reserved() > 0).mapToLong(Entry::outstanding).sum(),
            deciding.stream().mapToLong(Entry::resident).sum());
    }

    /** Those of other workers that live. */
    private List<Entry> entries() throws IOException {
        final var entries = new ArrayList<Entry>();
        try (var folders = Files.newDirectoryStream(m_folder.getParent(), f -> !f.equals(m_folder))) {
            for (var folder : folders) {
                entry(folder.resolve(FILE)).ifPresent(entries::add);
            }
        }
        return entries;
    }

    private Optional<Entry> entry(final Path file) throws IOException {
        try {
            final var numbers = NUMBERS.matcher(Files.readString(file));
            if (!numbers.matches()) { // its worker was killed while it wrote
                return Optional.empty();
            }
            final var resident = m_memory.resident(Long.parseLong(numbers.group(1)));
            return resident.isEmpty() ? Optional.empty() : Optional.of(new Entry(resident.getAsLong(),
                Long.parseLong(numbers.group(2)), Long.parseLong(numbers.group(3))));
        } catch (FileSystemException ex) { // NOSONAR: has none, or no more
            return Optional.empty();
        }
    }

    private void write(final long reserved) throws IOException {
        Files.writeString(file(), m_pid + " " + m_memory.resident(m_pid).orElse(0) + " " + reserved);
    }

    private Path file() {
        return m_folder.resolve(FILE);
    }

    private <T> T locked(final Action<T> action) throws EngineException, IOException {
        final var file = m_folder.resolveSibling(SessionFolder.MEMORY_LOCK);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE); var lock = channel.lock()) {
            return action.run();
        }
    }
}
