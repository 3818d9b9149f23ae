// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What a network is made of and how it is cut: the module tree, the order in which modules run, and the rewriting of
 * their code.
 *
 * <p>
 * Start at {@link org.transferlearning.engine.surgery.ModuleTree}. For use by
 * {@link org.transferlearning.engine.NetworkReader} and {@link org.transferlearning.engine.NetworkWriter}; depends on
 * the packages {@code archive} and {@code script}.
 */
package org.transferlearning.engine.surgery;
