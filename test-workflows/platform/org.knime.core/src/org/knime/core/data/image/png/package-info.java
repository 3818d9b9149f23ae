// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** PNG images in cells; entry point {@link org.knime.core.data.image.png.PNGImageCellFactory}. */
package org.knime.core.data.image.png;
