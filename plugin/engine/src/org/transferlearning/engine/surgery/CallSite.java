// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptMethod;

/**
 * A place in a network's code where one module runs another's method.
 *
 * @param caller the module whose code it is
 * @param method the method that holds the call
 * @param call the call
 * @param isConditional whether it stands in a branch or a loop
 * @param callee the module that is run
 * @param calleeMethod the name of its method
 */
public record CallSite(ModuleNode caller, ScriptMethod method, Expression.Call call, boolean isConditional,
    ModuleNode callee, String calleeMethod) {
}
