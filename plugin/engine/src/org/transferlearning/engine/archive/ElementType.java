// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.nio.ByteBuffer;

/** The type of a tensor's elements, by the name of PyTorch's storage class. */
public enum ElementType {
        /** 32-bit float. */
        FLOAT("FloatStorage", 4),
        /** 64-bit float. */
        DOUBLE("DoubleStorage", 8),
        /** 16-bit float, IEEE 754. */
        HALF("HalfStorage", 2),
        /** The upper 16 bits of a 32-bit float. */
        BFLOAT16("BFloat16Storage", 2),
        /** 64-bit integer. */
        LONG("LongStorage", 8),
        /** 32-bit integer. */
        INT("IntStorage", 4),
        /** 16-bit integer. */
        SHORT("ShortStorage", 2),
        /** 8-bit integer. */
        CHAR("CharStorage", 1),
        /** Unsigned 8-bit integer. */
        BYTE("ByteStorage", 1),
        /** Truth value, one byte. */
        BOOL("BoolStorage", 1),
        /** Quantized unsigned 8-bit integer. */
        QUINT8("QUInt8Storage", 1),
        /** Quantized 8-bit integer. */
        QINT8("QInt8Storage", 1),
        /** Quantized 32-bit integer. */
        QINT32("QInt32Storage", 4),
        /** Two 32-bit floats. */
        COMPLEX_FLOAT("ComplexFloatStorage", 8),
        /** Two 64-bit floats. */
        COMPLEX_DOUBLE("ComplexDoubleStorage", 16);

    private final String m_storageName;

    private final int m_byteCount;

    ElementType(final String storageName, final int byteCount) {
        m_storageName = storageName;
        m_byteCount = byteCount;
    }

    /** @return bytes per element */
    public int byteCount() {
        return m_byteCount;
    }

    /** @return the name of the storage class */
    public String storageName() {
        return m_storageName;
    }

    /**
     * @param storageName the name of a storage class
     * @return the type, or {@code null} if the name is unknown
     */
    static ElementType of(final String storageName) {
        for (final ElementType type : values()) {
            if (type.m_storageName.equals(storageName)) {
                return type;
            }
        }
        return null;
    }

    /** @return whether trained values can be stored in it */
    public boolean isFloat() {
        return this == FLOAT || this == DOUBLE || this == HALF || this == BFLOAT16;
    }

    /**
     * Stores a value, rounded to this type.
     *
     * @param buffer where to
     * @param at the byte's index
     * @param value the value
     * @throws UnsupportedOperationException if this is neither a type of floats nor that of counts, 64-bit integers
     */
    public void put(final ByteBuffer buffer, final int at, final float value) {
        switch (this) {
            case FLOAT -> buffer.putFloat(at, value);
            case DOUBLE -> buffer.putDouble(at, value);
            case HALF -> buffer.putShort(at, half(value));
            case BFLOAT16 -> buffer.putShort(at, bfloat16(value));
            case LONG -> buffer.putLong(at, Math.round((double)value));
            default -> throw new UnsupportedOperationException(name());
        }
    }

    private static short bfloat16(final float value) {
        final int bits = Float.floatToIntBits(value);
        if (Float.isNaN(value)) {
            return (short)(bits >>> 16);
        }
        return (short)((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }

    /** Rounds to nearest, ties to even. */
    private static short half(final float value) {
        final int bits = Float.floatToIntBits(value);
        final int sign = (bits >>> 16) & 0x8000;
        final int magnitude = bits & 0x7FFFFFFF;
        if (magnitude >= 0x477FF000) { // rounds to infinity; not a number stays that
            return (short)(sign | (magnitude > 0x7F800000 ? 0x7E00 : 0x7C00));
        }
        if (magnitude < 0x38800000) { // below the smallest normal half: units of 2^-24
            final float units = Math.abs(value) * 0x1p24f;
            return (short)(sign | (int)Math.rint(units));
        }
        final int rounded = magnitude + 0xFFF + ((magnitude >>> 13) & 1);
        return (short)(sign | ((rounded - 0x38000000) >>> 13));
    }
}
