// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import java.io.IOException;

/** One encoded image whose header has been read. */
interface Decoder extends AutoCloseable {

    /** @return width in pixels */
    int width() throws IOException;

    /** @return height in pixels */
    int height() throws IOException;

    /** @return how many bytes decoding takes at most, the result included */
    long memory() throws IOException;

    /** @return the image */
    Pixels decode() throws IOException, ImageException;

    @Override
    void close();
}
