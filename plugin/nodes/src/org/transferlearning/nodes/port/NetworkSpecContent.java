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
import org.transferlearning.engine.Head;
import org.transferlearning.engine.Layer;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Pooling;
import org.transferlearning.engine.Preprocessing;

/** A {@link NetworkSpec} as KNIME's model content, and back. The keys are a file format: workflows are saved in it. */
final class NetworkSpecContent {

    private NetworkSpecContent() {
    }

    static void save(final NetworkSpec spec, final ModelContentWO model) {
        model.addString("name", spec.name());
        model.addBoolean("is_traced", spec.isTraced());
        model.addStringArray("cut_points", array(spec.cutPoints()));
        model.addStringArray("frozen", array(spec.frozen()));
        model.addStringArray("lineage", array(spec.lineage()));
        saveHead(spec.head(), model.addModelContent("head"));
        savePreprocessing(spec.preprocessing(), model.addModelContent("preprocessing"));
        saveList(spec.multipliers().entrySet(), model.addModelContent("multipliers"), (entry, content) -> {
            content.addString("layer", entry.getKey());
            content.addDouble("factor", entry.getValue());
        });
        saveList(spec.layers(), model.addModelContent("layers"), NetworkSpecContent::saveLayer);
    }

    static NetworkSpec load(final ModelContentRO model) throws InvalidSettingsException {
        final var multipliers = new TreeMap<String, Double>();
        loadList(model.getModelContent("multipliers"),
            content -> multipliers.put(content.getString("layer"), content.getDouble("factor")));
        return new NetworkSpec(model.getString("name"), model.getBoolean("is_traced"),
            loadList(model.getModelContent("layers"), NetworkSpecContent::loadLayer), list(model, "cut_points"),
            loadHead(model.getModelContent("head")), loadPreprocessing(model.getModelContent("preprocessing")),
            Set.copyOf(list(model, "frozen")), multipliers, list(model, "lineage"));
    }

    private static void saveLayer(final Layer layer, final ModelContentWO model) {
        model.addString("path", layer.path());
        model.addString("kind", layer.kind());
        model.addString("block", layer.block());
        saveTensors(layer.parameters(), "parameter", model);
        saveTensors(layer.buffers(), "buffer", model);
    }

    private static Layer loadLayer(final ModelContentRO model) throws InvalidSettingsException {
        return new Layer(model.getString("path"), model.getString("kind"), model.getString("block"),
            loadTensors("parameter", model), loadTensors("buffer", model));
    }

    private static void saveTensors(final List<Layer.Tensor> tensors, final String key, final ModelContentWO model) {
        model.addStringArray(key + "_names", array(tensors.stream().map(Layer.Tensor::name).toList()));
        model.addStringArray(key + "_shapes", array(tensors.stream().map(NetworkSpecContent::shape).toList()));
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
    private static String shape(final Layer.Tensor tensor) {
        return tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Long> dimensions(final String shape) throws InvalidSettingsException {
        try {
            return shape.isEmpty() ? List.of() : Arrays.stream(shape.split(",")).map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new InvalidSettingsException("\"" + shape + "\" is not a shape.", e);
        }
    }

    private static void saveHead(final Head head, final ModelContentWO model) {
        model.addString("layer", head.layer());
        model.addInt("features", head.features());
        model.addInt("outputs", head.outputs());
        model.addStringArray("classes", array(head.classes()));
        model.addBoolean("is_probabilities", head.isProbabilities());
        model.addString("target", head.target());
        if (head.isUntrained()) {
            final var initialization = model.addModelContent("initialization");
            initialization.addString("cut_point", head.initialization().cutPoint());
            initialization.addLong("seed", head.initialization().seed());
            final var pooling = head.initialization().pooling();
            initialization.addString("pooling", pooling == null ? null : pooling.name());
        }
    }

    private static Head loadHead(final ModelContentRO model) throws InvalidSettingsException {
        Head.Initialization initialization = null;
        if (model.containsKey("initialization")) {
            initialization = loadInitialization(model.getModelContent("initialization"));
        }
        return new Head(model.getString("layer"), model.getInt("features"), model.getInt("outputs"),
            list(model, "classes"), model.getBoolean("is_probabilities"), initialization, model.getString("target"));
    }

    private static Head.Initialization loadInitialization(final ModelContentRO model) throws InvalidSettingsException {
        final var pooling = model.getString("pooling");
        try {
            return new Head.Initialization(model.getString("cut_point"), model.getLong("seed"),
                pooling == null ? null : Pooling.valueOf(pooling));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException("\"" + pooling + "\" is not a kind of pooling.", e);
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

    private static double[] doubles(final List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static String[] array(final Collection<String> strings) {
        return strings.toArray(String[]::new);
    }

    private static List<String> list(final ModelContentRO model, final String key) throws InvalidSettingsException {
        return List.of(model.getStringArray(key));
    }

    private interface Saver<T> {
        void save(T item, ModelContentWO content);
    }

    private interface Loader<T> {
        T load(ModelContentRO content) throws InvalidSettingsException;
    }

    private static <T> void saveList(final Iterable<T> items, final ModelContentWO model, final Saver<T> saver) {
        var count = 0;
        for (final var item : items) {
            saver.save(item, model.addModelContent(String.valueOf(count)));
            count++;
        }
        model.addInt("count", count);
    }

    private static <T> List<T> loadList(final ModelContentRO model, final Loader<T> loader)
        throws InvalidSettingsException {
        final var items = new ArrayList<T>();
        for (var i = 0; i < model.getInt("count"); i++) {
            items.add(loader.load(model.getModelContent(String.valueOf(i))));
        }
        return items;
    }
}
