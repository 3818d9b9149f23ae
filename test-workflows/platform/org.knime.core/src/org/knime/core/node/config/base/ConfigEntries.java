// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.config.base;

/** The types of settings. Stands for KNIME's {@code org.knime.core.node.config.base.ConfigEntries}. */
public enum ConfigEntries {
    /** Text. */
    xstring("String"),
    /** int. */
    xint("Int"),
    /** double. */
    xdouble("Double"),
    /** float; only carried along. */
    xfloat("Float"),
    /** long. */
    xlong("Long"),
    /** short; only carried along. */
    xshort("Short"),
    /** byte; only carried along. */
    xbyte("Byte"),
    /** char; only carried along. */
    xchar("Char"),
    /** boolean. */
    xboolean("Boolean"),
    /** Encrypted text; only carried along. */
    xpassword("Password"),
    /** A subtree. */
    config("ConfigBase");

    private final String m_label;

    ConfigEntries(final String label) {
        m_label = label;
    }

    /** @return the type's name in messages */
    String label() {
        return m_label;
    }

    /**
     * Makes an entry of this type from its text.
     *
     * @param key the entry's key
     * @param value the text, null only for text
     * @return the entry
     * @throws NumberFormatException if the text is not a number of this type
     */
    public AbstractConfigEntry createEntry(final String key, final String value) {
        return new ConfigValueEntry(this, key, parse(value));
    }

    private Object parse(final String value) {
        return switch (this) {
            case xstring, xpassword, xfloat, xshort, xbyte, xchar -> value;
            case xint -> Integer.valueOf(value);
            case xdouble -> Double.valueOf(value);
            case xlong -> Long.valueOf(value);
            case xboolean -> Boolean.valueOf(value);
            case config -> throw new UnsupportedOperationException("A subtree has no text");
        };
    }
}
