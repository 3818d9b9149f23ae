// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.Comparator;
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
import org.transferlearning.engine.script.ScriptMethod;
import org.transferlearning.engine.script.Statement;

/**
 * Rewrites a network's code and module tree: cuts it and puts a new head behind the cut, or adds methods for its parts.
 *
 * <p>
 * What is left of the root's {@code forward} becomes a method of its own, {@link #FEATURES_METHOD}, and
 * {@code forward} gives the result of that to the new head.
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

    /** @return the new head's tensors by full name, whose storages are not in the archive yet */
    public Map<String, TensorInfo> newTensors() {
        return m_newTensors;
    }

    /**
     * Replaces the head: the one that this project has put there, else the last linear layer.
     *
     * @param renamed name for a part of the root module that has the new head's name
     * @param head what the new head is like
     * @throws EngineException if the network has no such head, or one for other features, or cannot be cut there
     * @throws IOException if the archive cannot be read
     */
    public void replaceHead(final String renamed, final Head head) throws EngineException, IOException {
        ModuleTree tree = tree();
        HeadFinder found = find(tree);
        if (found.features() != head.features()) {
            throw new EngineException("The network in \"" + m_archive.file().getFileName() + "\" has "
                + found.features() + " features before its last layer, not " + head.features() + ".",
                "Load the network again.");
        }
        try {
            if (found.isOwn()) {
                removeOwn(found.module());
            } else {
                if (hasOther(tree, Head.NEW_LAYER) && !found.module().path().equals(Head.NEW_LAYER)) {
                    rename(tree.root(), Head.NEW_LAYER, renamed);
                    tree = tree();
                    found = find(tree);
                }
                HeadCut.cut(tree, found, Head.NEW_LAYER);
            }
            m_newTensors = NewHead.put(tree(), head, found.type());
        } catch (ScriptException e) {
            throw m_code.notUnderstood(found.module().path(), e);
        }
    }

    /**
     * Replaces everything behind a cut point by a pooling and a new head.
     *
     * @param cutPoint path of the module after which to cut
     * @param renamed name for a part of the root module that has the new head's name
     * @param head what the new head is like, with the pooling before it
     * @throws EngineException if the network cannot be cut there
     * @throws IOException if the archive cannot be read
     */
    public void replaceBehind(final String cutPoint, final String renamed, final Head head)
        throws EngineException, IOException {
        try {
            ModuleTree tree = tree();
            String path = cutPoint;
            final HeadFinder found = HeadFinder.find(tree);
            if (!found.isOwn() && hasOther(tree, Head.NEW_LAYER)) {
                rename(tree.root(), Head.NEW_LAYER, renamed);
                path = (cutPoint + ".").startsWith(Head.NEW_LAYER + ".")
                    ? renamed + cutPoint.substring(Head.NEW_LAYER.length()) : cutPoint;
                tree = tree();
            }
            final var cut = new CutSurgery(tree, CutAnalysis.of(tree), path);
            cut.keepPrefix(head.design().pooling(), FEATURES_METHOD, Head.NEW_LAYER);
            if (found.isOwn()) {
                removeOwn(found.module());
            }
            m_newTensors = NewHead.put(tree(), head, cut.type());
            CutSurgery.prune(tree(), cut.cutModules());
        } catch (ScriptException e) {
            throw m_code.notUnderstood(cutPoint, e);
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
            throw m_code.notUnderstood(tree.root().typeName(), e);
        }
    }

    private ModuleTree tree() throws EngineException, IOException {
        return ModuleTree.of(m_archive, m_code, m_root);
    }

    private static HeadFinder find(final ModuleTree tree) throws EngineException, IOException {
        final HeadFinder found = HeadFinder.find(tree);
        if (!found.isReplaceable()) {
            throw HeadCut.cannotCut(tree, found.module());
        }
        return found;
    }

    private static boolean hasOther(final ModuleTree tree, final String name) {
        return tree.root().type().attributes().containsKey(name);
    }

    /** Takes a head that this project has put there out of the root module, with its code. */
    private void removeOwn(final ModuleNode head) throws EngineException, IOException {
        m_code.removeAttribute(m_root.type().qualifiedName(), head.name());
        m_root.attributes().remove(head.name());
        removeCode(head);
        head.children().values().forEach(this::removeCode);
    }

    private void removeCode(final ModuleNode module) {
        m_code.remove(module.typeName().substring(0, module.typeName().lastIndexOf('.')));
    }

    /** Gives an attribute of the root module another name. */
    private void rename(final ModuleNode root, final String from, final String to)
        throws EngineException, IOException, ScriptException {
        final ScriptClass type = root.type();
        final var places = new TreeMap<Integer, Expression>(Comparator.reverseOrder());
        for (final ScriptMethod method : type.methods().values()) {
            for (final Statement statement : method.body()) {
                SelfReads.of(from, statement).forEach(e -> places.put(e.start(), e));
            }
        }
        for (final Expression place : places.values()) {
            m_code.replace(root.typeName(), place.start(), place.end(), "self." + to);
        }
        m_code.renameAttribute(root.typeName(), from, to);
        final Map<Object, Object> state = m_root.attributes();
        final var before = new LinkedHashMap<>(state);
        state.clear();
        before.forEach((key, value) -> state.put(key.equals(from) ? to : key, value));
    }
}
