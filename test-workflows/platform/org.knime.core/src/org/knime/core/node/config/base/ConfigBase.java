// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.config.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.knime.core.node.InvalidSettingsException;

/** A tree of settings. Stands for KNIME's {@code org.knime.core.node.config.base.ConfigBase}. */
public abstract class ConfigBase extends AbstractConfigEntry implements ConfigBaseRO, ConfigBaseWO {
    private static final long serialVersionUID = 1;

    private static final String ARRAY_SIZE = "array-size";

    private final Map<String, AbstractConfigEntry> m_map = new LinkedHashMap<>();

    /** @param key of this tree, not null */
    protected ConfigBase(final String key) {
        super(ConfigEntries.config, key);
    }

    /**
     * @param key of a new tree
     * @return an empty tree of this one's class
     */
    public abstract ConfigBase getInstance(String key);

    /**
     * @param key a key
     * @return what is there, null if nothing is
     */
    public AbstractConfigEntry getEntry(final String key) {
        return m_map.get(key);
    }

    /** @param entry replaces an earlier one with the same key */
    public void addEntry(final AbstractConfigEntry entry) {
        m_map.put(entry.getKey(), entry);
    }

    @Override
    public final ConfigBase addConfigBase(final String key) {
        final var config = getInstance(key);
        addEntry(config);
        return config;
    }

    @Override
    public final ConfigBase getConfigBase(final String key) throws InvalidSettingsException {
        if (m_map.get(key) instanceof ConfigBase config) {
            return config;
        }
        throw notFound(ConfigEntries.config, key);
    }

    private static InvalidSettingsException notFound(final ConfigEntries type, final String key) {
        return new InvalidSettingsException(type.label() + " for key \"" + key + "\" not found.");
    }

    @Override
    public Set<String> keySet() {
        return Collections.unmodifiableSet(m_map.keySet());
    }

    @Override
    public Iterator<String> iterator() {
        return keySet().iterator();
    }

    @Override
    public boolean containsKey(final String key) {
        return m_map.containsKey(key);
    }

    @Override
    boolean hasIdenticalValue(final AbstractConfigEntry other) {
        return m_map.equals(((ConfigBase)other).m_map);
    }

    @Override
    public final String toStringValue() {
        return getKey();
    }

    @Override
    public String toString() {
        return getKey();
    }

    @Override
    public final void saveToXML(final OutputStream out) throws IOException {
        XMLConfig.save(this, out);
    }

    /**
     * Reads KNIME's XML into this tree.
     *
     * @param in closed afterwards
     * @throws IOException if it cannot be read or is not such XML
     */
    public void load(final InputStream in) throws IOException {
        XMLConfig.load(this, in);
    }

    @Override
    public void copyTo(final ConfigBaseWO dest) {
        for (final var entry : m_map.values()) {
            if (entry instanceof ConfigBase config) {
                config.copyTo(dest.addConfigBase(config.getKey()));
            } else {
                ((ConfigBase)dest).addEntry(entry);
            }
        }
    }

    private boolean has(final ConfigEntries type, final String key) {
        return m_map.get(key) instanceof ConfigValueEntry entry && entry.getType() == type;
    }

    private Object value(final ConfigEntries type, final String key) throws InvalidSettingsException {
        if (has(type, key)) {
            return ((ConfigValueEntry)m_map.get(key)).value();
        }
        throw notFound(type, key);
    }

    private Object value(final ConfigEntries type, final String key, final Object def) {
        return has(type, key) ? ((ConfigValueEntry)m_map.get(key)).value() : def;
    }

    private void add(final ConfigEntries type, final String key, final Object value) {
        addEntry(new ConfigValueEntry(type, key, value));
    }

    private Object array(final ConfigEntries type, final String key, final Class<?> elements)
        throws InvalidSettingsException {
        final var config = getConfigBase(key);
        final int size = config.getInt(ARRAY_SIZE, -1);
        if (size < 0) {
            return null;
        }
        final var array = Array.newInstance(elements, size);
        for (int i = 0; i < size; i++) {
            Array.set(array, i, config.value(type, Integer.toString(i)));
        }
        return array;
    }

    private Object array(final ConfigEntries type, final String key, final Class<?> elements, final Object def) {
        try {
            return array(type, key, elements);
        } catch (InvalidSettingsException ex) { // NOSONAR: the default is for this case
            return def;
        }
    }

