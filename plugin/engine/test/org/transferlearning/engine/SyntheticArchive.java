// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.transferlearning.engine.archive.ElementType;
import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.archive.Pickler;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.archive.ZipWriter;

/** Archives that no PyTorch needs to have written: long ones, deep ones and hostile ones. */
public final class SyntheticArchive {

    private SyntheticArchive() {
    }

    /** A sequence of linear layers, each with a class of its own, as PyTorch writes them. */
    public static void sequence(final Path file, final int length) throws IOException {
        final var code = new LinkedHashMap<String, String>();
        final var attributes = new StringBuilder();
        final var lines = new StringBuilder();
        final var root = new Pickled.Dict();
        String value = "input";
        for (int i = 0; i < length; i++) {
            final String module = "__torch__.torch.nn.modules.linear.___torch_mangle_" + i;
            code.put(module, linear(module + ".Linear"));
            attributes.append("  __annotations__[\"").append(i).append("\"] = ").append(module).append(".Linear\n");
            lines.append("    _").append(i).append(" = getattr(self, \"").append(i).append("\")\n");
            lines.append("    input").append(i).append(" = (_").append(i).append(").forward(").append(value)
                .append(", )\n");
            value = "input" + i;
            root.entries().put(Integer.toString(i), instance(module, "Linear", linearState(i)));
        }
        code.put("__torch__.torch.nn.modules.container", "class Sequential(Module):\n" + attributes
            + "  def forward(self: __torch__.torch.nn.modules.container.Sequential,\n    input: Tensor) -> Tensor:\n"
            + lines + "    return " + value + "\n");
        final Pickled.Instance module = instance("__torch__.torch.nn.modules.container", "Sequential", root);
        write(file, Pickler.toBytes(module), code, length);
    }

    /** Three linear layers {@code a}, {@code b} and {@code c}, and a buffer, used by a method of any text. */
    public static void written(final Path file, final String body) throws IOException {
        written(file, body, "");
    }

    /** The same with another name for the buffer. */
    public static void withBuffer(final Path file, final String buffer, final String body) throws IOException {
        written(file, buffer, body, "");
    }

    /** The same with other classes and functions beside the network's class. */
    public static void written(final Path file, final String body, final String others) throws IOException {
        written(file, "buffer", body, others);
    }

    private static void written(final Path file, final String buffer, final String body, final String others)
        throws IOException {
        final var code = new LinkedHashMap<String, String>();
        final var attributes =
            new StringBuilder("  __buffers__ = [\"" + buffer + "\", ]\n  " + buffer + " : Tensor\n");
        final var root = new Pickled.Dict();
        root.entries().put(buffer, linearState(3).entries().get("weight"));
        for (int i = 0; i < 3; i++) {
            final String module = "__torch__.torch.nn.modules.linear.___torch_mangle_" + i;
            code.put(module, linear(module + ".Linear"));
            attributes.append("  ").append("abc".charAt(i)).append(" : ").append(module).append(".Linear\n");
            root.entries().put("abc".substring(i, i + 1), instance(module, "Linear", linearState(i)));
        }
        final String method = "  def forward(self: __torch__.nets.Net,\n    x: Tensor,\n    y: Tensor) -> Tensor:\n";
        code.put("__torch__.nets", "class Net(Module):\n" + attributes + method + body.indent(4) + others);
        write(file, Pickler.toBytes(instance("__torch__.nets", "Net", root)), code, 4);
    }

    /** A module whose parameters are stored in any way, in little-endian storages whose bytes are all the same. */
    public static void withParameters(final Path file, final Map<String, TensorInfo> parameters, final byte content)
        throws IOException {
        withParameters(file, parameters, content, "return x\n");
    }

    /** The same with a method of any text. */
    public static void withParameters(final Path file, final Map<String, TensorInfo> parameters, final byte content,
        final String body) throws IOException {
        final var attributes = new StringBuilder("class Net(Module):\n  __parameters__ = [");
        parameters.keySet().forEach(n -> attributes.append('"').append(n).append("\", "));
        attributes.append("]\n");
        final var root = new Pickled.Dict();
        final var sizes = new LinkedHashMap<String, Long>();
        parameters.forEach((name, tensor) -> {
            attributes.append("  ").append(name).append(" : Tensor\n");
            root.entries().put(name, pickled(tensor));
            sizes.put(tensor.storage().key(), tensor.storage().byteCount());
        });
        final String method = "  def forward(self: __torch__.nets.Net,\n    x: Tensor) -> Tensor:\n";
        write(file, Pickler.toBytes(instance("__torch__.nets", "Net", root)),
            Map.of("__torch__.nets", attributes + method + body.indent(4)), sizes, content);
    }

