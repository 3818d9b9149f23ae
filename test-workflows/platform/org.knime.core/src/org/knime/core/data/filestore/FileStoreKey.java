// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.filestore;

import java.util.UUID;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;

/**
 * Where a file store is: the node's execution, a running number, the file's name. There are no loops here.
 * Stands for KNIME's {@code org.knime.core.data.filestore.FileStoreKey}.
 *
 * @param storeUUID of the node's execution
 * @param index running number
 * @param name of the file
 */
public record FileStoreKey(UUID storeUUID, int index, String name) {
    /** @return the node's execution */
    public UUID getStoreUUID() {
        return storeUUID;
    }

    /** @return running number */
    public int getIndex() {
        return index;
    }

    /** @return the file's name */
    public String getName() {
        return name;
    }

    /** @param output gets the key */
    public void save(final ModelContentWO output) {
        output.addString("storeUUID", storeUUID.toString());
        output.addInt("index", index);
        output.addString("name", name);
        output.addInt("iterationIndex", -1);
    }

    /**
     * @param input from {@link #save}
     * @return the key
     * @throws InvalidSettingsException if something is not in there
     */
    public static FileStoreKey load(final ModelContentRO input) throws InvalidSettingsException {
        final var uuid = input.getString("storeUUID");
        try {
            return new FileStoreKey(UUID.fromString(uuid), input.getInt("index"), input.getString("name"));
        } catch (IllegalArgumentException ex) {
            throw new InvalidSettingsException("Can't parse storeUUID from \"" + uuid + "\"", ex);
        }
    }

    @Override
    public String toString() {
        return name + "-(" + storeUUID + ")";
    }
}
