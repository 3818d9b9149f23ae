// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import java.util.List;
import org.transferlearning.engine.Network;

/**
 * A trained network.
 *
 * @param network the new archive and its specification
 * @param history an entry an epoch
 * @param bestEpoch number of the epoch whose parameters were kept: the lowest validation loss, without validation the
 *            last one
 * @param failed items that were left out, in order
 * @param device where it was computed, for example {@code CPU} or {@code GPU 0}
 * @param notes what the user should know about how it went, a sentence each: that the batch size was reduced
 */
public record TrainingResult(Network network, List<EpochResult> history, int bestEpoch, List<FailedItem> failed,
    String device, List<String> notes) {
}
