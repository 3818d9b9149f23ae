// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** How columns are chosen. */
package org.knime.core.webui.node.dialog.defaultdialog.setting.filter.withtypes;
