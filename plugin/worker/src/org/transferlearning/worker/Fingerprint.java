// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
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
     * @throws IOException never
     */
    static byte[] take(final LoadedNetwork network) throws EngineException, IOException {
        final var digest = sha256();
        if (network.hasMethod(TrainingArchive.FROZEN_TENSORS)) {
            try (var batch = network.newBatch()) {
                for (var tensor : network.outputs(TrainingArchive.FROZEN_TENSORS, batch.zeros(new Shape(1)))) {
                    digest.update((tensor.getDataType() + " " + tensor.getShape()).getBytes(StandardCharsets.UTF_8));
                    ParameterValues.forEachPiece(tensor, digest::update);
                }
            }
        }
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
