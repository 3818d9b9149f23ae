// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the nodes share: messages ({@link org.transferlearning.nodes.util.Problem}), calls into the engine
 * ({@link org.transferlearning.nodes.util.EngineCall}), locations, image columns, target columns
 * ({@link org.transferlearning.nodes.util.TargetColumn}, {@link org.transferlearning.nodes.util.TargetColumns}) and
 * what their cells say ({@link org.transferlearning.nodes.util.TargetCell}). Depends on KNIME's API and the engine's.
 */
package org.transferlearning.nodes.util;
