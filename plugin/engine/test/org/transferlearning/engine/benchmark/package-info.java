// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** How fast the engine is: programs, not tests, since the times depend on the machine. */
package org.transferlearning.engine.benchmark;
