// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;

/**
 * Stands for KNIME's class of the same name: loads a setting from keys that older versions wrote.
 *
 * @param <T> the type of the setting
 */
public final class ConfigMigration<T> {

    private final ParametersLoader<T> m_loader;

    private final Predicate<NodeSettingsRO> m_matcher;

    private final List<String[]> m_deprecatedPaths;

    private ConfigMigration(final Builder<T> builder) {
        m_loader = builder.m_loader;
        m_deprecatedPaths = List.copyOf(builder.m_deprecatedPaths);
        m_matcher = builder.m_matcher;
    }

    /** @return what reads the setting from the old keys */
    public ParametersLoader<T> getLoader() {
        return m_loader;
    }

    /**
     * Whether the settings were written by the older version. Without a matcher of its own: all deprecated keys are
     * there; without deprecated keys either: the setting's own key is absent, which only the caller knows (empty).
     */
    public Optional<Boolean> matches(final NodeSettingsRO settings) {
        if (m_matcher != null) {
            return Optional.of(m_matcher.test(settings));
        }
        return m_deprecatedPaths.isEmpty() ? Optional.empty()
            : Optional.of(m_deprecatedPaths.stream().allMatch(path -> contains(settings, path)));
    }

    /** @return whether there is a value under a path of keys */
    public static boolean contains(final NodeSettingsRO settings, final String... path) {
        var current = settings;
        try {
            for (var i = 0; i < path.length - 1; i++) {
                current = current.getNodeSettings(path[i]);
            }
        } catch (InvalidSettingsException ex) { // NOSONAR: an absent level is the answer
            return false;
        }
        return path.length == 0 || current.containsKey(path[path.length - 1]);
    }

    /** @return a builder of a migration that reads with the loader */
    public static <T> Builder<T> builder(final ParametersLoader<T> loader) {
        return new Builder<>(loader);
    }

    /**
     * Collects what a migration needs.
     *
     * @param <T> the type of the setting
     */
    public static final class Builder<T> {

        private final ParametersLoader<T> m_loader;

        private final List<String[]> m_deprecatedPaths = new ArrayList<>();

        private Predicate<NodeSettingsRO> m_matcher;

        private Builder(final ParametersLoader<T> loader) {
            m_loader = loader;
        }

        /** Names a key, as a path, that the older version wrote. */
        public Builder<T> withDeprecatedConfigPath(final String... configKeys) {
            m_deprecatedPaths.add(configKeys);
            return this;
        }

        /** Decides otherwise than by the keys whether the older version wrote the settings. */
        public Builder<T> withMatcher(final Predicate<NodeSettingsRO> matcher) {
            m_matcher = matcher;
            return this;
        }

        /** @return the migration */
        public ConfigMigration<T> build() {
            return new ConfigMigration<>(this);
        }
    }
}
