// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.config.base;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

import org.knime.core.node.InvalidSettingsException;

/**
 * Reads settings: <code>getX(key)</code> throws {@link InvalidSettingsException} ("Int for key "i" not found.") if
 * there is no such key or its type differs, <code>getX(key, default)</code> returns the default instead. An array that
 * was null when added is null. Stands for KNIME's {@code org.knime.core.node.config.base.ConfigBaseRO}.
 */
public interface ConfigBaseRO extends Iterable<String> {
    /** @return this subtree's own key */
    String getKey();

    /** @return the keys in the order in which they were added */
    Set<String> keySet();

    /**
     * @param key a key
     * @return whether it is there, with whatever type
     */
    boolean containsKey(String key);

    /**
     * @param key of a subtree
     * @return the subtree
     * @throws InvalidSettingsException if there is none
     */
    ConfigBase getConfigBase(String key) throws InvalidSettingsException;

    /**
     * @param out gets the settings as KNIME's XML; closed afterwards
     * @throws IOException if it cannot be written
     */
    void saveToXML(OutputStream out) throws IOException;

    /** @param dest gets all entries */
    void copyTo(ConfigBaseWO dest);

    /**
     * @param key of one String
     * @return the value
     * @throws InvalidSettingsException if there is none
     */
    String getString(String key) throws InvalidSettingsException;

    /**
     * @param key of one String
     * @param def for the case that there is none
     * @return the value or the default
     */
    String getString(String key, String def);

    /**
     * @param key of several Strings
     * @return the values, may be null
     * @throws InvalidSettingsException if there are none
     */
    String[] getStringArray(String key) throws InvalidSettingsException;

    /**
     * @param key of several Strings
     * @param def for the case that there are none
     * @return the values or the default
     */
    String[] getStringArray(String key, String... def);

    /**
     * @param key of one int
     * @return the value
     * @throws InvalidSettingsException if there is none
     */
    int getInt(String key) throws InvalidSettingsException;

    /**
     * @param key of one int
     * @param def for the case that there is none
     * @return the value or the default
     */
    int getInt(String key, int def);

    /**
     * @param key of several ints
     * @return the values, may be null
     * @throws InvalidSettingsException if there are none
     */
    int[] getIntArray(String key) throws InvalidSettingsException;

    /**
     * @param key of several ints
     * @param def for the case that there are none
     * @return the values or the default
     */
    int[] getIntArray(String key, int... def);

    /**
     * @param key of one double
     * @return the value
     * @throws InvalidSettingsException if there is none
     */
    double getDouble(String key) throws InvalidSettingsException;

    /**
     * @param key of one double
     * @param def for the case that there is none
     * @return the value or the default
     */
    double getDouble(String key, double def);

    /**
     * @param key of several doubles
     * @return the values, may be null
     * @throws InvalidSettingsException if there are none
     */
    double[] getDoubleArray(String key) throws InvalidSettingsException;

    /**
     * @param key of several doubles
     * @param def for the case that there are none
     * @return the values or the default
     */
    double[] getDoubleArray(String key, double... def);

    /**
     * @param key of one long
     * @return the value
     * @throws InvalidSettingsException if there is none
     */
    long getLong(String key) throws InvalidSettingsException;

    /**
     * @param key of one long
     * @param def for the case that there is none
     * @return the value or the default
     */
    long getLong(String key, long def);

    /**
     * @param key of several longs
     * @return the values, may be null
     * @throws InvalidSettingsException if there are none
     */
    long[] getLongArray(String key) throws InvalidSettingsException;

    /**
     * @param key of several longs
     * @param def for the case that there are none
     * @return the values or the default
     */
    long[] getLongArray(String key, long... def);

    /**
     * @param key of one boolean
     * @return the value
     * @throws InvalidSettingsException if there is none
     */
    boolean getBoolean(String key) throws InvalidSettingsException;

    /**
     * @param key of one boolean
     * @param def for the case that there is none
     * @return the value or the default
     */
    boolean getBoolean(String key, boolean def);

    /**
     * @param key of several booleans
     * @return the values, may be null
     * @throws InvalidSettingsException if there are none
     */
    boolean[] getBooleanArray(String key) throws InvalidSettingsException;

    /**
     * @param key of several booleans
     * @param def for the case that there are none
     * @return the values or the default
     */
    boolean[] getBooleanArray(String key, boolean... def);
}
