// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataTableSpecCreator;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;

/** Columns of tables. */
class DataTableSpecTest {
    private static final DataColumnSpec TEXT = new DataColumnSpecCreator("text", StringCell.TYPE).createSpec();

    private static final DataColumnSpec NUMBER = new DataColumnSpecCreator("number", DoubleCell.TYPE).createSpec();

    private final DataTableSpec m_spec = new DataTableSpec("table", TEXT, NUMBER);

    @Test
    void columnsAreFoundByName() {
        assertEquals(1, m_spec.findColumnIndex("number"));
        assertEquals(-1, m_spec.findColumnIndex("other"));
        assertEquals(NUMBER, m_spec.getColumnSpec("number"));
        assertNull(m_spec.getColumnSpec("other"));
        assertTrue(m_spec.containsName("text"));
        assertArrayEquals(new String[]{"text", "number"}, m_spec.getColumnNames());
        assertThrows(IndexOutOfBoundsException.class, () -> m_spec.getColumnSpec(2));
    }

    @Test
    void twoColumnsCannotHaveTheSameName() {
        assertThrows(IllegalArgumentException.class, () -> new DataTableSpec(TEXT, NUMBER, TEXT));
        final var creator = new DataTableSpecCreator(m_spec);
        assertThrows(IllegalArgumentException.class, () -> creator.addColumns(TEXT));
    }

    @Test
    void aNameInUseGetsANumber() {
        assertEquals("new", DataTableSpec.getUniqueColumnName(m_spec, "new"));
        assertEquals("text (#1)", DataTableSpec.getUniqueColumnName(m_spec, "text"));
        final var more = new DataTableSpec(TEXT, new DataColumnSpecCreator("text (#1)", StringCell.TYPE).createSpec());
        assertEquals("text (#2)", DataTableSpec.getUniqueColumnName(more, "text"));
    }

    @Test
    void structureIsNamesAndTypesWithoutDomains() {
        final var creator = new DataColumnSpecCreator(NUMBER);
        creator.setDomain(new DataColumnDomainCreator(new DoubleCell(0), new DoubleCell(1)).createDomain());
        final var other = new DataTableSpec("table", TEXT, creator.createSpec());
        assertTrue(m_spec.equalStructure(other));
        assertNotEquals(m_spec, other);
        assertFalse(m_spec.equalStructure(new DataTableSpec(NUMBER, TEXT)));
    }

    @Test
    void aSpecificationSurvivesSettings() throws InvalidSettingsException {
        final var number = new DataColumnSpecCreator(NUMBER);
        number.setDomain(new DataColumnDomainCreator(new DoubleCell(-1.5), new DoubleCell(1)).createDomain());
        final var text = new DataColumnSpecCreator(TEXT);
        text.setDomain(new DataColumnDomainCreator(Set.of(new StringCell("a"))).createDomain());
        final var spec = new DataTableSpecCreator().setName("all").addColumns(number.createSpec(), text.createSpec(),
            new DataColumnSpecCreator("list", ListCell.getCollectionType(DoubleCell.TYPE)).createSpec(),
            new DataColumnSpecCreator("image", PNGImageCellFactory.TYPE).createSpec()).createSpec();
        final var settings = new NodeSettings("spec.xml");
        spec.save(settings);
        final var loaded = DataTableSpec.load(settings);
        assertEquals(spec, loaded);
        assertEquals(Set.of(new StringCell("a")), loaded.getColumnSpec("text").getDomain().getValues());
        assertEquals(new DoubleCell(-1.5), loaded.getColumnSpec("number").getDomain().getLowerBound());
    }
}
