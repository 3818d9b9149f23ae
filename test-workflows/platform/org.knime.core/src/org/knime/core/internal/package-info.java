// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** What several packages of the platform share; entry point {@link org.knime.core.internal.MessageAwareException}. */
package org.knime.core.internal;
