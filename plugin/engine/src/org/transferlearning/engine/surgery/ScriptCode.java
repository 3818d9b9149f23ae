// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.script.DottedNames;
import org.transferlearning.engine.script.ScriptClass;
import org.transferlearning.engine.script.ScriptException;
import org.transferlearning.engine.script.ScriptFile;
import org.transferlearning.engine.script.ScriptMethod;
import org.transferlearning.engine.script.SourceText;

/** The code of an archive, read file by file when it is asked for, and changed in memory. */
public final class ScriptCode {

    /** Several times what the largest networks have; parsed, it takes thirty times as much memory. */
    private static final long MAX_TOTAL = 4L << 20;

    private final TorchArchive m_archive;

    /** By entry name. */
    private final Map<String, SourceText> m_sources = new HashMap<>();

    /** By the dotted name of the module. */
    private final Map<String, ScriptFile> m_files = new HashMap<>();

    private final Map<String, String> m_changed = new TreeMap<>();

    private long m_total;

    /** @param archive the archive, open while this is used */
    public ScriptCode(final TorchArchive archive) {
        m_archive = archive;
    }

    /** @return the archive */
    TorchArchive archive() {
        return m_archive;
    }

    /**
     * Lists the names in a code file as it is in the archive.
     *
     * @param entry one of {@link TorchArchive#codeFiles}
     * @return see {@link DottedNames}
     * @throws EngineException if the code cannot be understood
     * @throws IOException if it cannot be read
     */
    List<String> names(final String entry) throws EngineException, IOException {
        try {
            return DottedNames.of(source(entry));
        } catch (ScriptException e) {
            throw notUnderstood(entry, e);
        }
    }

    /**
     * @param qualifiedName for example {@code __torch__.torch.nn.modules.conv.Conv2d}
     * @return the class, or {@code null} if the archive has no code for it
     * @throws EngineException if the code cannot be understood
     * @throws IOException if it cannot be read
     */
    public ScriptClass classOf(final String qualifiedName) throws EngineException, IOException {
        final int dot = qualifiedName.lastIndexOf('.');
        final ScriptFile file = dot < 0 ? null : file(qualifiedName.substring(0, dot));
        return file == null ? null : file.classes().get(qualifiedName.substring(dot + 1));
    }

    /**
     * @param qualifiedName for example {@code __torch__.torch.nn.functional.relu}
     * @return the function, or {@code null} if the archive has no code for it
     * @throws EngineException if the code cannot be understood
     * @throws IOException if it cannot be read
     */
    ScriptMethod function(final String qualifiedName) throws EngineException, IOException {
        final int dot = qualifiedName.lastIndexOf('.');
        final ScriptFile file = dot < 0 ? null : file(qualifiedName.substring(0, dot));
        return file == null ? null : file.functions().get(qualifiedName.substring(dot + 1));
    }

    /**
     * @return the new texts of the changed and added files, by entry name below the archive's root; {@code null} for
     *         removed ones
     */
    public Map<String, String> changed() {
        return m_changed;
    }

    /**
     * Replaces a method, or adds it if there is none of its name.
     *
     * @param type the class's qualified name
     * @param name the method's name
     * @param text the whole method with its indentation; empty to remove it
     * @throws EngineException if the code cannot be understood
     * @throws IOException if it cannot be read
     */
    void setMethod(final String type, final String name, final String text) throws EngineException, IOException {
        final ScriptClass script = classOf(type);
        final ScriptMethod method = script.methods().get(name);
        if (method == null) {
            replace(type, script.end(), script.end(), text);
        } else {
            replace(type, method.start(), method.end(), text);
        }
    }

    /** Adds an attribute after the others of a class. */
    void addAttribute(final String type, final String name, final String attributeType)
        throws EngineException, IOException {
        final ScriptClass script = classOf(type);
        int at = script.methods().values().stream().mapToInt(ScriptMethod::start).min().orElse(script.end());
        for (final ScriptClass.Declaration declaration : script.attributes().values()) {
            at = lineEnd(script.file().text(), declaration.end());
        }
        replace(type, at, at, "  " + name + " : " + attributeType + "\n");
    }

    /** Removes the declaration of an attribute, that of a tensor too. */
    void removeAttribute(final String type, final String name) throws EngineException, IOException {
        replaceListed(type, name, "");
        final ScriptClass script = classOf(type);
        final ScriptClass.Declaration declaration = script.attributes().get(name);
        final String text = script.file().text();
        replace(type, text.lastIndexOf('\n', declaration.start()) + 1, lineEnd(text, declaration.end()), "");
    }

