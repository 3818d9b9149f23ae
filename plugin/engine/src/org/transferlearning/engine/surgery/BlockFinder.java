// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Groups a network's layers into blocks: the children of the container that holds nearly all layers of the backbone,
 * and beside it the modules next to it on the way from the root. The head is a block of its own.
 */
public final class BlockFinder {

    /**
     * A container with this part of the backbone's layers is the backbone. The third stage of the deepest ResNets has
     * less, the features of a VGG with its two more linear layers have more.
     */
    private static final double NEARLY_ALL = 0.8;

    private static final Set<String> CONTAINERS = Set.of("Sequential", "ModuleList");

    private final Map<ModuleNode, Integer> m_counts = new HashMap<>();

    private final ModuleNode m_head;

    private final ModuleNode m_trunk;

    /**
     * @param tree the modules
     * @param head the network's head or {@code null}
     */
    public BlockFinder(final ModuleTree tree, final ModuleNode head) {
        m_head = head;
        for (final ModuleNode node : tree.modules()) {
            final int own = isInHead(node) || node.parameters().isEmpty() ? 0 : 1;
            for (ModuleNode above = node; above != null; above = above.parent()) {
                m_counts.merge(above, own, Integer::sum);
            }
        }
        m_trunk = findTrunk(tree.root());
    }

    /** Follows the child with nearly all layers, and returns the last container on that way, or the last fork. */
    private ModuleNode findTrunk(final ModuleNode root) {
        final double enough = NEARLY_ALL * m_counts.get(root);
        ModuleNode trunk = root;
        ModuleNode node = root;
        while (node != null) {
            ModuleNode next = null;
            int children = 0;
            for (final ModuleNode child : node.children().values()) {
                final int count = child.parent() == node ? m_counts.get(child) : 0;
                children += count > 0 ? 1 : 0;
                next = count >= enough && count > 0 ? child : next;
            }
            if (children > 1 && (node == root || CONTAINERS.contains(node.kind()) || trunk.children().size() == 1)) {
                trunk = node;
            }
            node = next;
        }
        return trunk;
    }

    /**
     * @param node a module
     * @return path of its block
     */
    public String blockOf(final ModuleNode node) {
        if (isInHead(node)) {
            return m_head.path();
        }
        ModuleNode block = node;
        while (block.parent() != null && !isAboveTrunk(block.parent())) {
            block = block.parent();
        }
        return block.path();
    }

    private boolean isInHead(final ModuleNode node) {
        ModuleNode above = node;
        while (above != null && above != m_head) {
            above = above.parent();
        }
        return above != null;
    }

    /** Whether the node is the trunk or lies between it and the root. */
    private boolean isAboveTrunk(final ModuleNode node) {
        ModuleNode above = m_trunk;
        while (above != null && above != node) {
            above = above.parent();
        }
        return above == node;
    }
}
