// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Jobs that need tensors: they run in a worker process, which {@link org.transferlearning.engine.job.Engine} starts.
 * Records go in, progress and records come out.
 */
package org.transferlearning.engine.job;
