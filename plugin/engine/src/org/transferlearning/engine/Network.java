// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.nio.file.Path;

/**
 * A network: a TorchScript archive, which nobody changes, and the specification that says what has been decided about
 * it since. The archive is rewritten when the network is trained, executed or exported
 * ({@link NetworkWriter#materialize}).
 *
 * @param archive a TorchScript file
 * @param spec what is known of it
 */
public record Network(Path archive, NetworkSpec spec) {
}
