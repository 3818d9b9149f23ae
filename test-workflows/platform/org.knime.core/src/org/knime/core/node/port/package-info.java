// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Ports and what passes through them;
 * entry points {@link org.knime.core.node.port.PortObject}, {@link org.knime.core.node.port.PortTypeRegistry}.
 */
package org.knime.core.node.port;
