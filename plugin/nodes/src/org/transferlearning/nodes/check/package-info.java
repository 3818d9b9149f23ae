// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The node Transfer Learning System Check: {@link org.transferlearning.nodes.check.SystemCheckNodeFactory}. Depends on
 * KNIME's node API, on what the nodes share and on the engine.
 */
package org.transferlearning.nodes.check;
