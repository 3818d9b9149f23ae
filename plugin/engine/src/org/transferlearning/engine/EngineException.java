// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

/**
 * Something that the user has to know and can do something about. The message says what is wrong, with the name of the
 * thing; the resolution says what to do.
 */
public class EngineException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String m_resolution;

    /**
     * @param summary what is wrong: one sentence
     * @param resolution what the user can do: one sentence
     */
    public EngineException(final String summary, final String resolution) {
        this(summary, resolution, null);
    }

    /**
     * @param summary what is wrong: one sentence
     * @param resolution what the user can do: one sentence
     * @param cause for the log, may be {@code null}
     */
    public EngineException(final String summary, final String resolution, final Throwable cause) {
        super(summary, cause);
        m_resolution = resolution;
    }

    /** @return what the user can do, one sentence */
    public String resolution() {
        return m_resolution;
    }
}
