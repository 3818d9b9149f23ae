// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Where URLs with the scheme {@code knime} lead. */
package org.knime.core.util.pathresolve;
