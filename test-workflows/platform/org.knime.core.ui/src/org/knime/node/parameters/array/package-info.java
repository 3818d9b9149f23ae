// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Settings that are lists of equal groups of settings. */
package org.knime.node.parameters.array;
