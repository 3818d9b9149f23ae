// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.knime.core.node.NodeSettingsWO;

/** A node's settings by key, as they stand in settings.xml, to be changed before the workflow is written. */
final class NodeSettingsMap implements Consumer<NodeSettingsWO> {

    private final Map<String, Object> m_values = new LinkedHashMap<>();

    /** @return this, with the value */
    NodeSettingsMap put(final String key, final Object value) {
        m_values.put(key, value);
        return this;
    }

    static NodeSettingsMap read(final String folder) {
        return new NodeSettingsMap().put("folder", folder).put("isLimited", false).put("limit", 100)
            .put("appendImages", false).put("extensions", "jpg, jpeg, png, bmp, gif, tif, tiff");
    }

    static NodeSettingsMap load(final String file) {
        return new NodeSettingsMap().put("file", file).put("tryNetwork", false).put("preprocessing", "OWN")
            .put("resize", 64).put("crop", 64).put("channels", "RGB").put("valueRange", "ZERO_TO_ONE")
            .put("mean", "0.5, 0.5, 0.5").put("std", "0.5, 0.5, 0.5").put("labels", "NETWORK").put("labelFile", "");
    }

    /** Freezes; other actions with another value of {@code action}. */
    static NodeSettingsMap freeze(final String layers) {
        return new NodeSettingsMap().put("action", "FREEZE").put("multiplier", 0.1).put("decay", 0.5)
            .put("statistics", "UPDATE").put("layers", layers).put("blocks", 1).put("place", "")
            .put("names", names()).put("kind", "BATCH_NORM").put("seed", 0L);
    }

    /** A filter of names that are selected one by one. */
    static NodeSettingsMap names(final String... selected) {
        return pattern("MANUAL", "", selected);
    }

    /** A filter of names; those that are selected one by one do not count unless the mode is MANUAL. */
    static NodeSettingsMap pattern(final String mode, final String pattern, final String... selected) {
        return new NodeSettingsMap().put("mode", mode)
            .put("patternFilter", new NodeSettingsMap().put("pattern", pattern).put("isCaseSensitive", false)
                .put("isInverted", false))
            .put("manualFilter", new NodeSettingsMap().put("manuallySelected", selected)
                .put("manuallyDeselected", new String[0]).put("includeUnknownColumns", false));
    }

    static NodeSettingsMap replaceHead(final String target) {
        return new NodeSettingsMap().put("task", "CLASSES").put("target", target).put("labelSource", "COLLECTION")
            .put("labels", null).put("columns", columns()).put("scaling", "STANDARDIZE").put("cut", cut("LAST_LAYER"))
            .put("hidden", hidden()).put("weights", "UNIFORM").put("bias", "AS_WEIGHTS").put("seed", 7L);
    }

    /** Where Replace Head cuts. */
    static NodeSettingsMap cut(final String where) {
        return new NodeSettingsMap().put("where", where).put("layer", "").put("blocks", 2).put("pooling", "AUTOMATIC");
    }

    /** A hidden layer of a head. */
    static NodeSettingsMap hidden(final int units) {
        return new NodeSettingsMap().put("units", units).put("activation", "RELU").put("hasBatchNorm", false)
            .put("dropout", 0.0);
    }

    /** A list of hidden layers. */
    static NodeSettingsMap hidden(final NodeSettingsMap... layers) {
        final var list = new NodeSettingsMap();
        for (var i = 0; i < layers.length; i++) {
            list.put(String.valueOf(i), layers[i]);
        }
        return list;
    }

    /** A column filter with columns selected one by one. */
    static NodeSettingsMap columns(final String... selected) {
        return names(selected).put("typeFilter", new NodeSettingsMap().put("selectedTypes", new String[0]));
    }

    static NodeSettingsMap fineTune(final String image, final String target) {
        return new NodeSettingsMap().put("image", image).put("target", target).put("validation", "PART")
            .put("validationPart", 0.25).put("epochs", 2).put("batchSize", 4).put("learningRate", 0.01)
            .put("optimizer", "ADAM").put("seed", 1L).put("device", "CPU").put("gpu", 0);
    }

    static NodeSettingsMap predict(final String image) {
        return new NodeSettingsMap().put("image", image).put("appendProbabilities", true)
            .put("appendConfidence", true).put("appendEmbedding", false).put("onFailure", "MISSING")
            .put("batchSize", 4).put("device", "CPU").put("gpu", 0);
    }

    static NodeSettingsMap check() {
        return new NodeSettingsMap().put("device", "CPU").put("gpu", 0);
    }

    static NodeSettingsMap export(final String folder) {
        return new NodeSettingsMap().put("folder", folder).put("name", "").put("ifExists", "FAIL")
            .put("createFolders", true);
    }

    @Override
    public void accept(final NodeSettingsWO settings) {
        m_values.forEach((key, value) -> {
            if (value instanceof Integer number) {
                settings.addInt(key, number);
            } else if (value instanceof Long number) {
                settings.addLong(key, number);
            } else if (value instanceof Double number) {
                settings.addDouble(key, number);
            } else if (value instanceof Boolean flag) {
                settings.addBoolean(key, flag);
            } else if (value instanceof String[] texts) {
                settings.addStringArray(key, texts);
            } else if (value instanceof NodeSettingsMap level) {
                level.accept(settings.addNodeSettings(key));
            } else {
                settings.addString(key, (String)value);
            }
        });
    }
}