    private void addArray(final ConfigEntries type, final String key, final Object values) {
        final var config = addConfigBase(key);
        if (values != null) {
            final int size = Array.getLength(values);
            config.addInt(ARRAY_SIZE, size);
            for (int i = 0; i < size; i++) {
                config.add(type, Integer.toString(i), Array.get(values, i));
            }
        }
    }

    @Override
    public String getString(final String key) throws InvalidSettingsException {
        return (String)value(ConfigEntries.xstring, key);
    }

    @Override
    public String getString(final String key, final String def) {
        return (String)value(ConfigEntries.xstring, key, def);
    }

    @Override
    public String[] getStringArray(final String key) throws InvalidSettingsException {
        return (String[])array(ConfigEntries.xstring, key, String.class);
    }

    @Override
    public String[] getStringArray(final String key, final String... def) {
        return (String[])array(ConfigEntries.xstring, key, String.class, def);
    }

    @Override
    public void addString(final String key, final String value) {
        add(ConfigEntries.xstring, key, value);
    }

    @Override
    public void addStringArray(final String key, final String... values) {
        addArray(ConfigEntries.xstring, key, values);
    }

    @Override
    public int getInt(final String key) throws InvalidSettingsException {
        return (int)value(ConfigEntries.xint, key);
    }

    @Override
    public int getInt(final String key, final int def) {
        return (int)value(ConfigEntries.xint, key, def);
    }

    @Override
    public int[] getIntArray(final String key) throws InvalidSettingsException {
        return (int[])array(ConfigEntries.xint, key, int.class);
    }

    @Override
    public int[] getIntArray(final String key, final int... def) {
        return (int[])array(ConfigEntries.xint, key, int.class, def);
    }

    @Override
    public void addInt(final String key, final int value) {
        add(ConfigEntries.xint, key, value);
    }

    @Override
    public void addIntArray(final String key, final int... values) {
        addArray(ConfigEntries.xint, key, values);
    }

    @Override
    public double getDouble(final String key) throws InvalidSettingsException {
        return (double)value(ConfigEntries.xdouble, key);
    }

    @Override
    public double getDouble(final String key, final double def) {
        return (double)value(ConfigEntries.xdouble, key, def);
    }

    @Override
    public double[] getDoubleArray(final String key) throws InvalidSettingsException {
        return (double[])array(ConfigEntries.xdouble, key, double.class);
    }

    @Override
    public double[] getDoubleArray(final String key, final double... def) {
        return (double[])array(ConfigEntries.xdouble, key, double.class, def);
    }

    @Override
    public void addDouble(final String key, final double value) {
        add(ConfigEntries.xdouble, key, value);
    }

    @Override
    public void addDoubleArray(final String key, final double... values) {
        addArray(ConfigEntries.xdouble, key, values);
    }

    @Override
    public long getLong(final String key) throws InvalidSettingsException {
        return (long)value(ConfigEntries.xlong, key);
    }

    @Override
    public long getLong(final String key, final long def) {
        return (long)value(ConfigEntries.xlong, key, def);
    }

    @Override
    public long[] getLongArray(final String key) throws InvalidSettingsException {
        return (long[])array(ConfigEntries.xlong, key, long.class);
    }

    @Override
    public long[] getLongArray(final String key, final long... def) {
        return (long[])array(ConfigEntries.xlong, key, long.class, def);
    }

    @Override
    public void addLong(final String key, final long value) {
        add(ConfigEntries.xlong, key, value);
    }

    @Override
    public void addLongArray(final String key, final long... values) {
        addArray(ConfigEntries.xlong, key, values);
    }

    @Override
    public boolean getBoolean(final String key) throws InvalidSettingsException {
        return (boolean)value(ConfigEntries.xboolean, key);
    }

    @Override
    public boolean getBoolean(final String key, final boolean def) {
        return (boolean)value(ConfigEntries.xboolean, key, def);
    }

    @Override
    public boolean[] getBooleanArray(final String key) throws InvalidSettingsException {
        return (boolean[])array(ConfigEntries.xboolean, key, boolean.class);
    }

    @Override
    public boolean[] getBooleanArray(final String key, final boolean... def) {
        return (boolean[])array(ConfigEntries.xboolean, key, boolean.class, def);
    }

    @Override
    public void addBoolean(final String key, final boolean value) {
        add(ConfigEntries.xboolean, key, value);
    }

    @Override
    public void addBooleanArray(final String key, final boolean... values) {
        addArray(ConfigEntries.xboolean, key, values);
    }
}
