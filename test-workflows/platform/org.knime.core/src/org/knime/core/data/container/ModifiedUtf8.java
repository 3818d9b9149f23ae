// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;

/**
 * Java's modified UTF-8, without a limit of length.
 * Stands for KNIME's {@code LongUTFDataOutputStream} and its like.
 */
final class ModifiedUtf8 {
    private ModifiedUtf8() {
    }

    static byte[] encode(final String text) {
        final var out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c >= 1 && c < 0x80) {
                out.write(c);
            } else if (c < 0x800) {
                out.write(0xC0 | c >> 6);
                out.write(0x80 | c & 0x3F);
            } else {
                out.write(0xE0 | c >> 12);
                out.write(0x80 | c >> 6 & 0x3F);
                out.write(0x80 | c & 0x3F);
            }
        }
        return out.toByteArray();
    }

    static String decode(final byte[] bytes) throws IOException {
        final var text = new StringBuilder(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            final int b = bytes[i] & 0xFF;
            final int length = b < 0x80 ? 1 : b >> 5 == 6 ? 2 : 3;
            if (i + length > bytes.length || b >> 6 == 2 || b >= 0xF0) {
                throw new UTFDataFormatException("Malformed text at byte " + i);
            }
            text.append((char)switch (length) {
                case 1 -> b;
                case 2 -> (b & 0x1F) << 6 | bytes[i + 1] & 0x3F;
                default -> (b & 0x0F) << 12 | (bytes[i + 1] & 0x3F) << 6 | bytes[i + 2] & 0x3F;
            });
            i += length;
        }
        return text.toString();
    }
}
