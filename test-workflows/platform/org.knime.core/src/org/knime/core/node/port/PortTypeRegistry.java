// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.port;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeLogger;
import org.knime.core.node.port.PortObject.PortObjectSerializer;
import org.knime.core.node.port.PortObjectSpec.PortObjectSpecSerializer;
import org.knime.core.node.port.flowvariable.FlowVariablePortObject;

/**
 * The port types of the extension point <code>org.knime.core.PortType</code>.
 * Stands for KNIME's {@code org.knime.core.node.port.PortTypeRegistry}.
 */
public final class PortTypeRegistry {
    private static final String EXTENSION_POINT = "org.knime.core.PortType";

    private static final int FLOW_VARIABLE_COLOR = 0xff4b4b;

    private static final PortTypeRegistry INSTANCE = new PortTypeRegistry();

    private final Map<Class<? extends PortObject>, PortType> m_types = new ConcurrentHashMap<>();

    private final Map<Class<? extends PortObject>, PortType> m_optionalTypes = new ConcurrentHashMap<>();

    private final Map<String, PortObjectSerializer<PortObject>> m_objectSerializers = new ConcurrentHashMap<>();

    private final Map<String, PortObjectSpecSerializer<PortObjectSpec>> m_specSerializers = new ConcurrentHashMap<>();

    private PortTypeRegistry() {
    }

    /** @return the only one */
    public static PortTypeRegistry getInstance() {
        return INSTANCE;
    }

    /**
     * @param portClass class of port objects
     * @return their type; that of anything if the class is not registered
     */
    public PortType getPortType(final Class<? extends PortObject> portClass) {
        return getPortType(portClass, false);
    }

    /**
     * @param portClass class of port objects
     * @param isOptional whether the port need not be connected
     * @return their type; that of anything if the class is not registered
     */
    public PortType getPortType(final Class<? extends PortObject> portClass, final boolean isOptional) {
        final var types = isOptional ? m_optionalTypes : m_types;
        final var known = types.get(portClass);
        if (known != null) {
            return known;
        }
        final var type = create(portClass, isOptional);
        final var earlier = types.putIfAbsent(portClass, type);
        return earlier == null ? type : earlier;
    }

    private PortType create(final Class<? extends PortObject> portClass, final boolean isOptional) {
        if (portClass == PortObject.class) {
            return new PortType(portClass, isOptional, "Generic Port", PortType.DEFAULT_COLOR, false);
        }
        if (portClass == BufferedDataTable.class) {
            return new PortType(portClass, isOptional, "Table", 0, false);
        }
        if (portClass == FlowVariablePortObject.class) {
            return new PortType(portClass, isOptional, "Flow Variable", FLOW_VARIABLE_COLOR, false);
        }
        return element("objectClass", portClass.getName()).map(e -> {
            final var color = e.getAttribute("color");
            return new PortType(portClass, isOptional, e.getAttribute("name"),
                color == null ? PortType.DEFAULT_COLOR : Integer.parseInt(color.substring(1), 16),
                Boolean.parseBoolean(e.getAttribute("hidden")));
        }).orElseGet(() -> getPortType(PortObject.class, isOptional));
    }

    private static Stream<IConfigurationElement> elements() {
        final var registry = Platform.getExtensionRegistry();
        return registry == null ? Stream.empty()
            : Arrays.stream(registry.getConfigurationElementsFor(EXTENSION_POINT));
    }

    private static Optional<IConfigurationElement> element(final String attribute, final String value) {
        return elements().filter(e -> value.equals(e.getAttribute(attribute))).findFirst();
    }

    /**
     * @param className full name
     * @return class of port objects, found through their serializer
     */
    public Optional<Class<? extends PortObject>> getObjectClass(final String className) {
        if (className.equals(BufferedDataTable.class.getName())) {
            return Optional.of(BufferedDataTable.class);
        }
        if (className.equals(PortObject.class.getName())) {
            return Optional.of(PortObject.class);
        }
        return objectSerializer(className)
            .flatMap(s -> load(s, className)).map(c -> c.asSubclass(PortObject.class));
    }

    /**
     * @param className full name
     * @return class of specifications, found through their serializer
     */
    public Optional<Class<? extends PortObjectSpec>> getSpecClass(final String className) {
        return specSerializer(className)
            .flatMap(s -> load(s, className)).map(c -> c.asSubclass(PortObjectSpec.class));
    }

    private static Optional<Class<?>> load(final Object serializer, final String className) {
        try {
            return Optional.of(Class.forName(className, true, serializer.getClass().getClassLoader()));
        } catch (ClassNotFoundException ex) {
            NodeLogger.getLogger(PortTypeRegistry.class).coding(
                "Class '" + className + "' is not beside its serializer", ex);
            return Optional.empty();
        }
    }

    /**
     * @param objectClass class of port objects
     * @return reads and writes them
     */
    public Optional<PortObjectSerializer<PortObject>>
        getObjectSerializer(final Class<? extends PortObject> objectClass) {
        return objectSerializer(objectClass.getName());
    }

    /**
     * @param specClass class of specifications
     * @return reads and writes them
     */
    public Optional<PortObjectSpecSerializer<PortObjectSpec>>
        getSpecSerializer(final Class<? extends PortObjectSpec> specClass) {
        return specSerializer(specClass.getName());
    }

    @SuppressWarnings("unchecked") // the extension point says so
    private Optional<PortObjectSerializer<PortObject>> objectSerializer(final String className) {
        if (!m_objectSerializers.containsKey(className)) { // not computeIfAbsent: this calls foreign code
            element("objectClass", className).map(e -> instantiate(e, "objectSerializer"))
                .ifPresent(s -> m_objectSerializers.putIfAbsent(className, (PortObjectSerializer<PortObject>)s));
        }
        return Optional.ofNullable(m_objectSerializers.get(className));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the extension point says so
    private Optional<PortObjectSpecSerializer<PortObjectSpec>> specSerializer(final String className) {
        if (className.equals(DataTableSpec.class.getName())) {
            return Optional.of((PortObjectSpecSerializer)new DataTableSpec.Serializer());
        }
        if (!m_specSerializers.containsKey(className)) {
            element("specClass", className).map(e -> instantiate(e, "specSerializer"))
                .ifPresent(s -> m_specSerializers.putIfAbsent(className, (PortObjectSpecSerializer<PortObjectSpec>)s));
        }
        return Optional.ofNullable(m_specSerializers.get(className));
    }

    private static Object instantiate(final IConfigurationElement element, final String attribute) {
        try {
            return element.createExecutableExtension(attribute);
        } catch (CoreException ex) {
            NodeLogger.getLogger(PortTypeRegistry.class).error("Could not create port object serializer '"
                + element.getAttribute(attribute) + "' from plug-in '" + element.getNamespaceIdentifier() + "': "
                + ex.getMessage(), ex);
            return null;
        }
    }
}
