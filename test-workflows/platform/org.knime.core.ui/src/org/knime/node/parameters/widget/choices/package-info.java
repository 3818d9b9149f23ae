// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** How choices are shown in a dialog, and where they come from. */
package org.knime.node.parameters.widget.choices;
