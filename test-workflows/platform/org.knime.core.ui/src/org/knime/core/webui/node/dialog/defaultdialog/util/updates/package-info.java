// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** The failure of a computation for a dialog. */
package org.knime.core.webui.node.dialog.defaultdialog.util.updates;
