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

    static NodeSettingsMap freeze(final String mode) {
        return new NodeSettingsMap().put("mode", mode).put("layer", "").put("blocks", 1).put("action", "FREEZE")
            .put("patternKind", "WILDCARD").put("pattern", "*");
    }

    static NodeSettingsMap replaceHead(final String target) {
        return new NodeSettingsMap().put("target", target).put("seed", 7L);
    }

    static NodeSettingsMap fineTune(final String image, final String target) {
        return new NodeSettingsMap().put("image", image).put("target", target).put("validation", "PART")
            .put("validationPart", 0.25).put("epochs", 2).put("batchSize", 4).put("learningRate", 0.01)
            .put("optimizer", "ADAM").put("seed", 1L).put("device", "CPU").put("gpu", 0);
    }

    static NodeSettingsMap predict(final String image) {
        return new NodeSettingsMap().put("image", image).put("appendProbabilities", true)
            .put("appendConfidence", true).put("onFailure", "MISSING").put("batchSize", 4).put("device", "CPU")
            .put("gpu", 0);
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
            } else {
                settings.addString(key, (String)value);
            }
        });
    }
}
