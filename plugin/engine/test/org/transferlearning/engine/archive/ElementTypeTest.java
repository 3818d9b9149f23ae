// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementTypeTest {

    private static int stored(final ElementType type, final float value) {
        final ByteBuffer buffer = ByteBuffer.allocate(8);
        type.put(buffer, 0, value);
        return buffer.getShort(0) & 0xFFFF;
    }

    /** From PyTorch: {@code torch.tensor(v).half().view(torch.int16)}. */
    @ParameterizedTest
    @CsvSource({"0,0", "-0.0,8000", "1,3c00", "-2.5,c100", "0.1,2e66", "65504,7bff", "65519,7bff", "65520,7c00",
        "1e9,7c00", "6.1035156e-5,400", "6.0975552e-5,3ff", "5.9604645e-8,1", "2.9e-8,0", "2.9802322e-8,0",
        "3.1e-8,1", "1.00048828125,3c00", "1.00146484375,3c02", "NaN,7e00", "Infinity,7c00", "-Infinity,fc00"})
    void halvesRoundToNearestEven(final float value, final String bits) {
        assertEquals(Integer.parseInt(bits, 16), stored(ElementType.HALF, value));
    }

    /** From PyTorch: {@code torch.tensor(v).bfloat16().view(torch.int16)}. */
    @ParameterizedTest
    @CsvSource({"0,0", "1,3f80", "-2.5,c020", "0.1,3dcd", "3.4e38,7f80", "1e-40,1", "1.00390625,3f80",
        "1.01171875,3f82", "Infinity,7f80"})
    void bfloatsRoundToNearestEven(final float value, final String bits) {
        assertEquals(Integer.parseInt(bits, 16), stored(ElementType.BFLOAT16, value));
    }
}
