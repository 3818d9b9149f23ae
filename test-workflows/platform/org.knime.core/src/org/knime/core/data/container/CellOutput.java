// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.container;

import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.MissingCell;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCell;

/** Writes cells in blocks. Stands for KNIME's {@code org.knime.core.data.container.DCObjectOutputVersion2}. */
final class CellOutput {
    static final byte TERMINATE = 0x61;

    static final byte ESCAPE = 0x62;

    static final byte MISSING = Byte.MIN_VALUE;

    /** Longest text, in bytes, whose length is written as a short. */
    static final int MAX_SHORT_TEXT = 0xFFFE;

    private final OutputStream m_raw;

    private final DataOutputStream m_out;

    private final CellClasses m_classes;

    CellOutput(final OutputStream out, final CellClasses classes) {
        m_raw = out;
        m_out = new DataOutputStream(new FilterOutputStream(out) {
            @Override
            public void write(final int b) throws IOException {
                if ((byte)b == TERMINATE || (byte)b == ESCAPE) {
                    out.write(ESCAPE);
                }
                out.write(b);
            }
        });
        m_classes = classes;
    }

    void endBlock() throws IOException {
        m_out.flush();
        m_raw.write(TERMINATE);
    }

    void flush() throws IOException {
        m_out.flush();
    }

    void writeControlByte(final byte b) throws IOException {
        m_out.write(b);
    }

    /** Modified UTF-8 after its length: a short, or 0xFFFF and a long. */
    void writeText(final String text) throws IOException {
        final byte[] bytes = ModifiedUtf8.encode(text);
        if (bytes.length <= MAX_SHORT_TEXT) {
            m_out.writeShort(bytes.length);
        } else {
            m_out.writeShort(MAX_SHORT_TEXT + 1);
            m_out.writeLong(bytes.length);
        }
        m_out.write(bytes);
    }

    void writeCell(final DataCell cell) throws IOException {
        if (cell == DataType.getMissingCell()) {
            writeControlByte(MISSING);
            return;
        }
        writeControlByte(m_classes.number(cell.getType()));
        if (cell instanceof StringCell c) {
            writeText(c.getStringValue());
        } else if (cell instanceof IntCell c) {
            m_out.writeInt(c.getIntValue());
        } else if (cell instanceof DoubleCell c) {
            m_out.writeDouble(c.getDoubleValue());
        } else if (cell instanceof LongCell c) {
            m_out.writeLong(c.getLongValue());
        } else if (cell instanceof BooleanCell c) {
            m_out.writeBoolean(c.getBooleanValue());
        } else if (cell instanceof ListCell c) {
            m_out.writeInt(c.size());
            for (final DataCell element : c) {
                writeCell(element);
            }
        } else if (cell instanceof PNGImageCell c) {
            m_out.writeInt(c.getImageContent().getByteArrayReference().length);
            m_out.write(c.getImageContent().getByteArrayReference());
        } else if (cell instanceof MissingCell c) {
            m_out.writeBoolean(c.getError() != null);
            if (c.getError() != null) {
                writeText(c.getError());
            }
        } else {
            throw new IOException("Tables cannot be saved with cells of " + cell.getClass());
        }
    }
}
