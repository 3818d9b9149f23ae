// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.pytorch.engine.PtNDArray;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.transferlearning.engine.EngineException;

/**
 * A SHA-256 of everything in a network that must not change in training: frozen parameters, buffers (but the running
 * statistics that training updates), attributes.
 */
final class Fingerprint {

    private Fingerprint() {
    }

    /**
     * Sets all that training changes to zero and digests the whole network as it would be saved.
     *
     * @param network the network; of no use afterwards
     * @param trainable its trainable parameters, float32
     * @return the digest
     * @throws EngineException if the network cannot be run
     */
    static byte[] take(final LoadedNetwork network, final Map<String, PtNDArray> trainable) throws EngineException {
        final var largest = trainable.values().stream().mapToLong(PtNDArray::size).max().orElse(0);
        final var zeros =
            ByteBuffer.allocateDirect(Math.toIntExact(largest * Float.BYTES)).order(ByteOrder.nativeOrder());
        for (var parameter : trainable.values()) {
            parameter.set(zeros.limit(Math.toIntExact(parameter.size() * Float.BYTES)));
        }
        RunningStatistics.clear(network);
        final var digest = sha256();
        network.save(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java platform has SHA-256", ex);
        }
    }
}
