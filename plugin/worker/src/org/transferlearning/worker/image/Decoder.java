// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import java.io.IOException;

/** One encoded image whose header has been read. */
interface Decoder extends AutoCloseable {

    /**
     * @param format of the bytes
     * @param bytes of an image
     * @return a decoder
     * @throws ImageException if the header is broken
     */
    static Decoder of(final Format format, final byte[] bytes) throws ImageException {
        return format == Format.JPEG ? new JpegDecoder(bytes) : new ImageIoDecoder(format, bytes);
    }

    /** @return width in pixels */
    int width() throws IOException;

    /** @return height in pixels */
    int height() throws IOException;

    /** @return how many bytes decoding takes at most, the result included */
    long memory() throws IOException;

    /** @return the image */
    Pixels decode() throws IOException, ImageException;

    /** @return whether more bytes were asked for than there are: asked after decoding or a failure */
    boolean isTruncated();

    @Override
    void close();
}
