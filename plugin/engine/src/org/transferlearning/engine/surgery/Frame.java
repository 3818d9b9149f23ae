// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.HashMap;
import java.util.Map;

import org.transferlearning.engine.script.ScriptMethod;

/** A call that is being followed: what its variables are known to be. */
final class Frame {

    private final ModuleNode m_module;

    private final ScriptMethod m_method;

    private final Map<String, Value> m_variables = new HashMap<>();

    private int m_branches;

    private Value m_result = Value.UNKNOWN;

    Frame(final ModuleNode module, final ScriptMethod method) {
        m_module = module;
        m_method = method;
        m_variables.put("self", new Value.Module(module));
    }

    ModuleNode module() {
        return m_module;
    }

    ScriptMethod method() {
        return m_method;
    }

    Map<String, Value> variables() {
        return m_variables;
    }

    void enterBranch() {
        m_branches++;
    }

    void leaveBranch() {
        m_branches--;
    }

    boolean isInBranch() {
        return m_branches > 0;
    }

    void setResult(final Value result) {
        m_result = result;
    }

    Value result() {
        return m_result;
    }
}
