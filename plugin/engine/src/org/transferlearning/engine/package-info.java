// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Networks and what can be done to them, without KNIME, DJL or native code.
 *
 * <p>
 * Start at {@link org.transferlearning.engine.Network}: a TorchScript archive and its
 * {@link org.transferlearning.engine.NetworkSpec}. {@link org.transferlearning.engine.NetworkReader} makes one from a
 * file, {@link org.transferlearning.engine.LayerFreezer} and {@link org.transferlearning.engine.HeadReplacer} change
 * the specification, {@link org.transferlearning.engine.job.Engine} trains it and predicts with it in a worker
 * process. Depends on the Java platform only.
 */
package org.transferlearning.engine;
