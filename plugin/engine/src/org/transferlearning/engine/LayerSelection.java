// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Some of a network's layers, or parameters of layers: what {@link LayerFreezer} does something to. Which ones is found
 * out when the network is there, so that a selection can be made for a network before it is known.
 */
public final class LayerSelection {

    private final Rule m_rule;

    private LayerSelection(final Rule rule) {
        m_rule = rule;
    }

    private interface Rule {
        Selected in(NetworkSpec spec) throws EngineException;
    }

    /**
     * What a selection is in one network.
     *
     * @param layers the layers, or those of which something is selected, in network order
     * @param parameters full names of the selected parameters
     * @param words what they are called in a sentence, for example {@code the first 2 blocks}
     */
    record Selected(List<Layer> layers, Set<String> parameters, String words) {

        /** All of the layers that fulfil the condition. */
        private static Selected of(final NetworkSpec spec, final Predicate<Layer> condition, final String words) {
            final List<Layer> layers = spec.layers().stream().filter(condition).toList();
            final Set<String> parameters = new LinkedHashSet<>();
            layers.forEach(l -> parameters.addAll(l.parameterNames()));
            return new Selected(layers, parameters, words);
        }
    }

    /**
     * @param spec a network's specification
     * @return what is selected there: not nothing
     * @throws EngineException if nothing is selected, or something that the network does not have
     */
    Selected in(final NetworkSpec spec) throws EngineException {
        final Selected selected = m_rule.in(spec);
        if (selected.layers.isEmpty()) {
            throw new EngineException("The network \"" + spec.name() + "\" has none of the selected layers: "
                + selected.words + ".", "Choose other layers.");
        }
        return selected;
    }

    /** @return every layer, the head included */
    public static LayerSelection everything() {
        return new LayerSelection(spec -> Selected.of(spec, l -> true, "every layer"));
    }

    /** @return every layer but the head; refused for a network without a known head */
    public static LayerSelection allButHead() {
        return new LayerSelection(spec -> {
            final Head head = LayerFinder.headOf(spec);
            return Selected.of(spec, l -> !head.contains(l.path()), "every layer but the head");
        });
    }

    /** @return the head alone; refused for a network without a known head */
    public static LayerSelection head() {
        return new LayerSelection(spec -> {
            final Head head = LayerFinder.headOf(spec);
            return Selected.of(spec, l -> head.contains(l.path()), "the head");
        });
    }

    /**
     * @param path path of a module: a layer, a block, or a cut point
     * @return for a cut point the layers that run up to there, just what a network that is cut there has; for another
     *         module all layers up to its last one, in network order
     */
    public static LayerSelection upTo(final String path) {
        return new LayerSelection(spec -> {
            final Set<Layer> before = LayerFinder.layersUpTo(spec, path);
            return Selected.of(spec, before::contains, "the layers up to \"" + path + "\"");
        });
    }

    /**
     * @param path path of a module: a layer, a block, or a cut point
     * @return the layers that {@link #upTo} does not select, without the head
     */
    public static LayerSelection after(final String path) {
        return new LayerSelection(spec -> {
            final Set<Layer> before = LayerFinder.layersUpTo(spec, path);
            return Selected.of(spec, l -> !before.contains(l) && !spec.head().contains(l.path()),
                "the layers after \"" + path + "\", without the head");
        });
    }

    /**
     * @param n number of blocks, at least 1
     * @return the first blocks of a network
     */
    public static LayerSelection firstBlocks(final int n) {
        return new LayerSelection(spec -> {
            final Set<String> blocks = Set.copyOf(LayerFinder.blocks(spec, 1, n).subList(0, n));
            return Selected.of(spec, l -> blocks.contains(l.block()), "the first " + count(n));
        });
    }

    /**
     * @param n number of blocks, at least 1
     * @return the last blocks before the head
     */
    public static LayerSelection lastBlocks(final int n) {
        return new LayerSelection(spec -> {
            final Set<String> last = LayerFinder.last(LayerFinder.blocks(spec, 1, n), n);
            return Selected.of(spec, l -> last.contains(l.block()), "the last " + count(n) + " before the head");
        });
    }