    /** Gives an attribute another name where it is declared. */
    void renameAttribute(final String type, final String from, final String to) throws EngineException, IOException {
        replaceListed(type, from, "\"" + to + "\", ");
        final int start = classOf(type).attributes().get(from).start();
        replace(type, start, start + from.length(), to);
    }

    /** Replaces a name in the lists of parameters and buffers, which come first in a class. */
    private void replaceListed(final String type, final String name, final String item)
        throws EngineException, IOException {
        final ScriptClass script = classOf(type);
        final int end = script.attributes().values().stream().mapToInt(ScriptClass.Declaration::start).min().orElse(0);
        final int start = script.file().text().indexOf("\"" + name + "\", ", script.start());
        if (start >= 0 && start < end) {
            replace(type, start, start + name.length() + "\"\", ".length(), item);
        }
    }

    /** Changes the type of an attribute. */
    void setAttributeType(final String type, final String name, final String attributeType)
        throws EngineException, IOException {
        final ScriptClass.Declaration declaration = classOf(type).attributes().get(name);
        replace(type, declaration.type().start(), declaration.type().end(), attributeType);
    }

    /** Replaces a part of the file that has the class. */
    void replace(final String type, final int start, final int end, final String replacement)
        throws EngineException, IOException {
        final String module = type.substring(0, type.lastIndexOf('.'));
        final String text = file(module).text();
        put(module, text.substring(0, start) + replacement + text.substring(end));
    }

    /**
     * Copies a class under a new name that nothing uses yet, so that it can be changed for one module only.
     *
     * @param type the class's qualified name
     * @return the copy's
     * @throws EngineException if the code cannot be understood
     * @throws IOException if it cannot be read
     */
    String copyClass(final String type) throws EngineException, IOException {
        final ScriptClass script = classOf(type);
        final String module = type.substring(0, type.lastIndexOf('.'));
        final String plain = module.replaceAll("\\.___torch_mangle_[0-9]+$", "");
        int number = 0;
        while (file(plain + ".___torch_mangle_" + number) != null) {
            number++;
        }
        final String copy = plain + ".___torch_mangle_" + number + "." + script.name();
        final String text =
            ModuleEditor.forType(script.file().text().substring(script.start(), script.end()), type, copy);
        put(plain + ".___torch_mangle_" + number, text);
        return copy;
    }

    /** Removes a file by the dotted name of its module. */
    void remove(final String module) {
        m_files.put(module, null);
        m_changed.put(entryName(module), null);
    }

    /** Whether there is a file with the dotted name of a module. */
    boolean hasFile(final String module) throws EngineException, IOException {
        return file(module) != null;
    }

    /** Adds or replaces a file by the dotted name of its module. */
    void put(final String module, final String text) throws EngineException {
        try {
            m_files.put(module, ScriptFile.parse(new SourceText(text)));
        } catch (ScriptException e) {
            throw notUnderstood(module, e);
        }
        m_changed.put(entryName(module), text);
    }

    private ScriptFile file(final String module) throws EngineException, IOException {
        if (!m_files.containsKey(module)) {
            final String entry = m_archive.root() + entryName(module);
            try {
                m_files.put(module, m_archive.zip().entry(entry) == null ? null : ScriptFile.parse(source(entry)));
            } catch (ScriptException e) {
                throw notUnderstood(module, e);
            }
        }
        return m_files.get(module);
    }

    private SourceText source(final String entry) throws ScriptException, EngineException, IOException {
        SourceText source = m_sources.get(entry);
        if (source == null) {
            final String text = m_archive.codeText(entry);
            m_total += text.length();
            if (m_total > MAX_TOTAL) {
                throw new EngineException("The code in \"" + m_archive.file().getFileName() + "\" is too long.",
                    "Get the file from a source that you trust.");
            }
            source = new SourceText(text);
            m_sources.put(entry, source);
        }
        return source;
    }

    EngineException notUnderstood(final String what, final ScriptException cause) {
        return new EngineException("The code of \"" + what + "\" in \"" + m_archive.file().getFileName()
            + "\" cannot be understood (" + cause.getMessage() + ").",
            "Save the network again with PyTorch 1.8 to 2.7 by torch.jit.script or torch.jit.trace.", cause);
    }

    private static String entryName(final String module) {
        return "code/" + module.replace('.', '/') + ".py";
    }

    private static int lineEnd(final String text, final int at) {
        final int newline = text.indexOf('\n', at);
        return newline < 0 ? text.length() : newline + 1;
    }
}
