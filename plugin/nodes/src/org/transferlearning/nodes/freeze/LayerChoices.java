// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.freeze;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.transferlearning.engine.CutPoint;
import org.transferlearning.engine.Layer;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;

/** What the dialog offers of the network at the input. */
final class LayerChoices {

    /** The name of the root, whose path is empty: it is a layer if it owns parameters itself. */
    private static final String ROOT = "(network)";

    private LayerChoices() {
    }

    /** Layers, blocks and cut points, each with its kind. */
    static final class Places implements StringChoicesProvider {
        @Override
        public List<StringChoice> computeState(final NodeParametersInput input) {
            return network(input).map(Places::choices).orElse(List.of());
        }

        private static List<StringChoice> choices(final NetworkSpec network) {
            final Set<String> cutPoints = new HashSet<>();
            network.cutPoints().stream().map(CutPoint::path).forEach(cutPoints::add);
            return modules(network).map(m -> new StringChoice(m.path(),
                m.path() + " (" + m.kind() + (cutPoints.contains(m.path()) ? ", cut point)" : ")"))).toList();
        }
    }

    /** All layers by name. The list filters by what it shows, so it shows no more than the names. */
    static final class Names implements StringChoicesProvider {
        @Override
        public List<String> choices(final NodeParametersInput input) {
            return network(input).map(LayerChoices::names).orElse(List.of());
        }
    }

    /** @return the paths of layers, blocks and cut points, in network order */
    static List<String> places(final NodeParametersInput input) {
        return network(input).map(n -> modules(n).map(Layer::path).toList()).orElse(List.of());
    }

    /** @return the names of the layers, in network order */
    static List<String> names(final NetworkSpec network) {
        return network.layers().stream().map(l -> l.path().isEmpty() ? ROOT : l.path()).toList();
    }

    /** @return the path of the layer with the name */
    static String path(final String name) {
        return name.equals(ROOT) ? "" : name;
    }

    private static Stream<Layer> modules(final NetworkSpec network) {
        final Set<String> offered = new HashSet<>(network.blocks());
        network.cutPoints().stream().map(CutPoint::path).forEach(offered::add);
        return network.modules().stream().filter(m -> !m.path().isEmpty())
            .filter(m -> m.hasTensors() || offered.contains(m.path()));
    }

    private static Optional<NetworkSpec> network(final NodeParametersInput input) {
        return input.getInPortSpec(0).filter(NetworkPortObjectSpec.class::isInstance)
            .map(s -> ((NetworkPortObjectSpec)s).network());
    }
}
