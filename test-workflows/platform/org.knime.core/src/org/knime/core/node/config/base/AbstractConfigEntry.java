// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.config.base;

import java.io.Serializable;
import java.util.Objects;

/**
 * A setting or a subtree of settings.
 * Stands for KNIME's {@code org.knime.core.node.config.base.AbstractConfigEntry}.
 */
public abstract class AbstractConfigEntry implements Serializable {
    private static final long serialVersionUID = 1;

    private final ConfigEntries m_type;

    private String m_key;

    AbstractConfigEntry(final ConfigEntries type, final String key) {
        m_type = Objects.requireNonNull(type);
        setKey(key);
    }

    final void setKey(final String key) {
        if (key == null) {
            throw new IllegalArgumentException("Key must not be null!");
        }
        m_key = key;
    }

    /** @return the key, not null */
    public final String getKey() {
        return m_key;
    }

    /** @return the type */
    public final ConfigEntries getType() {
        return m_type;
    }

    /** @return the value as text, null for a null string; of a subtree the key */
    public abstract String toStringValue();

    abstract boolean hasIdenticalValue(AbstractConfigEntry other);

    /**
     * @param other another entry
     * @return whether key, type and value are the same
     */
    public final boolean isIdentical(final AbstractConfigEntry other) {
        return m_type == other.m_type && m_key.equals(other.m_key) && hasIdenticalValue(other);
    }

    @Override
    public boolean equals(final Object o) {
        return o == this || o != null && o.getClass() == getClass() && isIdentical((AbstractConfigEntry)o);
    }

    @Override
    public int hashCode() {
        return m_key.hashCode();
    }

    @Override
    public String toString() {
        return m_key + " [" + m_type + "] -> " + toStringValue();
    }
}
