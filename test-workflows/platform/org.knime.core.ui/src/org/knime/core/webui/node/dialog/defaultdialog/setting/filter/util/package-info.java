// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** What choices of names are made of. */
package org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util;
