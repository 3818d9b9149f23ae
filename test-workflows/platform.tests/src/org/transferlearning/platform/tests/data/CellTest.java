// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.MissingCell;
import org.knime.core.data.MissingValue;
import org.knime.core.data.NominalValue;
import org.knime.core.data.RowKey;
import org.knime.core.data.StringValue;
import org.knime.core.data.append.AppendedColumnRow;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.data.image.png.PNGImageValue;

/** Cells, their types and rows. */
class CellTest {
    @Test
    void integersLongsAndBooleansAreAlsoFloatingPointNumbers() {
        for (final var type : List.of(IntCell.TYPE, LongCell.TYPE, BooleanCell.TYPE, DoubleCell.TYPE)) {
            assertTrue(type.isCompatible(DoubleValue.class), type.toString());
        }
        assertFalse(DoubleCell.TYPE.isCompatible(IntValue.class));
        assertFalse(StringCell.TYPE.isCompatible(DoubleValue.class));
        assertTrue(StringCell.TYPE.isCompatible(StringValue.class));
        assertEquals(1.0, BooleanCell.TRUE.getDoubleValue());
    }

    @Test
    void onlyTextAndBooleansAreNominal() {
        assertTrue(StringCell.TYPE.isCompatible(NominalValue.class));
        assertTrue(BooleanCell.TYPE.isCompatible(NominalValue.class));
        assertFalse(IntCell.TYPE.isCompatible(NominalValue.class));
        assertFalse(DoubleCell.TYPE.isCompatible(NominalValue.class));
    }

    @Test
    void cellsAreEqualByClassAndContent() {
        assertEquals(new StringCell("a"), new StringCell("a"));
        assertNotEquals(new IntCell(1), new DoubleCell(1));
        assertEquals(new DoubleCell(Double.NaN), new DoubleCell(Double.NaN));
        assertSame(BooleanCell.TRUE, BooleanCell.BooleanCellFactory.create(true));
        assertThrows(NullPointerException.class, () -> new StringCell(null));
    }

    @Test
    void allMissingCellsAreEqualWhateverTheReason() {
        final var missing = new MissingCell("unreadable");
        assertTrue(missing.isMissing());
        assertEquals("unreadable", ((MissingValue)missing).getError());
        assertEquals(DataType.getMissingCell(), missing);
        assertEquals(DataType.getMissingCell().hashCode(), missing.hashCode());
        assertNotEquals(missing, new StringCell("?"));
    }

    @Test
    void aListKnowsItsElementsType() {
        final ListCell list = CollectionCellFactory.createListCell(List.of(new DoubleCell(0.5), new DoubleCell(1)));
        assertEquals(ListCell.getCollectionType(DoubleCell.TYPE), list.getType());
        assertEquals(DoubleCell.TYPE, list.getType().getCollectionElementType());
        assertEquals(2, list.size());
        assertEquals(new DoubleCell(1), list.get(1));
        final ListCell mixed = CollectionCellFactory.createListCell(List.of(new IntCell(1), new DoubleCell(1)));
        assertTrue(mixed.getElementType().isCompatible(DoubleValue.class));
    }

    @Test
    void aColumnTypeTakesMoreSpecificCells() {
        assertTrue(DoubleCell.TYPE.isASuperTypeOf(IntCell.TYPE));
        assertFalse(IntCell.TYPE.isASuperTypeOf(DoubleCell.TYPE));
        assertTrue(IntCell.TYPE.isASuperTypeOf(DataType.getMissingCell().getType()));
        assertEquals(DoubleCell.TYPE, DataType.getCommonSuperType(IntCell.TYPE, DoubleCell.TYPE));
    }

    @Test
    void aPngCellKeepsTheFileItself() throws IOException {
        final byte[] file = Pngs.file(3, 2);
        final var cell = PNGImageCellFactory.create(file);
        assertEquals(PNGImageCellFactory.TYPE, cell.getType());
        assertArrayEquals(file, ((PNGImageValue)cell).getImageContent().getByteArray());
        assertEquals(3, ((PNGImageValue)cell).getImageContent().getImage().getWidth(null));
        assertEquals(cell, PNGImageCellFactory.create(new ByteArrayInputStream(file)));
        assertThrows(IllegalArgumentException.class, () -> PNGImageCellFactory.create(new byte[]{1, 2, 3}));
    }

    @Test
    void rowsHaveAnIdAndCells() {
        final var row = new DefaultRow(RowKey.createRowKey(7L), new StringCell("a"), new IntCell(1));
        assertEquals("Row7", row.getKey().getString());
        final var longer = new AppendedColumnRow(row, new DoubleCell(2));
        assertEquals(3, longer.getNumCells());
        assertEquals(new IntCell(1), longer.getCell(1));
        assertEquals(new DoubleCell(2), longer.getCell(2));
        assertEquals(row.getKey(), longer.getKey());
    }
}
