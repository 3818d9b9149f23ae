// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.webui.node.dialog.defaultdialog;

import java.lang.reflect.InvocationTargetException;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.persistence.Persistable;

/** Stands for KNIME's class of the same name: creates, writes and reads the settings of a node. */
public final class NodeParametersUtil {

    private NodeParametersUtil() {
    }

    /** @return settings with the defaults that the node has before its inputs are known */
    public static <S extends NodeParameters> S createSettings(final Class<S> clazz) {
        return newInstance(clazz);
    }

    /** @return settings with the defaults that follow from the specifications at the inputs */
    public static <S extends NodeParameters> S createSettings(final Class<S> clazz, final PortObjectSpec[] specs) {
        try {
            var constructor = clazz.getDeclaredConstructor(NodeParametersInput.class);
            constructor.setAccessible(true); // NOSONAR: KNIME, too, allows constructors that are not public
            return constructor.newInstance(new NodeParametersInputImpl(specs));
        } catch (NoSuchMethodException ex) { // NOSONAR: the constructor is optional
            return createSettings(clazz);
        } catch (InvocationTargetException ex) {
            throw failed(clazz, ex.getCause());
        } catch (ReflectiveOperationException ex) {
            throw failed(clazz, ex);
        }
    }

    /** Writes settings in KNIME's form. */
    public static void saveSettings(final Class<? extends NodeParameters> settingsClass,
        final NodeParameters settingsObject, final NodeSettingsWO settings) {
        ParametersPersistor.save(settingsClass, settingsObject, settings);
    }

    /**
     * Reads settings from KNIME's form.
     *
     * @throws InvalidSettingsException if a key is absent or its value cannot be used
     */
    public static <S extends NodeParameters> S loadSettings(final NodeSettingsRO settings, final Class<S> clazz)
        throws InvalidSettingsException {
        return clazz.cast(ParametersPersistor.load(clazz, settings));
    }

    static <S extends Persistable> S newInstance(final Class<S> clazz) {
        return newInstanceOf(clazz);
    }

    static <T> T newInstanceOf(final Class<T> clazz) {
        try {
            var constructor = clazz.getDeclaredConstructor();
            constructor.setAccessible(true); // NOSONAR: KNIME, too, allows constructors that are not public
            return constructor.newInstance();
        } catch (InvocationTargetException ex) {
            throw failed(clazz, ex.getCause());
        } catch (ReflectiveOperationException ex) {
            throw failed(clazz, ex);
        }
    }

    private static IllegalStateException failed(final Class<?> clazz, final Throwable cause) {
        return new IllegalStateException("Failed to instantiate class " + clazz.getName(), cause);
    }
}
