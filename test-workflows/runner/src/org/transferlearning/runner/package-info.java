// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Installs the feature from the update site into the headless platform and runs workflows there, each in a process of
 * its own. Start with {@link org.transferlearning.runner.InstallFeature} and
 * {@link org.transferlearning.runner.Demo}. Needs the JDK only.
 */
package org.transferlearning.runner;
