// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.ArrayDeque;
import java.util.List;

/**
 * What is known of a value when a network's code is followed without computing anything: most of all, whether it
 * depends on the network's input. Values that may share memory belong together: what is written into one of them is in
 * all.
 */
final class Fact {

    private final ModuleNode m_module;

    private final String m_function;

    private final Object m_constant;

    private final boolean m_isConstant;

    private final boolean m_isSize;

    /** One bit for each input of the network that it depends on. */
    private long m_inputs;

    /** Another value of the same memory, towards one that stands for all; {@code this} for that one. */
    private Fact m_same = this;

    /** For one that depends on the input: values of the same memory that may not. */
    private List<Fact> m_shared = List.of();

    private boolean m_isChanged;

    private Width m_width;

    private ModuleNode m_owner;

    private String m_tensor;

    private boolean m_isProbabilities;

    private Fact(final ModuleNode module, final String function, final boolean isConstant, final Object constant,
        final long inputs, final boolean isSize) {
        m_module = module;
        m_function = function;
        m_isConstant = isConstant;
        m_constant = constant;
        m_inputs = inputs;
        m_isSize = isSize;
    }

    /** A module. */
    static Fact module(final ModuleNode module) {
        return new Fact(module, null, false, null, 0, false);
    }

    /** A function by its dotted name. */
    static Fact function(final String name) {
        return new Fact(null, name, false, null, 0, false);
    }

    /** A number, string, truth value or {@code null} that is known. */
    static Fact constant(final Object value) {
        return new Fact(null, null, true, value, 0, false);
    }

    /** Anything that does not depend on the input. */
    static Fact fixed() {
        return new Fact(null, null, false, null, 0, false);
    }

    /** A tensor that a module owns. */
    static Fact tensor(final ModuleNode owner, final String name) {
        final Fact fact = fixed();
        fact.m_owner = owner;
        fact.m_tensor = name;
        return fact;
    }

    /** One of the network's inputs, counted from 0. */
    static Fact input(final int number) {
        return new Fact(null, null, false, null, 1L << Math.min(number, Long.SIZE - 1), false);
    }

    /**
     * The result of a computation.
     *
     * @param operands what it is computed from
     * @param shared those of them whose memory the result may share
     * @param isSize whether it is a number about a tensor's shape
     */
    static Fact computed(final List<Fact> operands, final List<Fact> shared, final boolean isSize) {
        long inputs = 0;
        for (final Fact operand : operands) {
            inputs |= operand.inputs();
        }
        final var result = new Fact(null, null, false, null, inputs, isSize);
        if (inputs != 0) {
            result.m_shared = shared;
            return result;
        }
        for (final Fact operand : shared) {
            if (!operand.m_isConstant && operand.m_module == null && operand.m_function == null) {
                operand.top().m_same = result.top();
            }
        }
        return result;
    }

    private Fact top() {
        Fact top = this;
        while (top.m_same != top) {
            top.m_same = top.m_same.m_same;
            top = top.m_same;
        }
        return top;
    }

    /**
     * Notes that something was written into it, and so into all values that share its memory. Nobody follows what: they
     * count as coming from the input.
     */
    void change() {
        final var waiting = new ArrayDeque<Fact>();
        waiting.add(this);
        while (!waiting.isEmpty()) {
            final Fact fact = waiting.remove();
            if (!fact.m_isChanged && fact.m_module == null && fact.m_function == null) {
                fact.m_isChanged = true;
                fact.m_inputs |= 1;
                fact.top().m_inputs |= 1;
                waiting.addAll(fact.m_shared);
            }
        }
    }

    boolean isChanged() {
        return m_isChanged;
    }

    boolean isFromInput() {
        return inputs() != 0;
    }

    /** One bit for each input of the network that it depends on. */
    long inputs() {
        return m_inputs | top().m_inputs;
    }

    /** How many features it has, or {@code null} if that is not known. */
    Width width() {
        return m_width;
    }

    void setWidth(final Width width) {
        m_width = width;
    }

    boolean isSize() {
        return m_isSize;
    }

    boolean isConstant() {
        return m_isConstant;
    }

    Object value() {
        return m_constant;
    }

    ModuleNode module() {
        return m_module;
    }

    String function() {
        return m_function;
    }

    /** The module that owns it if it is a module's tensor, else {@code null}. */
    ModuleNode owner() {
        return m_owner;
    }

    /** Its name in its owner. */
    String tensor() {
        return m_tensor;
    }

    /** Whether it is the result of a softmax, maybe in another shape. */
    boolean isProbabilities() {
        return m_isProbabilities;
    }

    void setProbabilities(final boolean isProbabilities) {
        m_isProbabilities = isProbabilities;
    }
}
