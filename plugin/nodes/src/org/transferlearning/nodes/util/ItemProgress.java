// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.util;

import java.util.Iterator;
import org.transferlearning.engine.Monitor;

/**
 * The progress of a job over images. The engine takes them from an iterator and cannot know how many there are, so its
 * own progress stays at 0 until it has all of them; the node knows.
 */
public final class ItemProgress implements Monitor {

    private final Monitor m_whole;

    private final long m_items;

    private final double m_share;

    private long m_done;

    /**
     * @param whole the node's
     * @param items how many images there are
     * @param share of the whole job that is done when all images are, in [0, 1]
     */
    public ItemProgress(final Monitor whole, final long items, final double share) {
        m_whole = whole;
        m_items = items;
        m_share = share;
    }

    /** One more image is done. */
    public void itemDone() {
        m_done++;
    }

    /**
     * @param items the images
     * @param <T> their type
     * @return the same; each is done when it is taken
     */
    public <T> Iterator<T> counting(final Iterator<T> items) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public T next() {
                itemDone();
                return items.next();
            }
        };
    }

    @Override
    public void progress(final double fraction, final String message) {
        m_whole.progress(fraction > 0 ? m_share + (1 - m_share) * fraction
            : m_share * Math.min(1, (double)m_done / Math.max(1, m_items)), message);
    }

    @Override
    public boolean isCanceled() {
        return m_whole.isCanceled();
    }

    @Override
    public void log(final System.Logger.Level level, final String line) {
        m_whole.log(level, line);
    }
}
