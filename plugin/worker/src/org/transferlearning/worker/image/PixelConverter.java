// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;

/**
 * Takes 8-bit RGB from the stored samples of a picture. {@code BufferedImage.getRGB} is not used where it would convert
 * colors: it brightens gray pictures, for one.
 */
final class PixelConverter {

    private final BufferedImage m_image;

    private final int m_width;

    private PixelConverter(final BufferedImage image) {
        m_image = image;
        m_width = image.getWidth();
    }

    /**
     * @param image from an ImageIO reader; its memory may be reused for the result
     * @return 8-bit RGB
     * @throws ImageException if the samples are floating-point or 32-bit numbers, whose range is unknown
     */
    static Pixels toRgb(final BufferedImage image) throws ImageException {
        final var converter = new PixelConverter(image);
        final byte[] inPlace = converter.interleavedBytes();
        return new Pixels(image.getWidth(), image.getHeight(), inPlace != null ? inPlace : converter.convert());
    }

    /** The usual case: three or four interleaved bytes, reordered where they are. */
    private byte[] interleavedBytes() {
        final var raster = m_image.getRaster();
        final int bands = raster.getNumBands();
        if (bands < 3 || !isRgb(m_image.getColorModel()) || m_image.isAlphaPremultiplied()
            || !(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)
            || !(raster.getDataBuffer() instanceof DataBufferByte buffer) || buffer.getNumBanks() != 1
            || buffer.getOffset() != 0 || model.getPixelStride() != bands
            || model.getScanlineStride() != bands * m_width) {
            return null;
        }
        final byte[] data = buffer.getData();
        final int[] offsets = model.getBandOffsets();
        if (bands == 3 && offsets[0] == 0 && offsets[1] == 1 && offsets[2] == 2) {
            return data;
        }
        final int end = bands * m_width * m_image.getHeight();
        for (int p = 0, q = 0; p < end; p += bands) {
            final byte red = data[p + offsets[0]];
            final byte green = data[p + offsets[1]];
            final byte blue = data[p + offsets[2]];
            data[q++] = red;
            data[q++] = green;
            data[q++] = blue;
        }
        return data;
    }

    private byte[] convert() throws ImageException {
        final byte[] rgb = new byte[3 * m_width * m_image.getHeight()];
        final var model = m_image.getColorModel();
        if (model instanceof IndexColorModel palette) {
            convertPalette(palette, rgb);
        } else if (isRgb(model) || isGray(model) || isInks(model)) {
            convertSamples(model, rgb);
        } else {
            convertColors(rgb);
        }
        return rgb;
    }

    private void convertPalette(final IndexColorModel palette, final byte[] rgb) {
        final int[] colors = new int[palette.getMapSize()];
        palette.getRGBs(colors);
        final int[] row = new int[m_width];
        for (int y = 0, q = 0; y < m_image.getHeight(); y++) {
            m_image.getRaster().getSamples(0, y, m_width, 1, 0, row);
            for (int x = 0; x < m_width; x++) {
                // an index outside the palette is black, as in PIL
                q = store(row[x] < colors.length ? colors[row[x]] : 0, rgb, q);
            }
        }
    }

    /** Gray, RGB or CMYK with or without alpha, of up to 16 bits. */
    private void convertSamples(final ColorModel model, final byte[] rgb) throws ImageException {
        final var raster = m_image.getRaster();
        if (raster.getTransferType() != DataBuffer.TYPE_BYTE && raster.getTransferType() != DataBuffer.TYPE_USHORT
            && model.getComponentSize(0) > 8) {
            throw new ImageException("samples of more than 16 bits, of which the range is not known");
        }
        final int bands = raster.getNumBands();
        final int colors = model.getNumColorComponents();
        final int[] row = new int[m_width * bands];
        for (int y = 0, q = 0; y < m_image.getHeight(); y++) {
            raster.getPixels(0, y, m_width, 1, row);
            for (int p = 0; p < row.length; p += bands) {
                for (int b = 0; b < bands; b++) {
                    row[p + b] = to8Bits(row[p + b], model.getComponentSize(b));
                }
                if (m_image.isAlphaPremultiplied()) {
                    divideByAlpha(row, p, bands);
                }
                q = store(colors == 4 ? inks(row, p) : packed(row, p, colors), rgb, q);
            }
        }
    }

    /** Whatever else the JDK can convert, CIELAB for example. */
    private void convertColors(final byte[] rgb) {
        final int[] row = new int[m_width];
        for (int y = 0, q = 0; y < m_image.getHeight(); y++) {
            m_image.getRGB(0, y, m_width, 1, row, 0, m_width);
            for (int x = 0; x < m_width; x++) {
                q = store(row[x], rgb, q);
            }
        }
    }

    /** Few bits are stretched to 0–255 and of many the upper eight remain, rounded down as PIL. */
    private static int to8Bits(final int value, final int bits) {
        return bits > 8 ? value >> bits - 8 : value * 255 / ((1 << bits) - 1);
    }

    private static void divideByAlpha(final int[] row, final int pixel, final int bands) {
        final int alpha = row[pixel + bands - 1];
        for (int b = 0; b < bands - 1; b++) {
            row[pixel + b] = alpha == 0 ? 0 : Math.min(255, row[pixel + b] * 255 / alpha);
        }
    }

    private static int packed(final int[] row, final int pixel, final int colors) {
        return colors == 1 ? row[pixel] * 0x010101 : row[pixel] << 16 | row[pixel + 1] << 8 | row[pixel + 2];
    }

    private static int inks(final int[] row, final int pixel) {
        final byte[] one = new byte[4];
        for (int b = 0; b < 4; b++) {
            one[b] = (byte)(255 - row[pixel + b]);
        }
        Colors.inksToRgb(one, 1, false);
        return (one[0] & 0xff) << 16 | (one[1] & 0xff) << 8 | one[2] & 0xff;
    }

    private static int store(final int color, final byte[] rgb, final int position) {
        rgb[position] = (byte)(color >> 16);
        rgb[position + 1] = (byte)(color >> 8);
        rgb[position + 2] = (byte)color;
        return position + 3;
    }

    private static boolean isRgb(final ColorModel model) {
        return !(model instanceof IndexColorModel) && model.getColorSpace().getType() == ColorSpace.TYPE_RGB;
    }

    private static boolean isGray(final ColorModel model) {
        return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }

    private static boolean isInks(final ColorModel model) {
        return model.getColorSpace().getType() == ColorSpace.TYPE_CMYK;
    }
}
