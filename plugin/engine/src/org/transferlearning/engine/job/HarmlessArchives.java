// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.FileVersion;
import org.transferlearning.engine.NetworkWriter;

/**
 * The archives that were found to do nothing but compute: each version of a file is read once for that, not before each
 * job. Thread safe.
 */
final class HarmlessArchives {

    private static final int MAX_FILES = 64;

    private final Map<Path, FileVersion> m_known = new LinkedHashMap<>(MAX_FILES, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<Path, FileVersion> eldest) {
            return size() > MAX_FILES;
        }
    };

    /**
     * @param version a TorchScript file as it is now
     * @throws EngineException if it is none, is damaged, or its code may do more than compute
     * @throws IOException if it cannot be read
     */
    void require(final FileVersion version) throws EngineException, IOException {
        synchronized (m_known) {
            if (version.equals(m_known.get(version.path()))) {
                return;
            }
        }
        NetworkWriter.requireHarmless(version.path());
        if (version.isSettled()) {
            synchronized (m_known) {
                m_known.put(version.path(), version);
            }
        }
    }
}
