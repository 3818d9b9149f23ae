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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.process.WorkingFolder;

/**
 * Archives that this process has written for its jobs. Each is written once, for the first job that needs it, and kept
 * for the next ones until this process ends or the room is needed; what was used least recently goes first, what is in
 * use never. Thread safe.
 */
final class ArchiveCache {

    /** Milliseconds between two looks at whether the user has canceled. */
    private static final int POLL = 50;

    private final long m_maxBytes;

    private final int m_maxCount;

    /** What is written, the one used least recently first. */
    private final Map<Record, Entry> m_entries = new LinkedHashMap<>(16, 0.75f, true);

    /** What somebody is writing now. */
    private final Set<Record> m_inWork = new HashSet<>();

    private WorkingFolder m_folder;

    /** Makes an archive. */
    interface Writer {
        /**
         * @param file where to
         * @return whether there was something to write
         * @throws EngineException if it cannot be written
         * @throws IOException if reading or writing fails
         */
        boolean writeTo(Path file) throws EngineException, IOException;
    }

    private static final class Entry {

        /** {@code null} if there was nothing to write. */
        private final Path m_file;

        private final long m_bytes;

        private int m_users;

        Entry(final Path file, final long bytes) {
            m_file = file;
            m_bytes = bytes;
        }

        boolean isThere() {
            return m_file == null || Files.exists(m_file);
        }

        /** Windows does not delete what a worker still has open: then the next release tries again. */
        boolean delete() {
            try {
                if (m_file != null) {
                    Files.deleteIfExists(m_file);
                }
                return true;
            } catch (IOException ex) { // NOSONAR: it goes away with its folder at the latest
                return false;
            }
        }
    }

    /**
     * An archive that stays as long as the lease is not closed.
     *
     * @param path the file; to be read only
     * @param end what to do when it is closed
     */
    record Lease(Path path, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    /**
     * @param maxBytes in all archives that nobody uses
     * @param maxCount of archives that nobody uses
     */
    ArchiveCache(final long maxBytes, final int maxCount) {
        m_maxBytes = maxBytes;
        m_maxCount = maxCount;
    }

    /**
     * @param key what the archive is made from and how, completely
     * @param monitor for cancellation, while somebody else writes it
     * @param writer makes it if it is not there
     * @return the archive, to be closed by the caller; nothing if there is nothing to write
     * @throws EngineException if it cannot be written
     * @throws IOException if reading or writing fails
     */
    Optional<Lease> lease(final Record key, final Monitor monitor, final Writer writer)
        throws EngineException, IOException {
        Entry entry = find(key, monitor);
        if (entry == null) {
            try {
                final Path file = folder().resolve(UUID.randomUUID() + ".pt");
                entry = writer.writeTo(file) ? new Entry(file, Files.size(file)) : new Entry(null, 0);
            } finally {
                finish(key, entry);
            }
        }
        final Entry found = entry;
        if (found.m_file == null) {
            release(found);
            return Optional.empty();
        }
        return Optional.of(new Lease(found.m_file, () -> release(found)));
    }

    /** The archive, now in use; {@code null} if it is to be written by the caller, for whom all others wait. */
    private synchronized Entry find(final Record key, final Monitor monitor) {
        while (true) {
            monitor.checkCanceled();
            final Entry entry = m_entries.get(key);
            if (entry != null && entry.isThere()) {
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

    private synchronized Path folder() throws EngineException {
        if (m_folder == null || Files.notExists(m_folder.path())) {
            m_folder = new WorkingFolder("networks");
        }
        return m_folder.path();
    }

    /** @param written {@code null} if it could not be written: then one of those who wait tries */
    private synchronized void finish(final Record key, final Entry written) {
        m_inWork.remove(key);
        if (written != null) {
            written.m_users++;
            m_entries.put(key, written);
        }
        notifyAll();
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
            if (oldest.m_users == 0 && oldest.delete()) {
                all.remove();
                bytes -= oldest.m_bytes;
                count--;
            }
        }
    }
}
