// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.persistence;

/** Stands for KNIME's class of the same name: an object that is stored field by field. */
public interface Persistable {
}
