// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;

import org.transferlearning.engine.EngineException;
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

    /** A file is taken for unchanged if these are: whatever runs reads it again. */
    private record State(long size, FileTime changed, Object key) {

        static State of(final Path file) throws IOException {
            final var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }
    }

    private record Known(State state, NetworkSpec spec) {
    }

    /**
     * @param file a TorchScript file that exists
     * @return its specification
     * @throws EngineException if it is not TorchScript or damaged
     * @throws IOException if it cannot be read
     */
    NetworkSpec read(final Path file) throws EngineException, IOException {
        final var path = file.toAbsolutePath().normalize();
        final var state = State.of(path); // before the file is read: what is written meanwhile is read the next time
        synchronized (m_known) {
            final var known = m_known.get(path);
            if (known != null && known.state().equals(state)) {
                return known.spec();
            }
        }
        final var spec = NetworkReader.read(path);
        synchronized (m_known) {
            m_known.put(path, new Known(state, spec));
        }
        return spec;
    }
}
