// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The port type Network: {@link org.transferlearning.nodes.port.NetworkPortObject} and its specification. Depends on
 * KNIME's port API and the engine's value types.
 */
package org.transferlearning.nodes.port;
