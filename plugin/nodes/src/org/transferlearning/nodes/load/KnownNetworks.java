// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.FileVersion;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.NetworkSpec;

/**
 * The specifications of the files that were read last: KNIME configures a node again with each change of its settings
 * or its variables, and the file rarely changes meanwhile. Thread safe.
 */
final class KnownNetworks {

    private static final int MAX_FILES = 8;

    private final Map<Path, Known> m_known = new LinkedHashMap<>(MAX_FILES, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<Path, Known> eldest) {
            return size() > MAX_FILES;
        }
    };

    private record Known(FileVersion version, NetworkSpec spec) {
    }

    /**
     * @param file a TorchScript file that exists
     * @return its specification
     * @throws EngineException if it is not TorchScript or damaged
     * @throws IOException if it cannot be read
     */
    NetworkSpec read(final Path file) throws EngineException, IOException {
        final var version = FileVersion.of(file);
        synchronized (m_known) {
            final var known = m_known.get(version.path());
            if (known != null && known.version().equals(version)) {
                return known.spec();
            }
        }
        final var spec = NetworkReader.read(version.path());
        if (version.isSettled()) {
            synchronized (m_known) {
                m_known.put(version.path(), new Known(version, spec));
            }
        }
        return spec;
    }
}
