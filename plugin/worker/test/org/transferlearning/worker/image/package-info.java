// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of decoding and preprocessing against PIL and torchvision; {@code test-data/images/make_images.py} makes the
 * images and the expected results.
 */
package org.transferlearning.worker.image;
