// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.TrainingArchive;

/**
 * A SHA-256 of everything in a network that must not change in training: frozen parameters and buffers, but for the
 * running statistics that training updates.
 */
final class Fingerprint {

    private Fingerprint() {
    }

    /**
     * Digests the tensors where they are, without a copy.
     *
     * @param network a network for training
     * @return the digest
     * @throws EngineException if the network cannot be run
     */
    static byte[] take(final LoadedNetwork network) throws EngineException {
        final var digest = sha256();
        if (network.hasMethod(TrainingArchive.FROZEN_TENSORS)) {
            try (var batch = network.newBatch()) {
                final var tensors = network.outputs(TrainingArchive.FROZEN_TENSORS, batch.zeros(new Shape(1)));
                tensors.forEach(t -> digest(t, digest));
            }
        }
        return digest.digest();
    }

    private static void digest(final NDArray tensor, final MessageDigest digest) {
        digest.update((tensor.getDataType() + " " + tensor.getShape()).getBytes(StandardCharsets.UTF_8));
        digest.update(tensor.toByteBuffer(true));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java platform has SHA-256", ex);
        }
    }
}
