// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of the package. */
package org.transferlearning.engine.job;
