// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The way into the engine's package of this name for the worker's benchmarks:
 * {@link org.transferlearning.engine.process.WorkerLaunch}.
 */
package org.transferlearning.engine.process;
