// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

/**
 * An image that cannot be used. The message is half a sentence for the user, without the image's name: "not an image",
 * "truncated JPEG".
 */
public final class ImageException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param reason half a sentence, without a full stop
     */
    public ImageException(final String reason) {
        super(reason);
    }

    /**
     * @param reason half a sentence, without a full stop
     * @param cause for the log
     */
    public ImageException(final String reason, final Throwable cause) {
        super(reason, cause);
    }
}
