// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The code files of TorchScript archives: a small Python-like language, parsed into classes, methods, statements and
 * expressions that know their place in the text, so that an edit leaves everything else as it is.
 *
 * <p>
 * Start at {@link org.transferlearning.engine.script.ScriptFile}. Depends on the Java platform only.
 */
package org.transferlearning.engine.script;
