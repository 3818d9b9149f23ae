// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.util;

/** A key used twice. Stands for KNIME's {@code org.knime.core.util.DuplicateKeyException}. */
public class DuplicateKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String m_key;

    /** @param key the key that was there already; the message names it */
    public DuplicateKeyException(final String key) {
        this("Duplicate key detected: \"" + key + "\"", key);
    }

    /**
     * @param message what happened
     * @param key the key that was there already
     */
    public DuplicateKeyException(final String message, final String key) {
        super(message);
        m_key = key;
    }

    /** @return the key that was there already */
    public String getKey() {
        return m_key;
    }
}
