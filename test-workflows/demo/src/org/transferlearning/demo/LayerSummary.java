// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.knime.core.node.port.PortObject;
import org.transferlearning.engine.Layer;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.nodes.port.NetworkPortObject;

/** A network's layers, a line for each block. */
final class LayerSummary {

    private LayerSummary() {
    }

    /**
     * @param port a Network port's object
     * @return the lines
     */
    static List<String> of(final PortObject port) {
        final var network = ((NetworkPortObject)port).network().spec();
        final var rows = new ArrayList<List<String>>();
        rows.add(List.of("Block", "Layers", "Kinds", "Parameters", "Trainable"));
        for (var block : network.blocks()) {
            rows.add(row(block, network));
        }
        final var lines = new ArrayList<>(new TextTable(rows).lines());
        lines.add(port.getSummary());
        return lines;
    }

    private static List<String> row(final String block, final NetworkSpec network) {
        final var layers = network.layers().stream().filter(layer -> layer.block().equals(block)).toList();
        final var trainable = layers.stream().filter(layer -> !network.isFrozen(layer))
            .mapToLong(Layer::parameterCount).sum();
        return List.of(block, String.valueOf(layers.size()),
            layers.stream().map(Layer::kind).distinct().collect(Collectors.joining(", ")),
            TextTable.number(layers.stream().mapToLong(Layer::parameterCount).sum()), TextTable.number(trainable));
    }
}
