// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Programs that measure what the engine achieves, for people and not for the build. Entry point:
 * {@link org.transferlearning.worker.benchmark.TransferGainBenchmark}. May use the engine's API only.
 */
package org.transferlearning.worker.benchmark;
