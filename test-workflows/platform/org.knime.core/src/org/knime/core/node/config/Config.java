// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.config;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.base.ConfigBase;

/** A tree of settings that may hold cells and types. Stands for KNIME's {@code org.knime.core.node.config.Config}. */
public abstract class Config extends ConfigBase implements ConfigRO, ConfigWO {
    private static final long serialVersionUID = 1;

    private static final String ARRAY_SIZE = "array-size";

    private static final String CELL = "datacell";

    private static final String IS_NULL = "is_null";

    /** @param key of this tree, not null */
    protected Config(final String key) {
        super(key);
    }

    @Override
    public final Config addConfig(final String key) {
        return (Config)addConfigBase(key);
    }

    @Override
    public final Config getConfig(final String key) throws InvalidSettingsException {
        if (getEntry(key) instanceof Config config) {
            return config;
        }
        throw new InvalidSettingsException("Config for key \"" + key + "\" not found.");
    }

    @Override
    public void addDataCell(final String key, final DataCell cell) {
        final var config = addConfig(key);
        if (cell == null) {
            config.addString(CELL, null);
            return;
        }
        final var name = cell.getClass().getName();
        final var label = cell.getClass().getSimpleName();
        config.addString(CELL, name);
        final var content = config.addConfig(name);
        if (cell instanceof StringCell c) {
            content.addString(label, c.getStringValue());
        } else if (cell instanceof IntCell c) {
            content.addInt(label, c.getIntValue());
        } else if (cell instanceof LongCell c) {
            content.addLong(label, c.getLongValue());
        } else if (cell instanceof DoubleCell c) {
            content.addDouble(label, c.getDoubleValue());
        } else if (cell instanceof BooleanCell c) {
            content.addBoolean(label, c.getBooleanValue());
        } else if (!cell.isMissing()) {
            throw new IllegalArgumentException("Settings cannot hold cells of class " + name);
        }
    }

    @Override
    public DataCell getDataCell(final String key) throws InvalidSettingsException {
        final var config = getConfig(key);
        final var name = config.getString(CELL);
        if (name == null) {
            return null;
        }
        final var content = config.getConfig(name);
        if (name.equals(StringCell.class.getName())) {
            return new StringCell(content.getString("StringCell"));
        } else if (name.equals(IntCell.class.getName())) {
            return new IntCell(content.getInt("IntCell"));
        } else if (name.equals(LongCell.class.getName())) {
            return new LongCell(content.getLong("LongCell"));
        } else if (name.equals(DoubleCell.class.getName())) {
            return new DoubleCell(content.getDouble("DoubleCell"));
        } else if (name.equals(BooleanCell.class.getName())) {
            return BooleanCell.BooleanCellFactory.create(content.getBoolean("BooleanCell"));
        } else if (name.equals(DataType.getMissingCell().getClass().getName())) {
            return DataType.getMissingCell();
        }
        throw new InvalidSettingsException("No data cell implementation '" + name + "' found");
    }

    @Override
    public DataCell getDataCell(final String key, final DataCell def) {
        try {
            return getDataCell(key);
        } catch (InvalidSettingsException ex) { // NOSONAR: the default is for this case
            return def;
        }
    }

    @Override
    public void addDataCellArray(final String key, final DataCell... values) {
        final var config = addConfig(key);
        if (values != null) {
            config.addInt(ARRAY_SIZE, values.length);
            for (int i = 0; i < values.length; i++) {
                config.addDataCell(Integer.toString(i), values[i]);
            }
        }
    }

    @Override
    public DataCell[] getDataCellArray(final String key) throws InvalidSettingsException {
        final var config = getConfig(key);
        final int size = config.getInt(ARRAY_SIZE, -1);
        if (size < 0) {
            return null; // NOSONAR: as it was added
        }
        final var cells = new DataCell[size];
        for (int i = 0; i < size; i++) {
            cells[i] = config.getDataCell(Integer.toString(i));
        }
        return cells;
    }

    @Override
    public void addDataType(final String key, final DataType type) {
        final var config = addConfig(key);
        if (type != null) {
            type.save(config);
        }
        config.addBoolean(IS_NULL, type == null);
    }

    @Override
    public DataType getDataType(final String key) throws InvalidSettingsException {
        final var config = getConfig(key);
        return config.getBoolean(IS_NULL) ? null : DataType.load(config);
    }

    @Override
    public DataType getDataType(final String key, final DataType def) {
        try {
            return getDataType(key);
        } catch (InvalidSettingsException ex) { // NOSONAR: the default is for this case
            return def;
        }
    }
}
