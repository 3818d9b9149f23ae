// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Decides which layers of a network keep their parameters and running statistics in training. Changes the
 * specification only. {@link #allButHead}, {@link #lastBlocks} and {@link #nothing} decide for every layer;
 * {@link #upTo} and {@link #matching} change only the layers that they name, so that steps can be chained.
 */
public final class LayerFreezer {

    private LayerFreezer() {
    }

    /**
     * Freezes every layer but the head.
     *
     * @param spec a network's specification
     * @return the changed specification
     * @throws EngineException if the network has no head
     */
    public static NetworkSpec allButHead(final NetworkSpec spec) throws EngineException {
        requireHead(spec);
        return freeze(spec, names(spec, l -> !spec.head().contains(l.path())), "Froze every layer but the head.");
    }

    /**
     * Freezes the layers up to and with the named one, in network order; the others stay as they are.
     *
     * @param spec a network's specification
     * @param layerPath path of a layer, or of a block, which then is frozen with all its layers
     * @return the changed specification
     * @throws EngineException if there is no such layer or block
     */
    public static NetworkSpec upTo(final NetworkSpec spec, final String layerPath) throws EngineException {
        int last = -1;
        final List<Layer> layers = spec.layers();
        for (int i = 0; i < layers.size(); i++) {
            final Layer layer = layers.get(i);
            if (layer.path().equals(layerPath) || layer.block().equals(layerPath)) {
                last = i;
            }
        }
        if (last < 0) {
            throw new EngineException("The network \"" + spec.name() + "\" has no layer \"" + layerPath + "\".",
                "Choose one of its layers, \"" + layers.get(0).path() + "\" to \""
                    + layers.get(layers.size() - 1).path() + "\".");
        }
        final Set<String> frozen = new TreeSet<>(spec.plan().frozen());
        layers.subList(0, last + 1).forEach(l -> frozen.addAll(l.parameterNames()));
        return freeze(spec, frozen, "Froze the layers up to \"" + layerPath + "\".");
    }

    /**
     * Makes the head and the last blocks before it trainable, and freezes the others.
     *
     * @param spec a network's specification
     * @param n number of blocks beside the head, 0 for the head alone
     * @return the changed specification
     * @throws EngineException if there are not so many blocks, or n is negative
     */
    public static NetworkSpec lastBlocks(final NetworkSpec spec, final int n) throws EngineException {
        final List<String> blocks = spec.layers().stream().filter(l -> !spec.head().contains(l.path())).map(Layer::block)
            .distinct().toList();
        if (n < 0 || n > blocks.size()) {
            throw new EngineException(
                "The network \"" + spec.name() + "\" has " + blocks.size() + " blocks before its head, not " + n + ".",
                "Choose a number of trainable blocks from 0 to " + blocks.size() + ".");
        }
        final Set<String> trainable = Set.copyOf(blocks.subList(blocks.size() - n, blocks.size()));
        return freeze(spec, names(spec, l -> !spec.head().contains(l.path()) && !trainable.contains(l.block())),
            "Froze every layer but the head and the last " + n + " blocks before it.");
    }

    /**
     * Freezes the layers whose paths match, or makes them trainable; the others stay as they are.
     *
     * @param spec a network's specification
     * @param pattern for the whole path: a regular expression, or with the wildcards {@code *} (any characters) and
     *            {@code ?} (one character)
     * @param regex whether the pattern is a regular expression
     * @param freeze whether to freeze, else to make trainable
     * @return the changed specification
     * @throws EngineException if no layer matches, or the pattern is not a regular expression
     */
    public static NetworkSpec matching(final NetworkSpec spec, final String pattern, final boolean regex,
        final boolean freeze) throws EngineException {
        final Pattern compiled = compile(pattern, regex);
        final List<Layer> matches = spec.layers().stream().filter(l -> compiled.matcher(l.path()).matches()).toList();
        final Set<String> names = names(spec, matches::contains);
        if (matches.isEmpty()) {
            throw new EngineException("No layer of the network \"" + spec.name() + "\" matches \"" + pattern + "\".",
                "Change the pattern; the first layer is \"" + spec.layers().get(0).path() + "\", for example.");
        }
        final Set<String> frozen = new TreeSet<>(spec.plan().frozen());
        if (freeze) {
            frozen.addAll(names);
        } else {
            frozen.removeAll(names);
        }
        return freeze(spec, frozen, (freeze ? "Froze the " : "Made trainable the ") + matches.size()
            + " layers that match \"" + pattern + "\".");
    }

    /**
     * Makes every layer trainable.
     *
     * @param spec a network's specification
     * @return the changed specification
     */
    public static NetworkSpec nothing(final NetworkSpec spec) {
        return freeze(spec, List.of(), "Made every layer trainable.");
    }

    private static NetworkSpec freeze(final NetworkSpec spec, final Collection<String> frozen, final String step) {
        return spec.withPlan(spec.plan().withFrozen(frozen)).withStep(step);
    }

    private static Set<String> names(final NetworkSpec spec, final Predicate<Layer> condition) {
        final var names = new TreeSet<String>();
        spec.layers().stream().filter(condition).forEach(l -> names.addAll(l.parameterNames()));
        return names;
    }

    private static void requireHead(final NetworkSpec spec) throws EngineException {
        if (spec.head().layer().isEmpty()) {
            throw new EngineException("The network \"" + spec.name()
                + "\" does not end in a linear layer, so it is not known what its head is.", "Choose the layers to freeze by their names.");
        }
    }

    private static Pattern compile(final String pattern, final boolean regex) throws EngineException {
        if (!regex) {
            final var expression = new StringBuilder();
            for (final char c : pattern.toCharArray()) {
                expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
            return Pattern.compile(expression.toString());
        }
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new EngineException("\"" + pattern + "\" is not a regular expression: " + e.getDescription() + ".",
                "Correct the pattern, or use wildcards.", e);
        }
    }
}
