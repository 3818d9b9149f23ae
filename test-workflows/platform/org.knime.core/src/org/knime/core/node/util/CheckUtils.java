// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.util;

import org.knime.core.node.InvalidSettingsException;

/** Checks of arguments, state and settings. Stands for KNIME's {@code org.knime.core.node.util.CheckUtils}. */
public final class CheckUtils {
    private CheckUtils() {
    }

    /**
     * @param object what must not be null
     * @param <T> its type
     * @return the object
     * @throws IllegalArgumentException if it is null
     */
    public static <T> T checkArgumentNotNull(final T object) {
        return checkArgumentNotNull(object, "Argument must not be null");
    }

    /**
     * @param object what must not be null
     * @param template message, a format string
     * @param args the format's arguments
     * @param <T> its type
     * @return the object
     * @throws IllegalArgumentException if it is null
     */
    public static <T> T checkArgumentNotNull(final T object, final String template, final Object... args) {
        checkArgument(object != null, template, args);
        return object;
    }

    /**
     * @param predicate what must hold
     * @param template message, a format string
     * @param args the format's arguments
     * @throws IllegalArgumentException if it does not
     */
    public static void checkArgument(final boolean predicate, final String template, final Object... args) {
        if (!predicate) {
            throw new IllegalArgumentException(format(template, args));
        }
    }

    /**
     * @param predicate what must hold
     * @param template message, a format string
     * @param args the format's arguments
     * @throws IllegalStateException if it does not
     */
    public static void checkState(final boolean predicate, final String template, final Object... args) {
        if (!predicate) {
            throw new IllegalStateException(format(template, args));
        }
    }

    /**
     * @param predicate what must hold
     * @param template message, a format string
     * @param args the format's arguments
     * @throws InvalidSettingsException if it does not
     */
    public static void checkSetting(final boolean predicate, final String template, final Object... args)
        throws InvalidSettingsException {
        if (!predicate) {
            throw new InvalidSettingsException(format(template, args));
        }
    }

    private static String format(final String template, final Object... args) {
        return args.length == 0 ? template : String.format(template, args);
    }
}
