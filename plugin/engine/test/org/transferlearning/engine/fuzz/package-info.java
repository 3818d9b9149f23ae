// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Files of others, damaged at random and made to do harm: every one is refused with a message or read correctly, with
 * little memory and in little time.
 *
 * <p>
 * Start at {@link org.transferlearning.engine.fuzz.FuzzTest}.
 */
package org.transferlearning.engine.fuzz;
