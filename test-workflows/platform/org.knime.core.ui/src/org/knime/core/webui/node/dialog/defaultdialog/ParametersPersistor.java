// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.webui.node.dialog.defaultdialog;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.migration.LoadDefaultsForAbsentFields;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistable;
import org.knime.node.parameters.persistence.Persistor;

/**
 * Stands for KNIME's classes SettingsSaverFactory and SettingsLoaderFactory: writes and reads the fields of settings,
 * each under its name without {@code m_}, nested settings as a level of their own.
 */
final class ParametersPersistor {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private ParametersPersistor() {
    }

    static void save(final Class<?> type, final Object parameters, final NodeSettingsWO settings) {
        for (var field : fields(type)) {
            saveField(field, get(field, parameters), settings);
        }
    }

    static Object load(final Class<?> type, final NodeSettingsRO settings) throws InvalidSettingsException {
        var parameters = NodeParametersUtil.newInstanceOf(type);
        for (var field : fields(type)) {
            set(field, parameters, loadOrKeepDefault(field, get(field, parameters), settings));
        }
        return parameters;
    }

    /** The fields that are stored: those of the superclass first, no constants. */
    private static List<Field> fields(final Class<?> type) {
        var fields = new ArrayList<Field>();
        if (type.getSuperclass() != null && type.getSuperclass() != Object.class) {
            fields.addAll(fields(type.getSuperclass()));
        }
        for (var field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isPrivate(field.getModifiers())
                && !field.isSynthetic()) {
                field.setAccessible(true); // NOSONAR: KNIME, too, stores fields that are not public
                fields.add(field);
            }
        }
        return fields;
    }

    private static String key(final Field field) {
        var name = field.getName();
        var key = name.startsWith("m_") ? name.substring(2) : name;
        var persist = field.getAnnotation(Persist.class);
        if (persist != null) {
            key = persist.configKey().isEmpty() ? key : persist.configKey();
            key = persist.hidden() ? (key + "_Internals") : key;
        }
        return key;
    }

    @SuppressWarnings("unchecked")
    private static void saveField(final Field field, final Object value, final NodeSettingsWO settings) {
        var persistor = field.getAnnotation(Persistor.class);
        if (persistor != null) {
            ((NodeParametersPersistor<Object>)newPersistor(persistor)).save(value, settings);
        } else if (Persistable.class.isAssignableFrom(field.getType())) {
            save(field.getType(), value, settings.addNodeSettings(key(field)));
        } else if (isArrayOfParameters(field)) {
            saveArray(field, (Object[])value, settings.addNodeSettings(key(field)));
        } else {
            FieldValue.of(field).save(settings, key(field), value);
        }
    }

    private static Object loadField(final Field field, final NodeSettingsRO settings) throws InvalidSettingsException {
        var persistor = field.getAnnotation(Persistor.class);
        if (persistor != null) {
            return newPersistor(persistor).load(settings);
        } else if (Persistable.class.isAssignableFrom(field.getType())) {
            return load(field.getType(), settings.getNodeSettings(key(field)));
        } else if (isArrayOfParameters(field)) {
            return loadArray(field, settings.getNodeSettings(key(field)));
        }
        return FieldValue.of(field).load(settings, key(field));
    }

    private static boolean isArrayOfParameters(final Field field) {
        return field.getType().isArray() && Persistable.class.isAssignableFrom(field.getType().getComponentType());
    }

    /** Each element is a level of its own, named by its number; their count is not stored. */
    private static void saveArray(final Field field, final Object[] array, final NodeSettingsWO settings) {
        for (var i = 0; array != null && i < array.length; i++) {
            save(field.getType().getComponentType(), array[i], settings.addNodeSettings(Integer.toString(i)));
        }
    }

    private static Object loadArray(final Field field, final NodeSettingsRO settings) throws InvalidSettingsException {
        var type = field.getType().getComponentType();
        var count = (int)settings.keySet().stream().filter(NUMBER.asMatchPredicate()).count();
        var array = (Object[])Array.newInstance(type, count);
        for (var i = 0; i < count; i++) {
            array[i] = load(type, settings.getNodeSettings(Integer.toString(i)));
        }
        return array;
    }

    private static Object loadOrKeepDefault(final Field field, final Object defaultValue, final NodeSettingsRO settings)
        throws InvalidSettingsException {
        var migrate = field.getAnnotation(Migrate.class);
        var mayBeAbsent = (migrate != null && migrate.loadDefaultIfAbsent())
            || field.getDeclaringClass().isAnnotationPresent(LoadDefaultsForAbsentFields.class);
        return mayBeAbsent && !isPresent(field, settings) ? defaultValue : loadField(field, settings);
    }

    private static boolean isPresent(final Field field, final NodeSettingsRO settings) {
        var persistor = field.getAnnotation(Persistor.class);
        var paths = persistor == null ? new String[][]{{key(field)}} : newPersistor(persistor).getConfigPaths();
        for (var path : paths) {
            if (contains(settings, path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(final NodeSettingsRO settings, final String... path) {
        var current = settings;
        try {
            for (var i = 0; i < path.length - 1; i++) {
                current = current.getNodeSettings(path[i]);
            }
        } catch (InvalidSettingsException ex) { // NOSONAR: an absent level is the answer
            return false;
        }
        return current.containsKey(path[path.length - 1]);
    }

    private static NodeParametersPersistor<?> newPersistor(final Persistor persistor) {
        return NodeParametersUtil.newInstanceOf(persistor.value());
    }

    private static Object get(final Field field, final Object parameters) {
        try {
            return field.get(parameters);
        } catch (IllegalAccessException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void set(final Field field, final Object parameters, final Object value) {
        try {
            field.set(parameters, value);
        } catch (IllegalAccessException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
