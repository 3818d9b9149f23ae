// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;

import org.w3c.dom.Element;

/**
 * The area of a GIF, of which its first frame may cover a part only. As in PIL the area is as large as both together
 * and has, where the frame is not, the transparent color or else the palette's first one.
 *
 * @param width in pixels
 * @param height in pixels
 * @param left the frame's first column
 * @param top the frame's first row
 */
record GifScreen(int width, int height, int left, int top) {

    /**
     * @param bytes of a GIF
     * @param reader for the same
     * @return the area
     */
    static GifScreen of(final byte[] bytes, final javax.imageio.ImageReader reader) throws IOException {
        final var metadata = (Element)reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0");
        final var frame = (Element)metadata.getElementsByTagName("ImageDescriptor").item(0);
        final int left = Integer.parseInt(frame.getAttribute("imageLeftPosition"));
        final int top = Integer.parseInt(frame.getAttribute("imageTopPosition"));
        return new GifScreen(Math.max(shortAt(bytes, 6), left + reader.getWidth(0)),
            Math.max(shortAt(bytes, 8), top + reader.getHeight(0)), left, top);
    }

    private static int shortAt(final byte[] bytes, final int position) {
        return bytes[position] & 0xff | (bytes[position + 1] & 0xff) << 8;
    }

    /**
     * @param frame the decoded frame
     * @param image the same with its palette
     * @return the frame on the area
     */
    Pixels place(final Pixels frame, final BufferedImage image) {
        if (frame.width() == width && frame.height() == height) {
            return frame;
        }
        final var palette = (IndexColorModel)image.getColorModel();
        final int background = palette.getRGB(Math.max(palette.getTransparentPixel(), 0));
        final byte[] rgb = new byte[3 * width * height];
        for (int p = 0; p < rgb.length; p += 3) {
            rgb[p] = (byte)(background >> 16);
            rgb[p + 1] = (byte)(background >> 8);
            rgb[p + 2] = (byte)background;
        }
        final int line = 3 * frame.width();
        for (int y = 0; y < frame.height(); y++) {
            System.arraycopy(frame.rgb(), y * line, rgb, 3 * ((top + y) * width + left), line);
        }
        return new Pixels(width, height, rgb);
    }
}
