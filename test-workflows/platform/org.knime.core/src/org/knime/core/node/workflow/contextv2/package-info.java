// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Where a workflow lies. */
package org.knime.core.node.workflow.contextv2;
