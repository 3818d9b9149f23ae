// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * From an encoded image to a network's input, as PIL and torchvision do it, in pure Java.
 * Entry point: {@link org.transferlearning.worker.image.Preprocessor#read}; {@link
 * org.transferlearning.worker.image.ImageReader} decodes alone. Depends on the JDK's ImageIO and on the engine's
 * {@code Preprocessing} and {@code ImageItem}; nothing here knows DJL.
 */
package org.transferlearning.worker.image;
