// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Settings that choose some of several names. */
package org.knime.node.parameters.widget.choices.filter;
