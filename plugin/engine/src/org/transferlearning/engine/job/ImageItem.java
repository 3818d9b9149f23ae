// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import java.nio.file.Path;

/** An image to be read by the worker: a file, or the bytes of one. */
public sealed interface ImageItem {

    /**
     * @param path an image file
     */
    record File(Path path) implements ImageItem {
    }

    /**
     * @param bytes an encoded image, for example a PNG
     */
    record Encoded(byte[] bytes) implements ImageItem {
    }

    /**
     * There is none, for example a missing cell: the item fails with this reason.
     *
     * @param reason why, half a sentence, for example {@code missing value}
     */
    record Absent(String reason) implements ImageItem {
    }
}
