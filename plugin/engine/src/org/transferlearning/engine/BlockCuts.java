// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where a network can be cut between its blocks: "keep the first 2 of 6". */
final class BlockCuts {

    private final NetworkSpec m_spec;

    /** Those before the head. */
    private final List<String> m_blocks;

    /** Layers that have run by the last cut point; others never run or only behind it. */
    private final Set<String> m_ever = new HashSet<>();

    BlockCuts(final NetworkSpec spec) {
        m_spec = spec;
        m_blocks = spec.blocksBeforeHead();
        spec.cutPoints().forEach(p -> m_ever.addAll(p.modules()));
    }

    /** See {@link HeadReplacer#afterBlocks}. */
    CutPoint after(final int count) throws EngineException {
        if (count < 1 || count > m_blocks.size()) {
            throw new EngineException("The network \"" + m_spec.name() + "\" has "
                + Count.of(m_blocks.size(), "block") + " before its head, so its first " + count
                + " cannot be kept.",
                m_blocks.isEmpty() ? "Choose another network." : "Keep 1 to " + m_blocks.size() + " blocks.");
        }
        final CutPoint point = find(count);
        if (point == null) {
            final String block = m_blocks.get(count - 1);
            throw new EngineException("The network \"" + m_spec.name() + "\" cannot be cut after the first " + count
                + " of its " + m_blocks.size() + " blocks: " + name(block) + " " + reason(block) + ".",
                nearest(count));
        }
        return point;
    }

    /** The last point where exactly these blocks have run; one whose number of features is known, if there is one. */
    private CutPoint find(final int count) {
        final Set<String> wanted = m_spec.layers().stream().filter(l -> m_blocks.subList(0, count).contains(l.block()))
            .map(Layer::path).filter(m_ever::contains).collect(Collectors.toSet());
        final String block = m_blocks.get(count - 1);
        if (m_spec.layers().stream().noneMatch(l -> l.block().equals(block) && wanted.contains(l.path()))) {
            return null;
        }
        final Set<String> all = m_spec.layers().stream().map(Layer::path).collect(Collectors.toSet());
        final Set<String> done = new HashSet<>();
        CutPoint found = null;
        for (final CutPoint point : m_spec.cutPoints()) {
            point.modules().stream().filter(all::contains).forEach(done::add);
            if (done.equals(wanted) && (found == null || found.width() == 0 || point.width() > 0)) {
                found = point;
            }
        }
        return found;
    }

    private static String name(final String block) {
        return block.isEmpty() ? "what the network itself owns" : "\"" + block + "\"";
    }

    private String reason(final String block) {
        if (m_spec.layers().stream().noneMatch(l -> l.block().equals(block) && m_ever.contains(l.path()))) {
            return "has not run where the network can be cut";
        }
        final String obstacle = m_spec.module(block).map(Layer::obstacle).orElse(null);
        return obstacle == null ? "is done only when parts of other blocks have run too" : obstacle;
    }

    private String nearest(final int count) {
        return IntStream.rangeClosed(1, m_blocks.size()).filter(n -> find(n) != null).boxed()
            .min((a, b) -> Integer.compare(Math.abs(a - count), Math.abs(b - count)))
            .map(n -> "Keep the first " + Count.of(n, "block") + ", or choose one of the cut points.")
            .orElse("Choose one of the cut points.");
    }
}
