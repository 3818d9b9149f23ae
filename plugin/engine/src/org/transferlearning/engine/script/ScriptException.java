// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.script;

/** Code that the parser does not understand. */
public final class ScriptException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what was expected
     * @param offset where, in characters from the start of the text
     */
    public ScriptException(final String message, final int offset) {
        super(message + " at character " + offset);
    }
}
