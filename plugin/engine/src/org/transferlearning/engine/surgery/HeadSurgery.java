// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptClass;
import org.transferlearning.engine.script.ScriptException;
import org.transferlearning.engine.script.ScriptFile;
import org.transferlearning.engine.script.ScriptMethod;
import org.transferlearning.engine.script.Statement;

/**
 * Cuts a network before its last linear layer and puts a new linear layer behind the cut, in the archive's code and
 * module tree.
 *
 * <p>
 * On the way from the root to the layer, each method is reduced to the part that computes the layer's input
 * ({@link MethodSlice}). The root's part becomes a method of its own, {@link #FEATURES_METHOD}, and its {@code forward}
 * gives the result of that to the new layer. The old layer leaves the module tree.
 */
public final class HeadSurgery {

    /** The root's method that computes the features: input of the network in, float (n, features) out. */
    public static final String FEATURES_METHOD = "head_features";

    private final TorchArchive m_archive;

    private final Pickled.Instance m_root;

    private final ScriptCode m_code;

    private Map<String, TensorInfo> m_newTensors = Map.of();

    /**
     * @param archive the network's archive, open while this is used
     * @throws EngineException if its module tree is broken
     * @throws IOException if it cannot be read
     */
    public HeadSurgery(final TorchArchive archive) throws EngineException, IOException {
        m_archive = archive;
        m_root = archive.readModule();
        m_code = new ScriptCode(archive);
    }

    /** @return the root module, as it is now */
    public Pickled.Instance root() {
        return m_root;
    }

    /** @return the code, as it is now */
    public ScriptCode code() {
        return m_code;
    }

    /** @return the new head's tensors {@code weight} and {@code bias}, whose storages are not in the archive yet */
    public Map<String, TensorInfo> newTensors() {
        return m_newTensors;
    }

    /**
     * Replaces the last linear layer.
     *
     * @param name name of the new layer in the root module
     * @param renamed name for a part of the root module that has the new layer's name
     * @param head what the new layer is like
     * @throws EngineException if the network has no last linear layer, or one for other features, or cannot be cut there
     * @throws IOException if the archive cannot be read
     */
    public void replaceHead(final String name, final String renamed, final Head head)
        throws EngineException, IOException {
        ModuleTree tree = tree();
        HeadFinder found = find(tree);
        if (found.features() != head.features()) {
            throw new EngineException("The network in \"" + m_archive.file().getFileName() + "\" has "
                + found.features() + " features before its last layer, not " + head.features() + ".",
                "Load the network again.");
        }
        try {
            if (isOwnHead(found, name)) {
                m_newTensors = NewHead.put(tree, name, found.type(), found.features(), head.outputs());
                return;
            }
            if (tree.root().type().attributes().containsKey(name) && !found.linear().path().equals(name)) {
                rename(tree.root(), name, renamed);
                tree = tree();
                found = find(tree);
            }
            cut(found, name);
            m_newTensors = NewHead.put(tree, name, found.type(), found.features(), head.outputs());
        } catch (ScriptException e) {
            throw ScriptCode.notUnderstood(m_archive, found.linear().path(), e);
        }
    }

    /**
     * Replaces everything behind a cut point by a pooling and a new linear layer.
     *
     * @param cutPoint path of the module after which to cut
     * @param name name of the new layer in the root module
     * @param renamed name for a part of the root module that has the new layer's name
     * @param head what the new layer is like, with the pooling before it
     * @throws EngineException if the network cannot be cut there
     * @throws IOException if the archive cannot be read
     */
    public void replaceBehind(final String cutPoint, final String name, final String renamed, final Head head)
        throws EngineException, IOException {
        try {
            String path = cutPoint;
            if (tree().root().type().attributes().containsKey(name)) {
                rename(tree().root(), name, renamed);
                path = (cutPoint + ".").startsWith(name + ".") ? renamed + cutPoint.substring(name.length()) : cutPoint;
            }
            final var cut = cutAfter(path);
            cut.keepPrefix(head.design().pooling(), FEATURES_METHOD, name);
            m_newTensors = NewHead.put(tree(), name, cut.type(), head.features(), head.outputs());
            CutSurgery.prune(tree(), cut.cutModules());
        } catch (ScriptException e) {
            throw ScriptCode.notUnderstood(m_archive, cutPoint, e);
        }
    }

    /**
     * Adds two methods to the root module for each of some cut points, and changes nothing else.
     *
     * @param cutPoints paths of the modules after which to cut
     * @param prefix begin of the name, before the number of the cut point, of the method that computes the tensor at
     *            the cut from the network's input
     * @param suffix the same for the method that computes the network's output from the tensor at the cut
     * @throws EngineException if the network cannot be cut there
     * @throws IOException if the archive cannot be read
     */
    public void split(final List<String> cutPoints, final String prefix, final String suffix)
        throws EngineException, IOException {
        final ModuleTree tree = tree();
        final CutAnalysis analysis = CutAnalysis.of(tree);
        final var editor = new ModuleEditor(m_code, tree);
        try {
            for (int i = 0; i < cutPoints.size(); i++) {
                new CutSurgery(tree, analysis, cutPoints.get(i)).split(editor, prefix + i, suffix + i);
            }
        } catch (ScriptException e) {
            throw ScriptCode.notUnderstood(m_archive, tree.root().typeName(), e);
        }
    }

