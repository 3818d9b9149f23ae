// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.container;

import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.MissingCell;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCell;
import org.knime.core.data.image.png.PNGImageContent;

/**
 * Reads what {@link CellOutput} wrote.
 * Stands for KNIME's {@code org.knime.core.data.container.DCObjectInputVersion2}.
 */
final class CellInput {
    private final Blocks m_blocks;

    private final DataInputStream m_in;

    private final CellClasses m_classes;

    CellInput(final InputStream in, final CellClasses classes) {
        m_blocks = new Blocks(in);
        m_in = new DataInputStream(m_blocks);
        m_classes = classes;
    }

    void endBlock() throws IOException {
        m_blocks.endBlock();
    }

    byte readControlByte() throws IOException {
        return m_in.readByte();
    }

    String readText() throws IOException {
        final int length = m_in.readUnsignedShort();
        final long longLength = length > CellOutput.MAX_SHORT_TEXT ? m_in.readLong() : length;
        return ModifiedUtf8.decode(readBytes(Math.toIntExact(longLength)));
    }

    private byte[] readBytes(final int length) throws IOException {
        final var bytes = new byte[length];
        m_in.readFully(bytes);
        return bytes;
    }

    DataCell readCell() throws IOException {
        final byte number = readControlByte();
        if (number == CellOutput.MISSING) {
            return DataType.getMissingCell();
        }
        final var type = m_classes.type(number).getCellClass();
        if (type == StringCell.class) {
            return new StringCell(readText());
        } else if (type == IntCell.class) {
            return new IntCell(m_in.readInt());
        } else if (type == DoubleCell.class) {
            return new DoubleCell(m_in.readDouble());
        } else if (type == LongCell.class) {
            return new LongCell(m_in.readLong());
        } else if (type == BooleanCell.class) {
            return BooleanCell.BooleanCellFactory.create(m_in.readBoolean());
        } else if (type == ListCell.class) {
            return CollectionCellFactory.createListCell(readCells(m_in.readInt()));
        } else if (type == PNGImageCell.class) {
            return PNGImageContent.ofStored(readBytes(m_in.readInt())).toImageCell();
        } else if (type == MissingCell.class) {
            return m_in.readBoolean() ? new MissingCell(readText()) : DataType.getMissingCell();
        }
        throw new IOException("Tables cannot be loaded with cells of " + type);
    }

    private List<DataCell> readCells(final int size) throws IOException {
        final var cells = new ArrayList<DataCell>(size);
        for (int i = 0; i < size; i++) {
            cells.add(readCell());
        }
        return cells;
    }

    /** Ends at each terminator. Stands for KNIME's {@code org.knime.core.data.container.BlockableInputStream}. */
    private static final class Blocks extends FilterInputStream {
        private boolean m_isAtEnd;

        Blocks(final InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            final int b = m_isAtEnd ? -1 : in.read();
            if (b == CellOutput.TERMINATE) {
                m_isAtEnd = true;
                return -1;
            }
            return b == CellOutput.ESCAPE ? in.read() : b;
        }

        @Override
        public int read(final byte[] bytes, final int offset, final int length) throws IOException {
            for (int i = 0; i < length; i++) {
                final int b = read();
                if (b < 0) {
                    return i == 0 ? -1 : i;
                }
                bytes[offset + i] = (byte)b;
            }
            return length;
        }

        void endBlock() throws IOException {
            while (read() >= 0) {
                // skip what is left of the block
            }
            m_isAtEnd = false;
        }
    }
}
