// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The worker process: does one job that the engine sends it, with PyTorch through DJL, and ends. Start reading at
 * {@link org.transferlearning.worker.Main}. The only code that imports {@code ai.djl}; runs on a flat class path,
 * without OSGi and KNIME.
 */
package org.transferlearning.worker;
