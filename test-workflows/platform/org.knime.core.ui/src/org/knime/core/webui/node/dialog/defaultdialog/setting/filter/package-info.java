// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** How a choice of texts is made in a dialog. */
package org.knime.core.webui.node.dialog.defaultdialog.setting.filter;
