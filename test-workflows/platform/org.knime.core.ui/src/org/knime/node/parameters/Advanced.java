// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands for KNIME's class of the same name: hides a setting until the user asks for advanced ones. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Advanced {
}
