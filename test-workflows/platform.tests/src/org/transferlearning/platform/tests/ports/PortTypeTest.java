// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortTypeRegistry;

/** Port types from the extension point. */
class PortTypeTest {
    @Test
    void aRegisteredTypeHasItsNameColorAndClasses() {
        assertEquals("Note", NoteObject.TYPE.getName());
        assertEquals(0x00ff80, NoteObject.TYPE.getColor() & 0xffffff);
        assertEquals(NoteObject.class, NoteObject.TYPE.getPortObjectClass());
        assertEquals(NoteSpec.class, NoteObject.TYPE.getPortObjectSpecClass());
        assertFalse(NoteObject.TYPE.isOptional());
        assertTrue(PortTypeRegistry.getInstance().getPortType(NoteObject.class, true).isOptional());
    }

    @Test
    void thePortOfTablesIsKnown() {
        assertEquals(BufferedDataTable.class, BufferedDataTable.TYPE.getPortObjectClass());
        assertEquals(DataTableSpec.class, BufferedDataTable.TYPE.getPortObjectSpecClass());
        assertTrue(PortObject.TYPE.isSuperTypeOf(BufferedDataTable.TYPE));
        assertFalse(NoteObject.TYPE.isSuperTypeOf(BufferedDataTable.TYPE));
        assertNotEquals(NoteObject.TYPE, BufferedDataTable.TYPE);
    }

    @Test
    void specificationsAreEqualByContent() {
        assertEquals(new NoteSpec("a"), new NoteSpec("a"));
        assertEquals(new NoteSpec("a").hashCode(), new NoteSpec("a").hashCode());
        assertNotEquals(new NoteSpec("a"), new NoteSpec("b"));
    }
}
