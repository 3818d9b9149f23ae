// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** How settings are stored. */
package org.knime.node.parameters.persistence;
