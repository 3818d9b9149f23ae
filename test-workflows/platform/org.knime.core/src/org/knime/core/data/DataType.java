// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.knime.core.data.DataValue.UtilityFactory;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.ConfigRO;
import org.knime.core.node.config.ConfigWO;

/**
 * The type of a column or cell: a cell class, or (as the common super type of several) only the values they share.
 * Stands for KNIME's {@code org.knime.core.data.DataType}.
 */
public final class DataType {
    private static final String CELL_CLASS = "cell_class";

    private static final String ELEMENT_TYPE = "collection_element_type";

    private static final String VALUE_CLASSES = "value_classes";

    private static final Map<Class<? extends DataCell>, DataType> TYPES = new ConcurrentHashMap<>();

    private final Class<? extends DataCell> m_cellClass;

    private final List<Class<? extends DataValue>> m_valueClasses;

    private final DataType m_elementType;

    private DataType(final Class<? extends DataCell> cellClass, final List<Class<? extends DataValue>> valueClasses,
        final DataType elementType) {
        m_cellClass = cellClass;
        m_valueClasses = valueClasses;
        m_elementType = elementType;
        final boolean isCollection = valueClasses.stream().anyMatch(CollectionDataValue.class::isAssignableFrom);
        if (isCollection && elementType == null) {
            throw new IllegalArgumentException(
                "The type represents a collection but no element type was provided");
        }
        if (!isCollection && elementType != null) {
            throw new IllegalArgumentException(
                "The type does not represent a collection, element type must be null");
        }
    }

    /**
     * @param cell class of cells that are no collections
     * @return their type
     */
    public static DataType getType(final Class<? extends DataCell> cell) {
        return getType(cell, null);
    }

    /**
     * @param cell class of cells
     * @param elementType of a collection's elements, else null
     * @return their type
     * @throws IllegalArgumentException if only one of the two is a collection's
     */
    public static DataType getType(final Class<? extends DataCell> cell, final DataType elementType) {
        if (elementType != null) {
            return new DataType(cell, valueClasses(cell), elementType);
        }
        DataType type = TYPES.get(cell);
        if (type == null) {
            type = new DataType(cell, valueClasses(cell), null);
            TYPES.put(cell, type);
        }
        return type;
    }

    static List<Class<? extends DataValue>> valueClasses(final Class<?> cell) {
        final Set<Class<? extends DataValue>> result = new LinkedHashSet<>();
        collect(cell, result);
        return List.copyOf(result);
    }

    private static void collect(final Class<?> type, final Set<Class<? extends DataValue>> result) {
        for (final var each : type.getInterfaces()) {
            if (DataValue.class.isAssignableFrom(each)) {
                result.add(each.asSubclass(DataValue.class));
            }
            collect(each, result);
        }
        if (type.getSuperclass() != null) {
            collect(type.getSuperclass(), result);
        }
    }

    /** @return the missing cell without a reason */
    public static DataCell getMissingCell() {
        return MissingCell.INSTANCE;
    }

    /**
     * @param type1 a type
     * @param type2 another
     * @return the narrowest type that holds cells of both
     */
    public static DataType getCommonSuperType(final DataType type1, final DataType type2) {
        if (type2.isMissingValueType() || type1.isASuperTypeOf(type2)) {
            return type1;
        }
        if (type1.isMissingValueType() || type2.isASuperTypeOf(type1)) {
            return type2;
        }
        final var shared = new ArrayList<>(type1.m_valueClasses);
        shared.retainAll(type2.m_valueClasses);
        if (shared.isEmpty()) {
            shared.add(DataValue.class);
        }
        final boolean isCollection = shared.stream().anyMatch(CollectionDataValue.class::isAssignableFrom);
        return new DataType(null, List.copyOf(shared),
            isCollection ? getCommonSuperType(type1.m_elementType, type2.m_elementType) : null);
    }

    /** @return whether this is the type of missing cells */
    public boolean isMissingValueType() {
        return m_valueClasses.contains(MissingValue.class);
    }

    /** @return the elements' type, null if this is no collection */
    public DataType getCollectionElementType() {
        return m_elementType;
    }

    /** @return the class of the cells, null for a common super type */
    public Class<? extends DataCell> getCellClass() {
        return m_cellClass;
    }

