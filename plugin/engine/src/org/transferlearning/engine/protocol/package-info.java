// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the engine and its worker process say to each other: framed {@link org.transferlearning.engine.protocol.Message
 * messages} over the worker's standard input and output. Start reading at {@code Message}. Depends on the engine's
 * value types only.
 */
package org.transferlearning.engine.protocol;
