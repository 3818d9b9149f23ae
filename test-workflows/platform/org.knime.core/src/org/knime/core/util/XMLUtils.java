// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.util;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Characters that KNIME's XML writes as %%00010. Stands for KNIME's {@code org.knime.core.util.XMLUtils}. */
public final class XMLUtils {
    private static final Pattern ESCAPED = Pattern.compile("%%(\\d{5})");

    private XMLUtils() {
    }

    /**
     * @param s text, may be null
     * @return the text with control characters, those above U+D7FF and the first of two percent signs as %% and their
     *         five-digit code
     */
    public static String escape(final String s) {
        if (s == null) {
            return null;
        }
        final var result = new StringBuilder();
        for (int i = 0; i < s.length(); i++) {
            final char c = s.charAt(i);
            if (c < ' ' || c > 0xd7ff || s.startsWith("%%", i)) {
                result.append(String.format("%%%%%05d", (int)c));
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }

    /**
     * @param s text of {@link #escape}, may be null
     * @return the original text
     */
    public static String unescape(final String s) {
        return s == null ? null : ESCAPED.matcher(s)
            .replaceAll(m -> Matcher.quoteReplacement(
                String.valueOf((char)Integer.parseInt(m.group(1)))));
    }
}
