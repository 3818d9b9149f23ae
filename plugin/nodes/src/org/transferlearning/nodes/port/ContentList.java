// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.port;

import java.util.ArrayList;
import java.util.List;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;

/** A list of things as model content: their count, and each by its number. */
final class ContentList {

    interface Saver<T> {
        void save(T item, ModelContentWO content);
    }

    interface Loader<T> {
        T load(ModelContentRO content) throws InvalidSettingsException;
    }

    private ContentList() {
    }

    static <T> void save(final Iterable<T> items, final ModelContentWO model, final Saver<T> saver) {
        var count = 0;
        for (final var item : items) {
            saver.save(item, model.addModelContent(String.valueOf(count)));
            count++;
        }
        model.addInt("count", count);
    }

    static <T> List<T> load(final ModelContentRO model, final Loader<T> loader) throws InvalidSettingsException {
        final var items = new ArrayList<T>();
        for (var i = 0; i < model.getInt("count"); i++) {
            items.add(loader.load(model.getModelContent(String.valueOf(i))));
        }
        return items;
    }
}
