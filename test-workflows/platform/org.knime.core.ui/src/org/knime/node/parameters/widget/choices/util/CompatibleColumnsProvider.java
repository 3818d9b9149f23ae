// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.widget.choices.util;

import java.util.Collection;
import java.util.List;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;

/** Stands for KNIME's class of the same name: offers the columns whose cells can be read as one of some values. */
public class CompatibleColumnsProvider implements FilteredInputTableColumnsProvider {

    private final List<Class<? extends DataValue>> m_valueClasses;

    protected CompatibleColumnsProvider(final Class<? extends DataValue> valueClass) {
        this(List.of(valueClass));
    }

    protected CompatibleColumnsProvider(final Collection<Class<? extends DataValue>> valueClasses) {
        m_valueClasses = List.copyOf(valueClasses);
    }

    @Override
    public boolean isIncluded(final DataColumnSpec col) {
        return m_valueClasses.stream().anyMatch(col.getType()::isCompatible);
    }

    /** Offers columns that can be read as text. */
    public static class StringColumnsProvider extends CompatibleColumnsProvider {
        protected StringColumnsProvider() {
            super(StringValue.class);
        }
    }

    /** Offers columns that can be read as numbers. */
    public static class DoubleColumnsProvider extends CompatibleColumnsProvider {
        protected DoubleColumnsProvider() {
            super(DoubleValue.class);
        }
    }
}
