// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The engine's end of the worker processes: who gets one ({@link org.transferlearning.engine.process.WorkerPool}),
 * where their files are ({@link org.transferlearning.engine.process.WorkerInstallation}), and their life from start to
 * end ({@link org.transferlearning.engine.process.WorkerProcess}). Depends on the protocol; the only package of the
 * engine that knows OSGi.
 */
package org.transferlearning.engine.process;
