// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.port;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.ConfigRO;
import org.knime.core.node.config.ConfigWO;

/** What a port takes or gives. Stands for KNIME's {@code org.knime.core.node.port.PortType}. */
public final class PortType {
    /** Color of ports without their own, ARGB. */
    public static final int DEFAULT_COLOR = 0xff9b9b9b;

    private static final String OBJECT_CLASS = "object_class";

    private final Class<? extends PortObject> m_objectClass;

    private final Class<? extends PortObjectSpec> m_specClass;

    private final boolean m_isOptional;

    private final String m_name;

    private final int m_color;

    private final boolean m_isHidden;

    PortType(final Class<? extends PortObject> objectClass, final boolean isOptional, final String name,
        final int color, final boolean isHidden) {
        m_objectClass = objectClass;
        m_isOptional = isOptional;
        m_name = name == null ? objectClass.getSimpleName() : name;
        m_color = color;
        m_isHidden = isHidden;
        try {
            m_specClass = objectClass.getMethod("getSpec").getReturnType().asSubclass(PortObjectSpec.class);
        } catch (NoSuchMethodException ex) {
            throw new IllegalStateException(ex); // PortObject declares it
        }
    }

    /** @return name for users */
    public String getName() {
        return m_name;
    }

    /** @return color, RGB */
    public int getColor() {
        return m_color;
    }

    /** @return whether users are not offered it */
    public boolean isHidden() {
        return m_isHidden;
    }

    /** @return whether the port need not be connected */
    public boolean isOptional() {
        return m_isOptional;
    }

    /** @return class of the objects */
    public Class<? extends PortObject> getPortObjectClass() {
        return m_objectClass;
    }

    /** @return class of their specifications: what their {@code getSpec} returns */
    public Class<? extends PortObjectSpec> getPortObjectSpecClass() {
        return m_specClass;
    }

    /**
     * @param subType another type
     * @return whether a port of this type takes what a port of that type gives
     */
    public boolean isSuperTypeOf(final PortType subType) {
        return m_objectClass.isAssignableFrom(subType.m_objectClass);
    }

    /** @param config gets the type */
    public void save(final ConfigWO config) {
        config.addString(OBJECT_CLASS, m_objectClass.getName());
    }

    /**
     * @param config from {@link #save}
     * @return the type
     * @throws InvalidSettingsException if it is not in there or not known
     */
    public static PortType load(final ConfigRO config) throws InvalidSettingsException {
        final var name = config.getString(OBJECT_CLASS);
        final var registry = PortTypeRegistry.getInstance();
        return registry.getPortType(registry.getObjectClass(name).orElseThrow(() -> new InvalidSettingsException(
            "Unable to restore port type, can't load class \"" + name + "\"")));
    }

    @Override
    public boolean equals(final Object obj) {
        return obj instanceof PortType other && m_objectClass == other.m_objectClass;
    }

    @Override
    public int hashCode() {
        return m_objectClass.hashCode();
    }

    @Override
    public String toString() {
        return "PortType(" + m_specClass.getSimpleName() + "," + m_objectClass.getSimpleName() + ")";
    }
}
