// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.port;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.transferlearning.engine.CutPoint;
import org.transferlearning.engine.Layer;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Pooling;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.TrainingPlan;

/** A {@link NetworkSpec} as KNIME's model content, and back. The keys are a file format: workflows are saved in it. */
final class NetworkSpecContent {

    private NetworkSpecContent() {
    }

    static void save(final NetworkSpec spec, final ModelContentWO model) {
        model.addString("name", spec.name());
        model.addBoolean("is_traced", spec.isTraced());
        model.addStringArray("lineage", array(spec.lineage()));
        HeadContent.save(spec.head(), model.addModelContent("head"));
        savePreprocessing(spec.preprocessing(), model.addModelContent("preprocessing"));
        savePlan(spec.plan(), model.addModelContent("plan"));
        ContentList.save(spec.modules(), model.addModelContent("modules"), NetworkSpecContent::saveLayer);
        ContentList.save(spec.cutPoints(), model.addModelContent("cut_points"), NetworkSpecContent::saveCutPoint);
    }

    static NetworkSpec load(final ModelContentRO model) throws InvalidSettingsException {
        return new NetworkSpec(model.getString("name"), model.getBoolean("is_traced"),
            ContentList.load(model.getModelContent("modules"), NetworkSpecContent::loadLayer),
            ContentList.load(model.getModelContent("cut_points"), NetworkSpecContent::loadCutPoint),
            HeadContent.load(model.getModelContent("head")), loadPreprocessing(model.getModelContent("preprocessing")),
            loadPlan(model.getModelContent("plan")), list(model, "lineage"));
    }

    private static void savePlan(final TrainingPlan plan, final ModelContentWO model) {
        model.addStringArray("frozen", array(plan.frozen()));
        model.addStringArray("updating", array(plan.updating()));
        ContentList.save(plan.multipliers().entrySet(), model.addModelContent("multipliers"), (entry, content) -> {
            content.addString("layer", entry.getKey());
            content.addDouble("factor", entry.getValue());
        });
        ContentList.save(plan.reinitialized().entrySet(), model.addModelContent("reinitialized"), (entry, content) -> {
            content.addString("layer", entry.getKey());
            content.addLong("seed", entry.getValue());
        });
    }

    private static TrainingPlan loadPlan(final ModelContentRO model) throws InvalidSettingsException {
        final var multipliers = new TreeMap<String, Double>();
        ContentList.load(model.getModelContent("multipliers"),
            content -> multipliers.put(content.getString("layer"), content.getDouble("factor")));
        final var reinitialized = new TreeMap<String, Long>();
        ContentList.load(model.getModelContent("reinitialized"),
            content -> reinitialized.put(content.getString("layer"), content.getLong("seed")));
        return new TrainingPlan(Set.copyOf(list(model, "frozen")), Set.copyOf(list(model, "updating")), multipliers,
            reinitialized);
    }

    private static void saveLayer(final Layer layer, final ModelContentWO model) {
        model.addString("path", layer.path());
        model.addString("kind", layer.kind());
        model.addString("block", layer.block());
        saveTensors(layer.parameters(), "parameter", model);
        saveTensors(layer.buffers(), "buffer", model);
        model.addString("obstacle", layer.obstacle());
        model.addString("output_shape", shape(layer.outputShape()));
    }

    private static Layer loadLayer(final ModelContentRO model) throws InvalidSettingsException {
        return new Layer(model.getString("path"), model.getString("kind"), model.getString("block"),
            loadTensors("parameter", model), loadTensors("buffer", model), model.getString("obstacle"),
            dimensions(model.getString("output_shape")));
    }

    private static void saveCutPoint(final CutPoint point, final ModelContentWO model) {
        model.addString("path", point.path());
        model.addString("kind", point.kind());
        model.addInt("width", point.width());
        model.addString("pooling", point.pooling() == null ? null : point.pooling().name());
        model.addStringArray("modules", array(point.modules()));
        model.addStringArray("unused", array(point.unused()));
    }

    private static CutPoint loadCutPoint(final ModelContentRO model) throws InvalidSettingsException {
        return new CutPoint(model.getString("path"), model.getString("kind"), model.getInt("width"),
            HeadContent.constant(Pooling.class, model.getString("pooling")), list(model, "modules"),
            list(model, "unused"));
    }

    private static void saveTensors(final List<Layer.Tensor> tensors, final String key, final ModelContentWO model) {
        model.addStringArray(key + "_names", array(tensors.stream().map(Layer.Tensor::name).toList()));
        model.addStringArray(key + "_shapes", array(tensors.stream().map(t -> shape(t.shape())).toList()));
    }

    private static List<Layer.Tensor> loadTensors(final String key, final ModelContentRO model)
        throws InvalidSettingsException {
        final var names = list(model, key + "_names");
        final var shapes = list(model, key + "_shapes");
        if (names.size() != shapes.size()) {
            throw new InvalidSettingsException("A layer has " + names.size() + " names and " + shapes.size()
                + " shapes for the entries \"" + key + "\".");
        }
        final var tensors = new ArrayList<Layer.Tensor>();
        for (var i = 0; i < names.size(); i++) {
            tensors.add(new Layer.Tensor(names.get(i), dimensions(shapes.get(i))));
        }
        return tensors;
    }

    /** For example 32,3,3,3; empty for a scalar. */
    private static String shape(final List<Long> shape) {
        return shape.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Long> dimensions(final String shape) throws InvalidSettingsException {
        try {
            return shape.isEmpty() ? List.of() : Arrays.stream(shape.split(",")).map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new InvalidSettingsException("\"" + shape + "\" is not a shape.", e);
        }
    }

    private static void savePreprocessing(final Preprocessing preprocessing, final ModelContentWO model) {
        model.addInt("resize", preprocessing.resize());
        model.addInt("crop", preprocessing.crop());
        model.addString("channels", preprocessing.channels().name());
        model.addDouble("scale", preprocessing.scale());
        model.addDoubleArray("mean", doubles(preprocessing.mean()));
        model.addDoubleArray("std", doubles(preprocessing.std()));
    }

    private static Preprocessing loadPreprocessing(final ModelContentRO model) throws InvalidSettingsException {
        try {
            return new Preprocessing(model.getInt("resize"), model.getInt("crop"),
                Preprocessing.Channels.valueOf(model.getString("channels")), model.getDouble("scale"),
                Arrays.stream(model.getDoubleArray("mean")).boxed().toList(),
                Arrays.stream(model.getDoubleArray("std")).boxed().toList());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    static double[] doubles(final List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static String[] array(final Collection<String> strings) {
        return strings.toArray(String[]::new);
    }

    static List<String> list(final ModelContentRO model, final String key) throws InvalidSettingsException {
        return List.of(model.getStringArray(key));
    }
}
