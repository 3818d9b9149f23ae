// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.List;

/**
 * A place where a network can be cut: right after a module's call. The module's result is all that the rest of the
 * network needs.
 *
 * @param path path of the module
 * @param kind the module's kind by its class name, for example {@code Conv2d} or {@code Sequential}
 * @param width number of channels of its result, or of features per token; 0 if the parameters do not tell
 * @param pooling what usually comes before a new head: {@link Pooling#AVERAGE} for channels, {@link Pooling#MEAN} for
 *            tokens; {@code null} if the width is not known
 * @param modules paths of the modules that a network cut here has, and one cut at the point before has not
 * @param unused full names of the tensors that a network cut here has not, although it has the modules that own them
 */
public record CutPoint(String path, String kind, int width, Pooling pooling, List<String> modules,
    List<String> unused) {

    /** Copies the lists. */
    public CutPoint {
        modules = List.copyOf(modules);
        unused = List.copyOf(unused);
    }
}
