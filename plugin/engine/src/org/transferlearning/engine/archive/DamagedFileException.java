// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.io.IOException;
import java.nio.file.Path;

/** A zip file is not what its directory says. */
final class DamagedFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Path m_file;

    DamagedFileException(final Path file, final IOException cause) {
        super(cause.getMessage(), cause);
        m_file = file;
    }

    /** @return the file */
    Path file() {
        return m_file;
    }
}