    /** Modules that contain one another, level by level. */
    public static void nested(final Path file, final int depth) throws IOException {
        final var pickle = new ByteArrayOutputStream();
        pickle.write(new byte[]{(byte)0x80, 2});
        final byte[] open = "c__torch__.nets\nBox\n)\u0081}X\5\0\0\0child".getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < depth; i++) {
            pickle.write(open);
        }
        pickle.write('N');
        for (int i = 0; i < depth; i++) {
            pickle.write('s');
            pickle.write('b');
        }
        pickle.write('.');
        write(file, pickle.toByteArray(), Map.of("__torch__.nets", box()), 0);
    }

    /** An archive with a module tree of any bytes. */
    public static void withPickle(final Path file, final byte[] pickle) throws IOException {
        withPickle(file, pickle, box());
    }

    /** An archive with a module tree of any bytes and any code of the module {@code __torch__.nets}. */
    public static void withPickle(final Path file, final byte[] pickle, final String code) throws IOException {
        write(file, pickle, Map.of("__torch__.nets", code), 0);
    }

    private static String box() {
        return "class Box(Module):\n  child : __torch__.nets.Box\n"
            + "  def forward(self: __torch__.nets.Box,\n    x: Tensor) -> Tensor:\n    return x\n";
    }

    private static String linear(final String type) {
        return "class Linear(Module):\n  __parameters__ = [\"weight\", ]\n  __buffers__ = []\n  weight : Tensor\n"
            + "  training : bool\n  def forward(self: " + type + ",\n    input: Tensor) -> Tensor:\n"
            + "    weight = self.weight\n    return torch.linear(input, weight, None)\n";
    }

    private static Pickled.Dict linearState(final int key) {
        final var state = new Pickled.Dict();
        state.entries().put("weight",
            pickled(new TensorInfo(new TensorInfo.Storage(Integer.toString(key), ElementType.FLOAT, 4), 0,
                List.of(2L, 2L), List.of(2L, 1L))));
        state.entries().put("training", false);
        return state;
    }

    private static Pickled.Call pickled(final TensorInfo tensor) {
        final TensorInfo.Storage storage = tensor.storage();
        final var id = new Pickled.Tuple(List.of("storage",
            new Pickled.Global("torch", storage.type().storageName()), storage.key(), "cpu", storage.size()));
        final var arguments = new Pickled.Tuple(List.of(new Pickled.Persistent(id), tensor.offset(),
            new Pickled.Tuple(tensor.shape()), new Pickled.Tuple(tensor.strides()), true,
            new Pickled.Call(new Pickled.Global("collections", "OrderedDict"), new Pickled.Tuple(List.of()))));
        return new Pickled.Call(new Pickled.Global("torch._utils", "_rebuild_tensor_v2"), arguments);
    }

    private static Pickled.Instance instance(final String module, final String name, final Pickled.Dict state) {
        final var instance = new Pickled.Instance(new Pickled.Global(module, name));
        instance.setState(state);
        return instance;
    }

    private static void write(final Path file, final byte[] pickle, final Map<String, String> code, final int tensors)
        throws IOException {
        final var sizes = new LinkedHashMap<String, Long>();
        for (int i = 0; i < tensors; i++) {
            sizes.put(Integer.toString(i), 16L);
        }
        write(file, pickle, code, sizes, (byte)0);
    }

    private static void write(final Path file, final byte[] pickle, final Map<String, String> code,
        final Map<String, Long> storages, final byte content) throws IOException {
        try (var zip = new ZipWriter(file)) {
            zip.add("net/data.pkl", pickle);
            for (final Map.Entry<String, String> entry : code.entrySet()) {
                zip.add("net/code/" + entry.getKey().replace('.', '/') + ".py",
                    entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
            final byte[] some = new byte[1 << 16];
            Arrays.fill(some, content);
            for (final Map.Entry<String, Long> entry : storages.entrySet()) {
                zip.add("net/data/" + entry.getKey(), entry.getValue(), out -> {
                    for (long left = entry.getValue(); left > 0; left -= some.length) {
                        out.write(some, 0, (int)Math.min(left, some.length));
                    }
                });
            }
            zip.add("net/constants.pkl", new byte[]{(byte)0x80, 2, ')', '.'});
            zip.add("net/version", "3\n".getBytes(StandardCharsets.UTF_8));
        }
    }
}
