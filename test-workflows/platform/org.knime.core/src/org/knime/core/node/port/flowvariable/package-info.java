// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Port 0 of each node; entry point {@link org.knime.core.node.port.flowvariable.FlowVariablePortObject}. */
package org.knime.core.node.port.flowvariable;
