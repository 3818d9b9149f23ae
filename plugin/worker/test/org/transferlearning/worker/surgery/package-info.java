// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Cut networks, run by PyTorch through DJL in the test's own process. */
package org.transferlearning.worker.surgery;
