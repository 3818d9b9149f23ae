// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The node Read Labeled Images: {@link org.transferlearning.nodes.read.ReadLabeledImagesNodeFactory}. Depends on
 * KNIME's node API, on what the nodes share and on the engine.
 */
package org.transferlearning.nodes.read;
