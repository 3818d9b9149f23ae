// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A class of a code file.
 *
 * @param name its name in the file
 * @param base the class that it extends: {@code Module} for modules
 * @param attributes its declared attributes in order, which is the order of PyTorch's {@code named_parameters}
 * @param parameters names of the attributes that are parameters
 * @param buffers names of the attributes that are buffers
 * @param methods its methods by name
 * @param file the file
 * @param start offset of its first line
 * @param end offset after its last line
 */
public record ScriptClass(String name, String base, Map<String, Declaration> attributes, List<String> parameters,
    List<String> buffers, Map<String, ScriptMethod> methods, ScriptFile file, int start, int end) {

    /**
     * A line that declares an attribute, {@code stride : Final[int] = 1} or
     * {@code __annotations__["0"] = __torch__.nets.Block}.
     *
     * @param name the attribute
     * @param type its type
     * @param start offset of the line's first character after the indentation
     * @param end offset after its last character
     */
    public record Declaration(String name, Expression type, int start, int end) {
    }

    /** @return whether it is a module and not a plain class or tuple */
    public boolean isModule() {
        return base.equals("Module");
    }

    /**
     * @param declaration one of this class's
     * @return the type as it is written
     */
    public String typeText(final Declaration declaration) {
        return file.text(declaration.type());
    }

    /**
     * @param file the file
     * @param source its text
     * @param first number of the token {@code class}
     * @param last number of the first token after the class
     */
    static ScriptClass parse(final ScriptFile file, final SourceText source, final int first, final int last)
        throws ScriptException {
        final boolean hasBase = first + 3 < last && source.token(first + 2).is("(");
        final var attributes = new LinkedHashMap<String, Declaration>();
        final var lists = new LinkedHashMap<String, List<String>>();
        final var methods = new LinkedHashMap<String, ScriptMethod>();
        int end;
        for (int at = source.lineEnd(first); at < last; at = end) {
            end = source.itemEnd(at);
            if (source.token(at).is("def")) {
                final var method = new ScriptMethod(source, at, end);
                methods.put(method.name(), method);
            } else if (new Parser(source, at).statement() instanceof Statement.Assignment assignment
                && assignment.targets().size() == 1) {
                add(assignment, attributes, lists);
            }
        }
        final String base = hasBase ? source.token(first + 3).text() : "";
        return new ScriptClass(source.token(first + 1).text(), base, attributes,
            lists.getOrDefault("__parameters__", List.of()), lists.getOrDefault("__buffers__", List.of()), methods,
            file, source.lineStart(first), source.lineStart(last));
    }

    private static void add(final Statement.Assignment assignment, final Map<String, Declaration> attributes,
        final Map<String, List<String>> lists) {
        final Expression target = assignment.targets().get(0);
        if (target instanceof Expression.Name list && assignment.type() == null) {
            lists.put(list.name(), strings(assignment.value()));
        } else if (target instanceof Expression.Name attribute) {
            add(attributes, attribute.name(), assignment.type(), assignment);
        } else if (target instanceof Expression.Subscript subscript && subscript.indices().size() == 1
            && subscript.indices().get(0) instanceof Expression.Literal key && key.isString()) {
            add(attributes, key.string(), assignment.value(), assignment);
        }
    }

    private static void add(final Map<String, Declaration> attributes, final String name, final Expression type,
        final Statement line) {
        attributes.put(name, new Declaration(name, type, line.start(), line.end()));
    }

    private static List<String> strings(final Expression value) {
        final var strings = new ArrayList<String>();
        for (final Expression part : value.parts()) {
            if (part instanceof Expression.Literal literal && literal.isString()) {
                strings.add(literal.string());
            }
        }
        return strings;
    }
}
