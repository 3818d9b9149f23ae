// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was found in the files that were looked at last: each version of a file is looked at once. Thread safe.
 *
 * @param <T> what is found
 */
public final class KnownFiles<T> {

    /**
     * Looks at a file.
     *
     * @param <T> what it finds
     */
    @FunctionalInterface
    public interface Finder<T> {
        /**
         * @param file a file that exists
         * @return what is in it
         * @throws EngineException if it is not what it should be
         * @throws IOException if it cannot be read
         */
        T find(Path file) throws EngineException, IOException;
    }

    private record Known<T>(FileVersion version, T found) {
    }

    private final Finder<T> m_finder;

    private final Map<Path, Known<T>> m_known;

    /**
     * @param most number of files to remember
     * @param finder looks at a file; what it throws is not remembered
     */
    public KnownFiles(final int most, final Finder<T> finder) {
        m_finder = finder;
        m_known = new LinkedHashMap<>(most, 0.75f, true) {

            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(final Map.Entry<Path, Known<T>> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * @param version a file as it is now
     * @return what is in it
     * @throws EngineException if it is not what it should be
     * @throws IOException if it cannot be read
     */
    public T get(final FileVersion version) throws EngineException, IOException {
        synchronized (m_known) {
            final Known<T> known = m_known.get(version.path());
            if (known != null && known.version().equals(version)) {
                return known.found();
            }
        }
        final T found = m_finder.find(version.path());
        if (version.isSettled()) {
            synchronized (m_known) {
                m_known.put(version.path(), new Known<>(version, found));
            }
        }
        return found;
    }
}
