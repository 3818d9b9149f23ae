// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The worker process: does the jobs that the engine sends it one after another, with PyTorch through DJL. Start reading
 * at {@link org.transferlearning.worker.Main}. The only code that imports {@code ai.djl}; runs on a flat class path,
 * without OSGi and KNIME.
 */
package org.transferlearning.worker;
