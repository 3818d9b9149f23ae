// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.validation;

/** Stands for KNIME's class of the same name: a check of a value while it is typed. */
public interface BuiltinValidation {
}
