// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Ready-made dependencies between settings. */
package org.knime.node.parameters.updates.util;
