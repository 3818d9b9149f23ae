// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

/** Code calls more than that of any real network does. */
final class TooComplexException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
