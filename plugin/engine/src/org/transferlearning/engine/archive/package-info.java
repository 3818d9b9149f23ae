// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * TorchScript archives as files: the zip container and the pickled module tree, read without executing anything and
 * without reading tensors that nobody asked for.
 *
 * <p>
 * Start at {@link org.transferlearning.engine.archive.TorchArchive}. Depends on the Java platform and on
 * {@link org.transferlearning.engine.EngineException} and {@link org.transferlearning.engine.FloatSource} only.
 */
package org.transferlearning.engine.archive;
