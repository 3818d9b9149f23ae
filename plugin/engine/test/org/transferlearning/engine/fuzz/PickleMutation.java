// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Changes one thing in a pickle. */
final class PickleMutation {

    /** Opcodes of the pickle protocols 0 to 5, those of TorchScript more often, and some with their operands. */
    private static final List<String> PARTS = List.of("(", ")", "t", "\u0085", "\u0086", "\u0087", "]", "a", "e", "}",
        "s", "u", "Q", "\u0081", "R", "b", "N", "\u0088", "\u0089", "K\1", "M\1\1", "J\u00ff\u00ff\u00ff\u007f",
        "J\u00ff\u00ff\u00ff\u00ff", "\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f", "\u008a\1\u00ff",
        "G\u007f\u00f8\0\0\0\0\0\0", "X\4\0\0\0self", "X\u00ff\u00ff\u00ff\u007f", "h\0", "h\1", "q\0", "q\1", ".",
        "cposix\nsystem\n", "cbuiltins\neval\n", "c__torch__.nets\nNet\n", "ctorch._utils\n_rebuild_tensor_v2\n",
        "ctorch._utils\n_rebuild_parameter\n", "ctorch\nFloatStorage\n", "ctorch\nHalfStorage\n",
        "c__torch__.torch.classes.c10d\nTCPStore\n", "i", "o", "2", "0", "1", "d", "\u0092", "\u0093", "\u0094",
        "\u0095");

    private static final String NUMBERS = "KMJ\u008a";

    private final String m_bytes;

    private final Random m_random;

    PickleMutation(final byte[] bytes, final Random random) {
        m_bytes = new String(bytes, StandardCharsets.ISO_8859_1);
        m_random = random;
    }

    byte[] apply() {
        final int at = m_random.nextInt(m_bytes.length());
        final int end = Math.min(at + m_random.nextInt(60), m_bytes.length());
        return switch (m_random.nextInt(6)) {
            case 0 -> join(m_bytes.substring(0, at), PARTS.get(m_random.nextInt(PARTS.size())), m_bytes.substring(at));
            case 1 -> join(m_bytes.substring(0, at), PARTS.get(m_random.nextInt(PARTS.size())),
                m_bytes.substring(Math.min(at + 1, m_bytes.length())));
            case 2 -> join(m_bytes.substring(0, at), m_bytes.substring(end));
            case 3 -> {
                final int to = m_random.nextInt(m_bytes.length());
                yield join(m_bytes.substring(0, to), m_bytes.substring(at, end), m_bytes.substring(to));
            }
            case 4 -> join(m_bytes.substring(0, at), String.valueOf((char)m_random.nextInt(256)),
                m_bytes.substring(Math.min(at + 1, m_bytes.length())));
            default -> otherNumber(at);
        };
    }

    /** Puts another number in the place of the next one: sizes, strides, offsets. */
    private byte[] otherNumber(final int from) {
        int at = from;
        while (at < m_bytes.length() && NUMBERS.indexOf(m_bytes.charAt(at)) < 0) {
            at++;
        }
        if (at >= m_bytes.length()) {
            return join(m_bytes);
        }
        final int length = List.of(2, 3, 5, 10).get(NUMBERS.indexOf(m_bytes.charAt(at)));
        final var number = new ByteArrayOutputStream();
        number.write(0x8a);
        number.write(8);
        final long value = switch (m_random.nextInt(5)) {
            case 0 -> Long.MAX_VALUE;
            case 1 -> Long.MIN_VALUE;
            case 2 -> -1;
            case 3 -> 1L << m_random.nextInt(63);
            default -> m_random.nextInt(5);
        };
        for (int i = 0; i < 8; i++) {
            number.write((int)(value >> 8 * i));
        }
        return join(m_bytes.substring(0, at), number.toString(StandardCharsets.ISO_8859_1),
            m_bytes.substring(Math.min(at + length, m_bytes.length())));
    }

    private static byte[] join(final String... parts) {
        return String.join("", parts).getBytes(StandardCharsets.ISO_8859_1);
    }
}
