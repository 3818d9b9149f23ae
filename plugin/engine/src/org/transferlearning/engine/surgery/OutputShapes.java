// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.archive.AtomicFile;
import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.archive.Pickler;
import org.transferlearning.engine.archive.StorageKeys;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.archive.ZipReader;
import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptClass;
import org.transferlearning.engine.script.ScriptException;
import org.transferlearning.engine.script.ScriptMethod;
import org.transferlearning.engine.script.Statement;

/**
 * Writes a twin of a network that remembers what comes out of its modules: each module has one attribute more, in which
 * its {@code forward} keeps the shape of the result, and the root has the method {@link #METHOD}, which gives the
 * shapes back. The twin computes nothing of worth, and is small: see {@link WeightlessTensors}.
 */
public final class OutputShapes {

    /**
     * The root's method that runs the network and gives the shapes: input as {@code forward}, output a list of int64
     * (dimensions), one per module, without elements for those that were not called. A module that was called more than
     * once tells the last shape.
     */
    public static final String METHOD = "output_shapes";

    private static final String ATTRIBUTE = "output_shape";

    private static final String VARIABLE = "output_of_module";

    private final ScriptCode m_code;

    private final ModuleTree m_tree;

    private OutputShapes(final ModuleTree tree) {
        m_tree = tree;
        m_code = tree.code();
    }

    /**
     * Writes the twin.
     *
     * @param archive a TorchScript file that can be run
     * @param target the file to write
     * @return paths of the modules whose shapes the twin tells, in the order of {@link #METHOD}: all that return one
     *         tensor
     * @throws EngineException if the archive is broken or its code cannot be understood, or the disk is full
     * @throws IOException if reading or writing fails
     */
    public static List<String> write(final Path archive, final Path target) throws EngineException, IOException {
        try (var torch = TorchArchive.open(archive)) {
            final Pickled.Instance root = torch.readModule();
            final ModuleTree tree = ModuleTree.of(torch, new ScriptCode(torch), root);
            final List<String> paths;
            try {
                paths = new OutputShapes(tree).remember();
            } catch (ScriptException e) {
                throw tree.code().notUnderstood(tree.root().typeName(), e);
            }
            final var values = new WeightlessTensors();
            values.replaceIn(tree);
            final Map<String, byte[]> changed = new TreeMap<>(values.entries());
            changed.put("data.pkl", Pickler.toBytes(root));
            tree.code().changed().forEach((name, text) -> changed.put(name, text.getBytes(StandardCharsets.UTF_8)));
            write(torch, changed, StorageKeys.of(root), target);
            return paths;
        }
    }

    /** Changes the classes of all modules, and tells which modules now remember. */
    private List<String> remember() throws EngineException, IOException, ScriptException {
        final Map<String, Boolean> classes = new HashMap<>();
        for (final ModuleNode node : m_tree.modules()) {
            final boolean isPossible = node.instance().state() instanceof Pickled.Dict
                && !node.type().attributes().containsKey(ATTRIBUTE) && returnsTensor(node.type());
            classes.merge(node.typeName(), isPossible, Boolean::logicalAnd);
        }
        for (final Map.Entry<String, Boolean> entry : classes.entrySet()) {
            if (entry.getValue()) {
                change(entry.getKey());
            }
        }
        final List<String> paths = new ArrayList<>();
        final var results = new StringBuilder();
        for (final ModuleNode node : m_tree.modules()) {
            if (classes.get(node.typeName())) {
                node.instance().attributes().put(ATTRIBUTE, noNumbers());
                if (isReached(node)) {
                    paths.add(node.path());
                    results.append("torch.tensor(").append(expression(node)).append('.').append(ATTRIBUTE)
                        .append(", dtype=4), "); // int64; without it, PyTorch warns of empty lists
                }
            }
        }
        addMethod(results);
        return paths;
    }

