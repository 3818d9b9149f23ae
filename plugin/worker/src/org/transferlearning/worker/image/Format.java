// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The image formats that are told apart by their first bytes; file names are not looked at. */
enum Format {
        JPEG(true, "\u00ff\u00d8\u00ff"), //
        PNG(true, "\u0089PNG\r\n\u001a\n"), //
        GIF(true, "GIF87a", "GIF89a"), //
        BMP(true, "BM"), //
        TIFF(true, "II*\0", "MM\0*"), //
        WEBP(false, "RIFF????WEBP"), //
        HEIF(false, "????ftyphei", "????ftypmif1", "????ftypavif"), //
        JPEG_2000(false, "\0\0\0\u000cjP  ");

    private final boolean m_readable;

    private final String[] m_signatures;

    /** Signatures are Latin-1; a question mark stands for any byte. */
    Format(final boolean readable, final String... signatures) {
        m_readable = readable;
        m_signatures = signatures;
    }

    /** @return whether this package reads it */
    boolean isReadable() {
        return m_readable;
    }

    /** @return how the user calls it */
    String displayName() {
        return name().replace('_', ' ');
    }

    /** @return a new reader of the JDK's: other providers on the class path convert colors in their own ways */
    ImageReader newReader() {
        final var readers = ImageIO.getImageReadersByFormatName(name().toLowerCase(Locale.ROOT));
        while (readers.hasNext()) {
            final var reader = readers.next();
            if ("java.desktop".equals(reader.getClass().getModule().getName())) {
                return reader;
            }
        }
        throw new IllegalStateException("This Java has no reader for " + displayName() + " images.");
    }

    /**
     * @param bytes of a file
     * @return its format, or {@code null} for one that is not listed
     */
    static Format of(final byte[] bytes) {
        final var start = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.ISO_8859_1);
        for (final var format : values()) {
            for (final var signature : format.m_signatures) {
                if (matches(start, signature)) {
                    return format;
                }
            }
        }
        return null;
    }

    private static boolean matches(final String start, final String signature) {
        if (start.length() < signature.length()) {
            return false;
        }
        for (int i = 0; i < signature.length(); i++) {
            if (signature.charAt(i) != '?' && signature.charAt(i) != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
