// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** How settings with annotated fields are created, written and read. */
package org.knime.core.webui.node.dialog.defaultdialog;
