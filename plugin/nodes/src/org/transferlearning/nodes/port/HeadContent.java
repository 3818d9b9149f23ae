// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.port;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.Pooling;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.Task;

/** A {@link Head} as KNIME's model content, and back. */
final class HeadContent {

    private HeadContent() {
    }

    static void save(final Head head, final ModelContentWO model) {
        model.addString("layer", head.layer());
        model.addInt("features", head.features());
        model.addInt("outputs", head.outputs());
        model.addBoolean("is_replaceable", head.isReplaceable());
        model.addBoolean("is_probabilities", head.isProbabilities());
        saveTarget(head.target(), model.addModelContent("target"));
        if (head.isUntrained()) {
            saveDesign(head.design(), model.addModelContent("design"));
        }
    }

    static Head load(final ModelContentRO model) throws InvalidSettingsException {
        return new Head(model.getString("layer"), model.getInt("features"), model.getInt("outputs"),
            model.getBoolean("is_replaceable"), model.getBoolean("is_probabilities"),
            loadTarget(model.getModelContent("target")),
            model.containsKey("design") ? loadDesign(model.getModelContent("design")) : null);
    }

    private static void saveTarget(final Target target, final ModelContentWO model) {
        model.addString("task", target.task().name());
        model.addStringArray("classes", NetworkSpecContent.array(target.classes()));
        model.addString("column", target.column());
        model.addDoubleArray("means", target.scales().stream().mapToDouble(Target.Scale::mean).toArray());
        model.addDoubleArray("deviations", target.scales().stream().mapToDouble(Target.Scale::deviation).toArray());
    }

    private static Target loadTarget(final ModelContentRO model) throws InvalidSettingsException {
        final var means = model.getDoubleArray("means");
        final var deviations = model.getDoubleArray("deviations");
        if (means.length != deviations.length) {
            throw new InvalidSettingsException("A target has " + means.length + " means and " + deviations.length
                + " standard deviations.");
        }
        final var scales = new ArrayList<Target.Scale>();
        for (var i = 0; i < means.length; i++) {
            scales.add(new Target.Scale(means[i], deviations[i]));
        }
        return new Target(constant(Task.class, model.getString("task")), NetworkSpecContent.list(model, "classes"),
            scales, model.getString("column"));
    }

    private static void saveDesign(final HeadDesign design, final ModelContentWO model) {
        model.addString("cut_point", design.cutPoint());
        model.addString("pooling", design.pooling() == null ? null : design.pooling().name());
        model.addString("weights", design.weights().name());
        model.addDoubleArray("bias", NetworkSpecContent.doubles(design.bias()));
        model.addLong("seed", design.seed());
        ContentList.save(design.hidden(), model.addModelContent("hidden"), (hidden, content) -> {
            content.addInt("units", hidden.units());
            content.addString("activation", hidden.activation().name());
            content.addBoolean("has_batch_norm", hidden.hasBatchNorm());
            content.addDouble("dropout", hidden.dropout());
        });
    }

    private static HeadDesign loadDesign(final ModelContentRO model) throws InvalidSettingsException {
        final List<HeadDesign.Hidden> hidden = ContentList.load(model.getModelContent("hidden"),
            content -> new HeadDesign.Hidden(content.getInt("units"),
                constant(HeadDesign.Activation.class, content.getString("activation")),
                content.getBoolean("has_batch_norm"), content.getDouble("dropout")));
        return new HeadDesign(model.getString("cut_point"), constant(Pooling.class, model.getString("pooling")), hidden,
            constant(HeadDesign.Weights.class, model.getString("weights")),
            Arrays.stream(model.getDoubleArray("bias")).boxed().toList(), model.getLong("seed"));
    }

    /** The constant with a name; {@code null} for {@code null}. */
    static <E extends Enum<E>> E constant(final Class<E> type, final String name) throws InvalidSettingsException {
        try {
            return name == null ? null : Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException("\"" + name + "\" is unknown to this version of the extension.", e);
        }
    }
}
