// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Checks of values in a dialog. */
package org.knime.node.parameters.validation;