    /**
     * @param n number of blocks, at least 0
     * @return every layer but the head and the last blocks before it
     */
    public static LayerSelection allButLastBlocks(final int n) {
        return new LayerSelection(spec -> {
            final Set<String> last = LayerFinder.last(LayerFinder.blocks(spec, 0, n), n);
            return Selected.of(spec, l -> !last.contains(l.block()) && !spec.head().contains(l.path()),
                "every layer but the head" + (n == 0 ? "" : " and the last " + count(n) + " before it"));
        });
    }

    /**
     * @param paths paths of layers, or of modules, which stand for all their layers
     * @return these layers
     */
    public static LayerSelection layers(final Collection<String> paths) {
        return new LayerSelection(spec -> {
            if (paths.isEmpty()) {
                throw new EngineException("No layer of the network \"" + spec.name() + "\" is selected.",
                    "Select at least one layer, or change the pattern.");
            }
            LayerFinder.requireModules(spec, paths);
            final Set<String> set = new HashSet<>(paths);
            return Selected.of(spec, l -> LayerFinder.isInside(l.path(), set), words(paths));
        });
    }

    /**
     * @param pattern for a layer's whole path: a regular expression, or with the wildcards {@code *} (any characters)
     *            and {@code ?} (one character)
     * @param isRegex whether the pattern is a regular expression
     * @return the layers that match
     */
    public static LayerSelection matching(final String pattern, final boolean isRegex) {
        return new LayerSelection(spec -> {
            final Pattern compiled = LayerFinder.compile(pattern, isRegex);
            final List<String> paths = spec.layers().stream().map(Layer::path)
                .filter(p -> compiled.matcher(p).matches()).toList();
            if (paths.isEmpty()) {
                throw new EngineException("No layer of the network \"" + spec.name() + "\" matches \"" + pattern
                    + "\".", "Change the pattern; the layers are " + range(spec) + ".");
            }
            final Set<String> set = Set.copyOf(paths);
            return Selected.of(spec, l -> set.contains(l.path()),
                "the " + Count.of(paths.size(), "layer") + " that " + Count.verb(paths.size(), "matches", "match")
                    + " \"" + pattern + "\"");
        });
    }

    /**
     * @param kind a kind of layers or parameters
     * @return all of this kind, in the head too
     */
    public static LayerSelection ofKind(final LayerKind kind) {
        return new LayerSelection(spec -> {
            final List<Layer> layers = new ArrayList<>();
            final Set<String> parameters = new LinkedHashSet<>();
            for (final Layer layer : spec.layers()) {
                final List<String> names = layer.parameters().stream().filter(p -> kind.contains(layer, p))
                    .map(layer::fullName).toList();
                if (!names.isEmpty() || kind.contains(layer)) {
                    layers.add(layer);
                    parameters.addAll(names);
                }
            }
            if (layers.isEmpty()) {
                throw new EngineException("The network \"" + spec.name() + "\" has no " + kind.plural() + ".",
                    "Choose another kind of layers.");
            }
            return new Selected(layers, parameters, "the " + kind.plural());
        });
    }

    private static String count(final int n) {
        return n == 1 ? "block" : n + " blocks";
    }

    private static String words(final Collection<String> paths) {
        final List<String> quoted = paths.stream().map(p -> '"' + p + '"').toList();
        return switch (quoted.size()) {
            case 1 -> "the layer " + quoted.get(0);
            case 2, 3 -> "the layers " + String.join(", ", quoted);
            default -> "the " + quoted.size() + " layers " + quoted.get(0) + " to " + quoted.get(quoted.size() - 1);
        };
    }

    private static String range(final NetworkSpec spec) {
        final List<Layer> layers = spec.layers();
        return "\"" + layers.get(0).path() + "\" to \"" + layers.get(layers.size() - 1).path() + "\"";
    }
}
