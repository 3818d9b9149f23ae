// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.FileVersion;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.KnownFiles;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.NetworkWriter;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.process.WorkingFolder;

/**
 * Archives that can be run, for networks whose own cannot: those with a new head or with layers that start from new
 * values. Each is written once, for the first job that needs it, and kept for the next ones until this process ends or
 * the room is needed; what was used least recently goes first, what is in use never. Thread safe.
 */
final class MaterializedArchives {

    /** Milliseconds between two looks at whether the user has canceled. */
    private static final int POLL = 50;

    private static final long MAX_BYTES = 4L << 30;

    private static final int MAX_COUNT = 32;

    /** Files whose check is remembered. */
    private static final int MAX_CHECKED = 64;

    private static final MaterializedArchives SHARED = new MaterializedArchives(MAX_BYTES, MAX_COUNT);

    private final long m_maxBytes;

    private final int m_maxCount;

    /** What is written, the one used least recently first. */
    private final Map<Key, Entry> m_entries = new LinkedHashMap<>(16, 0.75f, true);

    /** What somebody is writing now. */
    private final Set<Key> m_inWork = new HashSet<>();

    private WorkingFolder m_folder;

    /** The archives of others that were found to do nothing but compute. */
    private final KnownFiles<Boolean> m_harmless = new KnownFiles<>(MAX_CHECKED, file -> {
        NetworkWriter.requireHarmless(file);
        return true;
    });

    /** The archive as it was read, and all decisions since that change what is written into a runnable one. */
    private record Key(FileVersion archive, Head head, Map<String, Long> reinitialized) {
    }

    private static final class Entry {

        private final Path m_file;

        private final long m_bytes;

        private int m_users;

        Entry(final Path file, final long bytes) {
            m_file = file;
            m_bytes = bytes;
        }
    }

    /** An archive that stays as long as the lease is not closed. */
    static final class Lease implements AutoCloseable {

        private final Path m_path;

        private final Runnable m_close;

        private Lease(final Path path, final Runnable close) {
            m_path = path;
            m_close = close;
        }

        /** @return a TorchScript file that can be run; to be read only */
        Path path() {
            return m_path;
        }

        @Override
        public void close() {
            m_close.run();
        }
    }

    /**
     * @param maxBytes in all archives that nobody uses
     * @param maxCount of archives that nobody uses
     */
    MaterializedArchives(final long maxBytes, final int maxCount) {
        m_maxBytes = maxBytes;
        m_maxCount = maxCount;
    }

    /** @return those of this process */
    static MaterializedArchives shared() {
        return SHARED;
    }

    /**
     * Gives a network's own archive if it can be run, else a rewritten one.
     *
     * @param network the network
     * @param monitor for cancellation
     * @return the archive, to be closed by the caller
     * @throws EngineException if the archive is not there or broken, does more than compute, or does not fit the
     *             specification, or the disk is full
     * @throws IOException if reading or writing fails
     */
    Lease lease(final Network network, final Monitor monitor) throws EngineException, IOException {
        final NetworkSpec spec = network.spec();
        final Path archive = network.archive().toAbsolutePath();
        if (Files.notExists(archive)) {
            throw new EngineException("The file \"" + archive + "\" of the network \"" + spec.name()
                + "\" is not there any more.", "Execute the nodes before this one again.");
        }
        final var version = FileVersion.of(archive);
        if (!spec.head().isUntrained() && spec.plan().reinitialized().isEmpty()) {
            m_harmless.get(version); // a rewritten one is checked when it is written
            return new Lease(network.archive(), () -> { });
        }
        final var key = new Key(version, spec.head().withTarget(Target.UNKNOWN), spec.plan().reinitialized());
        final Entry known = find(key, monitor);
        if (known != null) {
            return lease(known);
        }
        Entry written = null;
        try {
            written = write(network);
        } finally {
            finish(key, written);
        }
        return lease(written);
    }

    /** The archive, now in use; {@code null} if it is to be written by the caller, for whom all others wait. */
    private synchronized Entry find(final Key key, final Monitor monitor) {
        while (true) {
            monitor.checkCanceled();
            final Entry entry = m_entries.get(key);
            if (entry != null && Files.exists(entry.m_file)) {
                entry.m_users++;
                return entry;
            }
            // somebody has deleted it: those who use it now must see themselves
            m_entries.remove(key);
            if (m_inWork.add(key)) {
                return null;
            }
            try {
                wait(POLL);
            } catch (InterruptedException ex) { // NOSONAR: the monitor says whether to stop
                Thread.currentThread().interrupt();
                throw new java.util.concurrent.CancellationException();
            }
        }
    }

    private Entry write(final Network network) throws EngineException, IOException {
        final Path file = folder().resolve(UUID.randomUUID() + ".pt");
        NetworkWriter.materialize(network, file);
        return new Entry(file, Files.size(file));
    }

    private synchronized Path folder() throws EngineException {
        if (m_folder == null || Files.notExists(m_folder.path())) {
            m_folder = new WorkingFolder("networks");
        }
        return m_folder.path();
    }

    /** @param written {@code null} if it could not be written: then one of those who wait tries */
    private synchronized void finish(final Key key, final Entry written) {
        m_inWork.remove(key);
        if (written != null) {
            written.m_users++;
            m_entries.put(key, written);
        }
        notifyAll();
    }

    private Lease lease(final Entry entry) {
        return new Lease(entry.m_file, () -> release(entry));
    }

    private synchronized void release(final Entry entry) {
        entry.m_users--;
        final List<Entry> unused = new ArrayList<>(m_entries.values());
        unused.removeIf(e -> e.m_users > 0);
        long bytes = unused.stream().mapToLong(e -> e.m_bytes).sum();
        int count = unused.size();
        for (final Iterator<Entry> all = m_entries.values().iterator(); all.hasNext()
            && (bytes > m_maxBytes || count > m_maxCount);) {
            final Entry oldest = all.next();
            if (oldest.m_users == 0 && delete(oldest.m_file)) {
                all.remove();
                bytes -= oldest.m_bytes;
                count--;
            }
        }
    }

    /** Windows does not delete what a worker still has open: then the next release tries again. */
    private static boolean delete(final Path file) {
        try {
            Files.deleteIfExists(file);
            return true;
        } catch (IOException ex) { // NOSONAR: it goes away with its folder at the latest
            return false;
        }
    }
}
