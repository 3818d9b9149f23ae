// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.archive.Pickler;
import org.transferlearning.engine.archive.ZipWriter;

/**
 * Writes a vision transformer (Dosovitskiy et al., "An Image is Worth 16x16 Words", 2021; one attention head, mean
 * instead of a class token) of any depth and width as PyTorch traces it, with a class and a code file for each module.
 * It can be loaded and run; all weights are zero. It has 7 modules per block, and 5 more.
 */
final class TransformerArchive {

    private static final String CODE = "__torch__.___torch_mangle_";

    private final int m_width;

    private final Map<String, String> m_code = new LinkedHashMap<>();

    private final List<Long> m_storages = new ArrayList<>();

    private TransformerArchive(final int width) {
        m_width = width;
    }

    /**
     * @param file the file to write
     * @param depth number of blocks
     * @param width features per token
     */
    static void write(final Path file, final int depth, final int width) throws IOException {
        final var archive = new TransformerArchive(width);
        final Pickled.Instance root = archive.network(depth);
        try (var zip = new ZipWriter(file)) {
            zip.add("net/data.pkl", Pickler.toBytes(root));
            for (final Map.Entry<String, String> entry : archive.m_code.entrySet()) {
                zip.add("net/code/" + entry.getKey().replace('.', '/') + ".py",
                    entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
            for (int i = 0; i < archive.m_storages.size(); i++) {
                zip.add("net/data/" + i, new byte[Math.toIntExact(archive.m_storages.get(i) * Float.BYTES)]);
            }
            zip.add("net/constants.pkl", new byte[]{(byte)0x80, 2, ')', '.'});
            zip.add("net/version", "3\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private Pickled.Instance network(final int depth) {
        final Map<String, Pickled.Instance> parts = new LinkedHashMap<>();
        parts.put("patches", module("Conv2d", tensors(m_width, 3, 16, 16), Map.of(),
            "return torch._convolution(x, self.weight, self.bias, [16, 16], [0, 0], [1, 1], False, [0, 0], 1, False, "
                + "False, True, True)"));
        parts.put("blocks", blocks(depth));
        parts.put("norm", norm());
        parts.put("head", linear(m_width, 1000));
        return module("VisionTransformer", Map.of(), parts,
            "tokens = torch.transpose(torch.flatten((self.patches).forward(x, ), 2), 1, 2)",
            "return (self.head).forward(torch.mean((self.norm).forward((self.blocks).forward(tokens, ), ), [1]), )");
    }

    private Pickled.Instance blocks(final int depth) {
        final Map<String, Pickled.Instance> blocks = new LinkedHashMap<>();
        final List<String> lines = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            blocks.put(Integer.toString(i), block());
            lines.add("x" + i + " = (getattr(self, \"" + i + "\")).forward(" + (i == 0 ? "x" : "x" + (i - 1)) + ", )");
        }
        lines.add("return x" + (depth - 1));
        return module("Sequential", Map.of(), blocks, lines.toArray(String[]::new));
    }

    private Pickled.Instance block() {
        final Map<String, Pickled.Instance> parts = new LinkedHashMap<>();
        parts.put("norm1", norm());
        parts.put("qkv", linear(m_width, 3 * m_width));
        parts.put("proj", linear(m_width, m_width));
        parts.put("norm2", norm());
        parts.put("fc1", linear(m_width, 4 * m_width));
        parts.put("fc2", linear(4 * m_width, m_width));
        return module("Block", Map.of(), parts,
            "q, k, v, = torch.chunk((self.qkv).forward((self.norm1).forward(x, ), ), 3, -1)",
            "attention = torch.softmax(torch.matmul(q, torch.transpose(k, -2, -1)), -1)",
            "y = torch.add(x, (self.proj).forward(torch.matmul(attention, v), ))",
            "return torch.add(y, (self.fc2).forward(torch.gelu((self.fc1).forward((self.norm2).forward(y, ), )), ))");
    }

    private Pickled.Instance norm() {
        return module("LayerNorm", tensors(m_width), Map.of(),
            "return torch.layer_norm(x, [" + m_width + "], self.weight, self.bias)");
    }

    private Pickled.Instance linear(final long inputs, final long outputs) {
        return module("Linear", tensors(outputs, inputs), Map.of(), "return torch.linear(x, self.weight, self.bias)");
    }

    /** A weight of this shape, and a bias. */
    private static Map<String, List<Long>> tensors(final long... shape) {
        final Map<String, List<Long>> tensors = new LinkedHashMap<>();
        tensors.put("weight", LongStream.of(shape).boxed().toList());
        tensors.put("bias", List.of(shape[0]));
        return tensors;
    }

    private Pickled.Instance module(final String kind, final Map<String, List<Long>> tensors,
        final Map<String, Pickled.Instance> parts, final String... body) {
        final String module = CODE + m_code.size();
        final var text = new StringBuilder("class ").append(kind).append("(Module):\n  __parameters__ = [");
        tensors.keySet().forEach(t -> text.append('"').append(t).append("\", "));
        text.append("]\n  __buffers__ = []\n");
        final var state = new Pickled.Dict();
        tensors.forEach((name, shape) -> {
            text.append("  ").append(name).append(" : Tensor\n");
            state.entries().put(name, tensor(shape));
        });
        parts.forEach((name, part) -> {
            text.append(Character.isDigit(name.charAt(0)) ? "  __annotations__[\"" + name + "\"] = "
                : "  " + name + " : ").append(part.type().qualifiedName()).append('\n');
            state.entries().put(name, part);
        });
        text.append("  def forward(self: ").append(module).append('.').append(kind)
            .append(",\n    x: Tensor) -> Tensor:\n    ").append(String.join("\n    ", body)).append('\n');
        m_code.put(module, text.toString());
        final var instance = new Pickled.Instance(new Pickled.Global(module, kind));
        instance.setState(state);
        return instance;
    }

    private Pickled.Call tensor(final List<Long> shape) {
        final List<Long> strides = new ArrayList<>();
        long size = 1;
        for (int i = shape.size() - 1; i >= 0; i--) {
            strides.add(0, size);
            size *= shape.get(i);
        }
        final var storage = new Pickled.Tuple(List.of("storage", new Pickled.Global("torch", "FloatStorage"),
            Integer.toString(m_storages.size()), "cpu", size));
        m_storages.add(size);
        return new Pickled.Call(new Pickled.Global("torch._utils", "_rebuild_tensor_v2"),
            new Pickled.Tuple(List.of(new Pickled.Persistent(storage), 0L, new Pickled.Tuple(shape),
                new Pickled.Tuple(strides), true, new Pickled.Call(new Pickled.Global("collections", "OrderedDict"),
                    new Pickled.Tuple(List.of())))));
    }
}
