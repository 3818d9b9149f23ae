// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Finds layers and blocks by what users call them, or says what is wrong with that. */
final class LayerFinder {

    private LayerFinder() {
    }

    /** The head, which must be known. */
    static Head headOf(final NetworkSpec spec) throws EngineException {
        if (spec.head().layer().isEmpty()) {
            throw new EngineException("The network \"" + spec.name()
                + "\" does not end in a linear layer, so it is not known what its head is.",
                "Choose the layers by their names or by blocks.");
        }
        return spec.head();
    }

    /** The layers that run up to a cut point, or up to another module in network order, with it. */
    static Set<Layer> layersUpTo(final NetworkSpec spec, final String path) throws EngineException {
        if (path.isEmpty()) {
            throw new EngineException(
                "No layer, block or cut point of the network \"" + spec.name() + "\" is chosen.", "Choose one.");
        }
        requireModules(spec, List.of(path));
        for (final CutPoint point : spec.cutPoints()) {
            if (point.path().equals(path)) {
                final Set<String> before = spec.modulesBefore(point);
                return spec.layers().stream().filter(l -> before.contains(l.path())).collect(Collectors.toSet());
            }
        }
        final List<Layer> modules = spec.modules();
        int last = 0;
        for (int i = 0; i < modules.size(); i++) {
            last = isInside(modules.get(i).path(), Set.of(path)) ? i : last;
        }
        return modules.subList(0, last + 1).stream().filter(Layer::hasTensors).collect(Collectors.toSet());
    }

    /** Whether a module is one of those named, or a part of one. The root stands for itself only. */
    static boolean isInside(final String path, final Set<String> modules) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
            if (modules.contains(path.substring(0, end))) {
                return true;
            }
        }
        return path.isEmpty() && modules.contains(path);
    }

    /** The blocks before the head, if there are so many and, where 0 is allowed, one is left. */
    static List<String> blocks(final NetworkSpec spec, final int least, final int n) throws EngineException {
        final List<String> blocks = spec.blocksBeforeHead();
        final int most = blocks.size() - 1 + least;
        if (n < least || n > most) {
            throw new EngineException("The network \"" + spec.name() + "\" has "
                + Count.of(blocks.size(), "block") + " before its head, so " + n
                + " cannot be chosen.", "Choose a number of blocks from " + least + " to " + most + ".");
        }
        return blocks;
    }

    /** The last n of the blocks. */
    static Set<String> last(final List<String> blocks, final int n) {
        return Set.copyOf(blocks.subList(blocks.size() - n, blocks.size()));
    }

    /** Refuses paths at which there is no module. */
    static void requireModules(final NetworkSpec spec, final Collection<String> paths) throws EngineException {
        final Set<String> known = new LinkedHashSet<>();
        spec.modules().forEach(m -> known.add(m.path()));
        for (final String path : paths) {
            if (!known.contains(path)) {
                throw new EngineException("The network \"" + spec.name() + "\" has no layer \"" + path + "\".",
                    "Choose one of its layers, for example " + SimilarNames.of(path, known) + ".");
            }
        }
    }

    /** A pattern for whole paths: a regular expression, or with wildcards. */
    static Pattern compile(final String pattern, final boolean isRegex) throws EngineException {
        if (!isRegex) {
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
