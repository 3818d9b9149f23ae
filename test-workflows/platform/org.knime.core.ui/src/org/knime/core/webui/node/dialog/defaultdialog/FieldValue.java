// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.webui.node.dialog.defaultdialog;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;

/** Stands for KNIME's class DefaultFieldNodeSettingsPersistorFactory: how a field of a simple type is stored. */
abstract class FieldValue {

    /** What an empty {@link Optional} is stored as, beside the mark that it is empty. */
    private static final Map<Class<?>, Object> EMPTY =
        Map.of(Integer.class, 0, Long.class, 0L, Double.class, 0.0, Boolean.class, false);

    private static final Map<Class<?>, Class<?>> BOXED =
        Map.of(int.class, Integer.class, long.class, Long.class, double.class, Double.class, boolean.class,
            Boolean.class);

    abstract void save(NodeSettingsWO settings, String key, Object value);

    abstract Object load(NodeSettingsRO settings, String key) throws InvalidSettingsException;

    static FieldValue of(final Field field) {
        if (field.getType() == Optional.class) {
            var content = ((ParameterizedType)field.getGenericType()).getActualTypeArguments()[0];
            return new OptionalValue((Class<?>)content);
        }
        return new SimpleValue(field.getType());
    }

    private static final class OptionalValue extends FieldValue {

        private final SimpleValue m_content;

        private final Object m_empty;

        OptionalValue(final Class<?> content) {
            m_content = new SimpleValue(content);
            m_empty = EMPTY.get(content);
        }

        @Override
        void save(final NodeSettingsWO settings, final String key, final Object value) {
            var optional = (Optional<?>)value;
            m_content.save(settings, key, optional.isPresent() ? optional.get() : m_empty);
            settings.addBoolean(key + "_is_present", optional.isPresent());
        }

        @Override
        Object load(final NodeSettingsRO settings, final String key) throws InvalidSettingsException {
            return settings.getBoolean(key + "_is_present", true) ? Optional.ofNullable(m_content.load(settings, key))
                : Optional.empty();
        }
    }

    private static final class SimpleValue extends FieldValue {

        private final Class<?> m_type;

        SimpleValue(final Class<?> type) {
            m_type = BOXED.getOrDefault(type, type);
        }

        @Override
        void save(final NodeSettingsWO settings, final String key, final Object value) {
            if (m_type == Integer.class) {
                settings.addInt(key, (Integer)value);
            } else if (m_type == Long.class) {
                settings.addLong(key, (Long)value);
            } else if (m_type == Double.class) {
                settings.addDouble(key, (Double)value);
            } else if (m_type == Boolean.class) {
                settings.addBoolean(key, (Boolean)value);
            } else if (m_type == String.class) {
                settings.addString(key, (String)value);
            } else if (m_type == String[].class) {
                settings.addStringArray(key, (String[])value);
            } else if (m_type.isEnum()) {
                settings.addString(key, value == null ? null : ((Enum<?>)value).name());
            } else if (m_type != Void.class) {
                throw unsupported();
            }
        }

        @Override
        Object load(final NodeSettingsRO settings, final String key) throws InvalidSettingsException {
            if (m_type == Integer.class) {
                return settings.getInt(key);
            } else if (m_type == Long.class) {
                return settings.getLong(key);
            } else if (m_type == Double.class) {
                return settings.getDouble(key);
            } else if (m_type == Boolean.class) {
                return settings.getBoolean(key);
            } else if (m_type == String.class) {
                return settings.getString(key);
            } else if (m_type == String[].class) {
                return settings.getStringArray(key);
            } else if (m_type.isEnum()) {
                return constant(settings.getString(key));
            } else if (m_type == Void.class) {
                return null;
            }
            throw unsupported();
        }

        private Object constant(final String name) throws InvalidSettingsException {
            var constants = m_type.getEnumConstants();
            return Arrays.stream(constants).filter(each -> ((Enum<?>)each).name().equals(name)).findFirst()
                .orElseThrow(() -> new InvalidSettingsException(String.format(
                    "Invalid value '%s'. Possible values: %s", name, Arrays.stream(constants)
                        .map(each -> ((Enum<?>)each).name()).collect(Collectors.joining(", ")))));
        }

        private IllegalArgumentException unsupported() {
            return new IllegalArgumentException("No default persistor available for type '" + m_type + "'.");
        }
    }
}