    /** @return the most specific way of reading the cells */
    public Class<? extends DataValue> getPreferredValueClass() {
        return m_valueClasses.get(0);
    }

    /**
     * @param valueClass what to read
     * @return whether each cell of this type can be cast to it (missing ones excepted)
     */
    public boolean isCompatible(final Class<? extends DataValue> valueClass) {
        return m_valueClasses.stream().anyMatch(v -> v == MissingValue.class || valueClass.isAssignableFrom(v));
    }

    /**
     * @param type another type
     * @return whether a column of this type takes cells of that type
     */
    public boolean isASuperTypeOf(final DataType type) {
        if (type.equals(this) || type.isMissingValueType()) {
            return true;
        }
        return m_valueClasses.stream().allMatch(type::isCompatible)
            && (m_elementType == null || m_elementType.isASuperTypeOf(type.m_elementType));
    }

    /** @return the order of cells of this type; by their text if they have no other */
    public DataValueComparator getComparator() {
        for (final var value : m_valueClasses) {
            final var comparator = utility(value).getComparator();
            if (comparator != null) {
                return comparator;
            }
        }
        return new DataValueComparator() {
            @Override
            protected int compareDataValues(final DataValue v1, final DataValue v2) {
                return v1.toString().compareTo(v2.toString());
            }
        };
    }

    private static UtilityFactory utility(final Class<? extends DataValue> value) {
        try {
            return (UtilityFactory)value.getField("UTILITY").get(null);
        } catch (ReflectiveOperationException ex) {
            return DataValue.UTILITY;
        }
    }

    /** @return the type's name for users, without that of the elements */
    public String getName() {
        final var name = m_cellClass == null ? null : utility(m_valueClasses.get(0)).name();
        if (name != null) {
            return name;
        }
        return m_cellClass == null ? ("Non-Native " + m_valueClasses) : m_cellClass.getSimpleName();
    }

    /** @param config gets this type */
    public void save(final ConfigWO config) {
        if (m_elementType != null) {
            m_elementType.save(config.addConfig(ELEMENT_TYPE));
        }
        if (m_cellClass == null) {
            config.addString(CELL_CLASS, null);
            config.addBoolean("has_pref_value_class", true);
            config.addStringArray(VALUE_CLASSES,
                m_valueClasses.stream().map(Class::getName).toArray(String[]::new));
        } else {
            config.addString(CELL_CLASS, m_cellClass.getName());
        }
    }

    /**
     * @param config from {@link #save}
     * @return the type
     * @throws InvalidSettingsException if it is not in there or not known
     */
    public static DataType load(final ConfigRO config) throws InvalidSettingsException {
        final var elements = config.containsKey(ELEMENT_TYPE) ? load(config.getConfig(ELEMENT_TYPE)) : null;
        final var name = config.getString(CELL_CLASS);
        if (name != null) {
            return load(name, elements);
        }
        final var values = new ArrayList<Class<? extends DataValue>>();
        for (final String value : config.getStringArray(VALUE_CLASSES)) {
            values.add(DataTypeRegistry.getInstance().getValueClass(value).orElseThrow(
                () -> new InvalidSettingsException("Data Value extension " + value + " not found")));
        }
        return new DataType(null, List.copyOf(values), elements);
    }

    /**
     * @param cellClassName full name of a cell class
     * @param elementType of a collection's elements, else null
     * @return the type
     * @throws InvalidSettingsException if the class is not known
     */
    public static DataType load(final String cellClassName, final DataType elementType)
        throws InvalidSettingsException {
        return getType(DataTypeRegistry.getInstance().getCellClass(cellClassName).orElseThrow(
            () -> new InvalidSettingsException("Data cell implementation '" + cellClassName + "' not found.")),
            elementType);
    }

    @Override
    public boolean equals(final Object obj) {
        return obj == this || obj instanceof DataType other
            && m_valueClasses.get(0) == other.m_valueClasses.get(0)
            && Set.copyOf(m_valueClasses).equals(Set.copyOf(other.m_valueClasses))
            && Objects.equals(m_elementType, other.m_elementType);
    }

    @Override
    public int hashCode() {
        return Set.copyOf(m_valueClasses).hashCode() ^ Objects.hashCode(m_elementType);
    }

    @Override
    public String toString() {
        return m_elementType == null ? getName() : (getName() + " (Collection of: " + m_elementType + ")");
    }
}
