// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Layer;

/** The TorchScript classes of a new head's modules. Modules that compute the same share one. */
final class HeadCode {

    /** Where the classes are. */
    static final String MODULE = "__torch__.transferlearning";

    private final Map<String, StringBuilder> m_files = new LinkedHashMap<>();

    /** The classes by what they compute; that of a container under its kind. */
    private final Map<String, String> m_types = new LinkedHashMap<>();

    private final ScriptCode m_code;

    /**
     * @param modules the head's modules, the container first if there is one
     * @param code where to put the classes
     */
    HeadCode(final List<HeadModule> modules, final ScriptCode code) throws EngineException, IOException {
        m_code = code;
        final List<HeadModule> layers = modules.stream().filter(m -> m.expression() != null).toList();
        for (final HeadModule layer : layers) {
            addLayer(layer);
        }
        if (layers.size() < modules.size()) {
            addContainer(modules.get(0), layers);
        }
        for (final Map.Entry<String, StringBuilder> file : m_files.entrySet()) {
            code.put(file.getKey(), file.getValue().toString());
        }
    }

    /** @return the qualified name of a module's class */
    String type(final HeadModule module) {
        return m_types.get(module.expression() == null ? module.kind() : module.expression());
    }

    private void addLayer(final HeadModule module) throws EngineException, IOException {
        if (m_types.containsKey(module.expression())) {
            return;
        }
        final String file = file(module.kind());
        final String type = file + "." + module.kind();
        m_types.put(module.expression(), type);
        final Layer layer = module.layer();
        final var text = begin(file, module.kind(), layer.parameters(), layer.buffers());
        text.append("  training : bool\n  def forward(self: ").append(type).append(",\n    input: Tensor) -> Tensor:\n")
            .append("    return ").append(module.expression()).append('\n');
    }

    /** A file for a class: as PyTorch does it, the second class of a name gets a file of its own. */
    private String file(final String kind) throws EngineException, IOException {
        String file = MODULE;
        for (int number = 0; m_types.containsValue(file + "." + kind)
            || (!m_files.containsKey(file) && m_code.hasFile(file)); number++) {
            file = MODULE + ".___torch_mangle_" + number;
        }
        return file;
    }

    private StringBuilder begin(final String file, final String kind, final List<Layer.Tensor> parameters,
        final List<Layer.Tensor> buffers) {
        final var text = m_files.computeIfAbsent(file, f -> new StringBuilder());
        text.append("class ").append(kind).append("(Module):\n  __parameters__ = ").append(list(parameters))
            .append("\n  __buffers__ = ").append(list(buffers)).append('\n');
        parameters.forEach(p -> text.append("  ").append(p.name()).append(" : Tensor\n"));
        buffers.forEach(b -> text.append("  ").append(b.name()).append(" : Tensor\n"));
        return text;
    }

    private static String list(final List<Layer.Tensor> tensors) {
        final var text = new StringBuilder("[");
        tensors.forEach(t -> text.append('"').append(t.name()).append("\", "));
        return text.append(']').toString();
    }

    private void addContainer(final HeadModule container, final List<HeadModule> layers)
        throws EngineException, IOException {
        final String file = file(container.kind());
        final String type = file + "." + container.kind();
        m_types.put(container.kind(), type);
        final var text = begin(file, container.kind(), List.of(), List.of()).append("  training : bool\n");
        layers.forEach(l -> text.append("  __annotations__[\"").append(l.name()).append("\"] = ")
            .append(type(l)).append('\n'));
        text.append("  def forward(self: ").append(type).append(",\n    input: Tensor) -> Tensor:\n");
        String value = "input";
        for (final HeadModule layer : layers) {
            text.append("    _").append(layer.name()).append(" = (getattr(self, \"").append(layer.name())
                .append("\")).forward(").append(value).append(", )\n");
            value = "_" + layer.name();
        }
        text.append("    return ").append(value).append('\n');
    }
}
