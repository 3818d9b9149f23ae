// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.FloatSource;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.archive.TensorValues;
import org.transferlearning.engine.archive.TorchArchive;

/**
 * The values of a convolution that does the work of the batch norm behind it. In evaluation a batch norm multiplies
 * each channel by {@code scale = gamma / sqrt(variance + epsilon)} and adds {@code beta - mean * scale}: the weights of
 * the channel are multiplied by the scale, and its bias becomes {@code (bias - mean) * scale + beta} (Jacob et al. 2017,
 * arXiv:1712.05877, section 3.2).
 *
 * @param scale a factor for each output channel
 * @param bias what is added to each output channel
 */
record FoldedNorm(double[] scale, float[] bias) {

    /**
     * The tensors of a convolution and its batch norm, all of 32-bit floats.
     *
     * @param weight the convolution's weight, its first dimension the output channels
     * @param bias the convolution's bias; {@code null} for 0, as for all that follows
     * @param gamma what the batch norm multiplies by, in PyTorch its weight; {@code null} for 1
     * @param beta what it adds, in PyTorch its bias
     * @param mean its running mean
     * @param variance its running variance
     * @param epsilon what it adds to the variance
     */
    record Tensors(TensorInfo weight, TensorInfo bias, TensorInfo gamma, TensorInfo beta, TensorInfo mean,
        TensorInfo variance, double epsilon) {

        Stream<TensorInfo> all() {
            return Stream.of(weight, bias, gamma, beta, mean, variance).filter(Objects::nonNull);
        }
    }

    /**
     * @param archive where the tensors are
     * @param tensors those of the convolution and the batch norm
     * @return the values; {@code null} if some are not finite
     * @throws EngineException if the archive is damaged
     * @throws IOException if it cannot be read
     */
    static FoldedNorm of(final TorchArchive archive, final Tensors tensors) throws EngineException, IOException {
        final int channels = Math.toIntExact(tensors.weight.shape().get(0));
        final float[] gamma = read(archive, tensors.gamma, channels, 1);
        final float[] beta = read(archive, tensors.beta, channels, 0);
        final float[] mean = read(archive, tensors.mean, channels, 0);
        final float[] variance = read(archive, tensors.variance, channels, 1);
        final float[] before = read(archive, tensors.bias, channels, 0);
        final double[] scale = new double[channels];
        final float[] bias = new float[channels];
        for (int i = 0; i < channels; i++) {
            scale[i] = gamma[i] / Math.sqrt(variance[i] + tensors.epsilon);
            bias[i] = (float)((before[i] - (double)mean[i]) * scale[i] + beta[i]);
        }
        return IntStream.range(0, channels).allMatch(i -> Float.isFinite((float)scale[i]) && Float.isFinite(bias[i]))
            ? new FoldedNorm(scale, bias) : null;
    }

    private static float[] read(final TorchArchive archive, final TensorInfo tensor, final int count,
        final float otherwise) throws EngineException, IOException {
        final float[] values = new float[count];
        if (tensor == null) {
            Arrays.fill(values, otherwise);
        } else {
            TensorValues.read(archive, tensor).asFloatBuffer().get(values);
        }
        return values;
    }

    /** The new values of the weight, which are read and computed when they are asked for. */
    FloatSource weights(final TorchArchive archive, final TensorInfo weight) {
        return new FloatSource() {
            @Override
            public long count() {
                return weight.size();
            }

            @Override
            public void forEachPiece(final Sink sink) throws IOException {
                final FloatBuffer values;
                try {
                    values = TensorValues.read(archive, weight).asFloatBuffer();
                } catch (EngineException e) {
                    throw new IOException(e.getMessage(), e);
                }
                final int perChannel = values.remaining() / scale.length;
                while (values.hasRemaining()) {
                    final float[] piece = new float[Math.min(PIECE, values.remaining())];
                    for (int i = 0; i < piece.length; i++) {
                        piece[i] = (float)(scale[values.position() / perChannel] * values.get());
                    }
                    sink.accept(FloatBuffer.wrap(piece));
                }
            }
        };
    }
}
