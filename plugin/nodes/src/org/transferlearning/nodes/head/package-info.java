// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The node Replace Head: {@link org.transferlearning.nodes.head.ReplaceHeadNodeFactory}. Depends on
 * KNIME's node API, on what the nodes share and on the engine.
 */
package org.transferlearning.nodes.head;
