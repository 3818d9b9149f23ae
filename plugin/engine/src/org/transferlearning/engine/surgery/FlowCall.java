// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.transferlearning.engine.script.Expression;

/**
 * One run of a module's method by another module, or by another method of its own.
 *
 * @param caller the run of the method that holds the call
 * @param call the call
 * @param step the number of the caller's step that holds the call
 * @param obstacle why the call may run never or more than once in its method, in words; {@code null} if it runs once
 * @param callee the module that is run
 * @param calleeMethod the name of its method
 */
record FlowCall(FlowFrame caller, Expression.Call call, int step, String obstacle, ModuleNode callee,
    String calleeMethod) {

    private static final Pattern FORWARD = Pattern.compile("forward(__)?[0-9]*");

    /** Whether it is what PyTorch calls a call of the module. */
    boolean isForward() {
        return isForward(calleeMethod);
    }

    /**
     * Whether to run the method is what PyTorch calls to call the module:
     * one called twice is traced into two methods, one with overloads is scripted into several.
     */
    static boolean isForward(final String method) {
        return method.equals("forward") || FORWARD.matcher(method).matches();
    }

    /** @return what else the rest of the caller's method needs that depends on the input: names of variables */
    Set<String> pending() {
        return caller.pending(this);
    }

    /** @return the calls from the root's {@code forward} to this one */
    List<FlowCall> way() {
        final var way = new LinkedList<FlowCall>();
        for (FlowCall call = this; call != null; call = call.caller.by()) {
            way.addFirst(call);
        }
        return way;
    }
}
