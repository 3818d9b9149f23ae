// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.config.base;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes settings: <code>addX(key, value)</code> replaces an earlier entry with the same key. Arrays may be null.
 * Stands for KNIME's {@code org.knime.core.node.config.base.ConfigBaseWO}.
 */
public interface ConfigBaseWO {
    /** @return this subtree's own key */
    String getKey();

    /**
     * @param key of a new subtree
     * @return the subtree, empty
     */
    ConfigBase addConfigBase(String key);

    /**
     * @param out gets the settings as KNIME's XML; closed afterwards
     * @throws IOException if it cannot be written
     */
    void saveToXML(OutputStream out) throws IOException;

    /**
     * @param key of one String
     * @param value the value, may be null
     */
    void addString(String key, String value);

    /**
     * @param key of several Strings
     * @param values the values, may be null
     */
    void addStringArray(String key, String... values);

    /**
     * @param key of one int
     * @param value the value
     */
    void addInt(String key, int value);

    /**
     * @param key of several ints
     * @param values the values, may be null
     */
    void addIntArray(String key, int... values);

    /**
     * @param key of one double
     * @param value the value
     */
    void addDouble(String key, double value);

    /**
     * @param key of several doubles
     * @param values the values, may be null
     */
    void addDoubleArray(String key, double... values);

    /**
     * @param key of one long
     * @param value the value
     */
    void addLong(String key, long value);

    /**
     * @param key of several longs
     * @param values the values, may be null
     */
    void addLongArray(String key, long... values);

    /**
     * @param key of one boolean
     * @param value the value
     */
    void addBoolean(String key, boolean value);

    /**
     * @param key of several booleans
     * @param values the values, may be null
     */
    void addBooleanArray(String key, boolean... values);
}