    private CutSurgery cutAfter(final String path) throws EngineException, IOException {
        final ModuleTree tree = tree();
        return new CutSurgery(tree, CutAnalysis.of(tree), path);
    }

    private ModuleTree tree() throws EngineException, IOException {
        return ModuleTree.of(m_archive, m_code, m_root);
    }

    private HeadFinder find(final ModuleTree tree) throws EngineException {
        final HeadFinder found = HeadFinder.find(tree);
        if (found.linear() == null || found.calls().isEmpty()) {
            throw cannotCut(found.linear());
        }
        return found;
    }

    private EngineException cannotCut(final ModuleNode linear) {
        return new EngineException("The network in \"" + m_archive.file().getFileName() + "\" cannot be cut before "
            + (linear == null ? "its last layer" : "\"" + linear.path() + "\"") + ".",
            "Trace the network (torch.jit.trace), or choose another network.");
    }

    /** Whether the layer is one that this class has put there: then only its tensors change. */
    private static boolean isOwnHead(final HeadFinder found, final String name) {
        return found.linear().path().equals(name) && found.linear().typeName().equals(NewHead.TYPE)
            && found.calls().size() == 1 && found.calls().get(0).call().arguments().get(0) instanceof Expression.Call c
            && c.function() instanceof Expression.Attribute method && method.name().equals(FEATURES_METHOD);
    }

    /** Gives an attribute of the root module another name. */
    private void rename(final ModuleNode root, final String from, final String to)
        throws EngineException, IOException, ScriptException {
        final ScriptClass type = root.type();
        final var places = new TreeMap<Integer, Expression>(java.util.Comparator.reverseOrder());
        for (final ScriptMethod method : type.methods().values()) {
            for (final Statement statement : method.body()) {
                MethodSlice.readersOf(statement, from).forEach(e -> places.put(e.start(), e));
            }
        }
        for (final Expression place : places.values()) {
            m_code.replace(root.typeName(), place.start(), place.end(), "self." + to);
        }
        final int start = m_code.classOf(root.typeName()).attributes().get(from).start();
        m_code.replace(root.typeName(), start, start + from.length(), to);
        final Map<Object, Object> state = m_root.attributes();
        final var before = new LinkedHashMap<>(state);
        state.clear();
        before.forEach((key, value) -> state.put(key.equals(from) ? to : key, value));
    }

    private void cut(final HeadFinder found, final String name)
        throws EngineException, IOException, ScriptException {
        final List<CallSite> calls = found.calls();
        final ModuleNode linear = found.linear();
        final CallSite last = calls.get(calls.size() - 1);
        final Map<CallSite, String> methods = new LinkedHashMap<>();
        for (final CallSite site : calls) {
            final Expression result = site == last ? site.call().arguments().get(0) : site.call();
            final ScriptFile file = site.caller().type().file();
            final var slice = new MethodSlice(file.text(), site.method(), site.call(), result);
            final boolean isRead = site.caller() == linear.parent() && slice.reads(linear.name());
            if (isRead || site.method().signature().result() == null) {
                throw cannotCut(linear);
            }
            final boolean isFirst = site == calls.get(0);
            methods.put(site, slice.methodText(isFirst ? FEATURES_METHOD : site.method().name()));
            if (isFirst) {
                requireFree(site.caller());
                methods.put(null, forward(slice, site.method(), name));
            }
        }
        final var editor = new ModuleEditor(m_code, tree());
        editor.setMethod(calls.get(0).caller(), "forward", methods.remove(null));
        for (final Map.Entry<CallSite, String> entry : methods.entrySet()) {
            final CallSite site = entry.getKey();
            final String method = site == calls.get(0) ? FEATURES_METHOD : site.method().name();
            editor.setMethod(site.caller(), method, entry.getValue());
        }
        editor.remove(linear);
    }

    private void requireFree(final ModuleNode root) throws EngineException {
        if (root.type().methods().containsKey(FEATURES_METHOD)) {
            throw new EngineException("The network in \"" + m_archive.file().getFileName() + "\" has a method \""
                + FEATURES_METHOD + "\" of its own.", "Rename the method in the network's Python code.");
        }
    }

    private static String forward(final MethodSlice slice, final ScriptMethod method, final String name)
        throws ScriptException {
        final var arguments = new StringBuilder();
        method.signature().parameters().stream().skip(1).forEach(p -> arguments.append(p).append(", "));
        return slice.header("forward") + "    return (self." + name + ").forward((self)." + FEATURES_METHOD + "("
            + arguments + "), )\n";
    }
}
