// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.config.base;

import java.io.Serializable;
import java.util.Objects;

/** One value. Stands for KNIME's {@code ConfigStringEntry}, {@code ConfigIntEntry} and their like. */
final class ConfigValueEntry extends AbstractConfigEntry {
    private static final long serialVersionUID = 1;

    private final Serializable m_value;

    ConfigValueEntry(final ConfigEntries type, final String key, final Object value) {
        super(type, key);
        m_value = (Serializable)value;
    }

    Object value() {
        return m_value;
    }

    @Override
    public String toStringValue() {
        return m_value == null ? null : m_value.toString();
    }

    @Override
    boolean hasIdenticalValue(final AbstractConfigEntry other) {
        return Objects.equals(m_value, ((ConfigValueEntry)other).m_value);
    }
}
