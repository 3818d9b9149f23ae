// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.layout;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands for KNIME's class of the same name: the section or group a setting is shown in. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Layout {
    Class<?> value();
}
