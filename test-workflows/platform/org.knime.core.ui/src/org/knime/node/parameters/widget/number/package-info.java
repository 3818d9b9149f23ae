// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** How numbers are shown in a dialog. */
package org.knime.node.parameters.widget.number;
