// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.runner;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The demo workflow's variables, from the properties that the user gave Maven with {@code -Ddemo.name=value}. */
final class WorkflowVariables {

    /** Nodes find the preset by its name; the other texts are files and folders. */
    private static final String PREPROCESSING = "preprocessing";

    private final Path m_root;

    private final UnaryOperator<String> m_properties;

    /**
     * @param root the folder that relative paths start from
     * @param properties gives the value of a property, or null
     */
    WorkflowVariables(final Path root, final UnaryOperator<String> properties) {
        m_root = root;
        m_properties = properties;
    }

    /** @return arguments of KNIME's batch application, one for each property that was given */
    List<String> arguments() {
        return Stream.of(path("network"), argument(PREPROCESSING, property(PREPROCESSING), "String"), path("train"),
            path("test"), argument("epochs", property("epochs"), "int")).filter(Objects::nonNull).toList();
    }

    private String path(final String name) {
        final var value = property(name);
        return argument(name, value == null ? null : m_root.resolve(value).normalize().toString(), "String");
    }

    private String property(final String name) {
        final var value = m_properties.apply("demo." + name);
        return value == null || value.isBlank() ? null : value;
    }

    private static String argument(final String name, final String value, final String type) {
        return value == null ? null : "-workflow.variable=" + name + "," + value + "," + type;
    }
}