    private void addMethod(final CharSequence results) throws EngineException, IOException, ScriptException {
        final ScriptClass root = m_code.classOf(m_tree.root().typeName());
        final ScriptMethod forward = root.methods().get("forward");
        if (forward == null || forward.signature().result() == null || root.methods().containsKey(METHOD)) {
            throw new EngineException("The network in \"" + m_tree.archive().file().getFileName()
                + "\" cannot tell the shapes of its modules' outputs: it has "
                + (root.methods().containsKey(METHOD) ? "a method " + METHOD + " of its own."
                    : "no method forward that returns something."), "Choose another network.");
        }
        final var text = new StringBuilder(root.file().text().substring(forward.start(),
            forward.signature().result().start()).replaceFirst("def forward", "def " + METHOD))
                .append("List[Tensor]:\n    ").append(VARIABLE).append(" = (self).forward(");
        forward.signature().parameters().stream().skip(1).forEach(p -> text.append(p).append(", "));
        text.append(")\n    return [").append(results).append("]\n");
        m_code.setMethod(m_tree.root().typeName(), METHOD, text.toString());
    }

    private static boolean returnsTensor(final ScriptClass type) throws ScriptException {
        for (final ScriptMethod method : type.methods().values()) {
            if (isForward(method)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isForward(final ScriptMethod method) throws ScriptException {
        return FlowCall.isForward(method.name()) && method.signature().result() instanceof Expression.Name type
            && type.name().equals("Tensor");
    }

    private void change(final String type) throws EngineException, IOException, ScriptException {
        for (final ScriptMethod method : m_code.classOf(type).methods().values()) {
            if (isForward(method)) {
                m_code.setMethod(type, method.name(), remembering(m_code.classOf(type).file().text(),
                    m_code.classOf(type).methods().get(method.name())));
            }
        }
        m_code.addAttribute(type, ATTRIBUTE, "List[int]");
    }

    /** A method with an assignment to the attribute before it returns. */
    private static String remembering(final String text, final ScriptMethod method) throws ScriptException {
        final List<Statement.Return> returns = new ArrayList<>();
        collect(method.body(), returns);
        final var changed = new StringBuilder();
        int at = method.start();
        for (final Statement.Return place : returns) {
            final String indent = " ".repeat(place.start() - text.lastIndexOf('\n', place.start()) - 1);
            changed.append(text, at, place.start()).append(VARIABLE).append(" = ")
                .append(text, place.value().start(), place.value().end()).append('\n') //
                .append(indent).append("self.").append(ATTRIBUTE).append(" = torch.size(").append(VARIABLE)
                .append(")\n").append(indent).append("return ").append(VARIABLE);
            at = place.end();
        }
        return changed.append(text, at, method.end()).toString();
    }

    private static void collect(final List<Statement> statements, final List<Statement.Return> returns) {
        for (final Statement statement : statements) {
            if (statement instanceof Statement.Return end && end.value() != null) {
                returns.add(end);
            } else if (statement instanceof Statement.Block block) {
                collect(block.body(), returns);
                collect(block.otherwise(), returns);
            }
        }
    }

    /** An empty list of numbers, as an attribute's value. */
    private static Pickled.Call noNumbers() {
        return new Pickled.Call(new Pickled.Global("torch.jit._pickle", "build_intlist"),
            new Pickled.Tuple(List.of(new Pickled.PyList())));
    }

    /** Whether the attributes on the way to a module have its and its parents' own classes, and not an interface. */
    private static boolean isReached(final ModuleNode node) {
        if (node.parent() == null) {
            return true;
        }
        final ScriptClass parent = node.parent().type();
        return parent.typeText(parent.attributes().get(node.name())).equals(node.typeName())
            && isReached(node.parent());
    }

    private static String expression(final ModuleNode node) {
        return node.parent() == null ? "self"
            : "getattr(" + expression(node.parent()) + ", \"" + node.name() + "\")";
    }

    private static void write(final TorchArchive archive, final Map<String, byte[]> changed,
        final Set<String> storages, final Path target) throws EngineException, IOException {
        final String root = archive.root();
        AtomicFile.write(target, changed.values().stream().mapToLong(b -> b.length).sum(), zip -> {
            for (final ZipReader.Entry entry : archive.zip().entries()) {
                final String name = entry.name().startsWith(root) ? entry.name().substring(root.length()) : "";
                if (!changed.containsKey(name) && !name.endsWith(".debug_pkl") && isUsed(name, storages)) {
                    zip.copy(archive.zip(), entry);
                }
            }
            for (final Map.Entry<String, byte[]> entry : changed.entrySet()) {
                zip.add(root + entry.getKey(), entry.getValue());
            }
        });
    }

    private static boolean isUsed(final String name, final Set<String> storages) {
        return !name.startsWith("data/") || storages.contains(name.substring("data/".length()));
    }
}
