// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.util;

/** Stands for KNIME's class of the same name. */
public final class Pair<T, M> {

    private final T m_first;

    private final M m_second;

    private Pair(final T first, final M second) {
        m_first = first;
        m_second = second;
    }

    /** @return the two as one */
    public static <T, M> Pair<T, M> create(final T first, final M second) {
        return new Pair<>(first, second);
    }

    public T getFirst() {
        return m_first;
    }

    public M getSecond() {
        return m_second;
    }
}
