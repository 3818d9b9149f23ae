// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Port objects and file stores; entry point {@link org.transferlearning.platform.tests.ports.FileStoreTest}. */
package org.transferlearning.platform.tests.ports;
