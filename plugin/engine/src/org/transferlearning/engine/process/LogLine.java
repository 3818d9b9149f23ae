// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import java.lang.System.Logger.Level;
import java.util.regex.Pattern;

/**
 * A line that a worker process wrote to standard error.
 *
 * @param level how important it is
 * @param text without what says the level
 */
record LogLine(Level level, String text) {

    /** As slf4j's simple logger and the worker itself write: {@code [WARN] text}. */
    private static final Pattern JAVA = Pattern.compile("\\[(ERROR|WARN|INFO|DEBUG|TRACE)\\]\\s+(.*)");

    /** As PyTorch writes: {@code [W1121 15:04:05.6 File.cpp:7] text}; its warnings are for those who program it. */
    private static final Pattern NATIVE = Pattern.compile("\\[([EFW])\\d{4} .*");

    /** @return whether it may explain an end */
    boolean isTelling() {
        return !text.isBlank() && !text.startsWith("#") && !(level == Level.INFO && NATIVE.matcher(text).matches());
    }

    /**
     * @param line what was written
     * @param previous the level of the line before, which a line that does not say its own continues
     * @return what it is
     */
    static LogLine parse(final String line, final Level previous) {
        final var java = JAVA.matcher(line);
        if (java.matches()) {
            return new LogLine(level(java.group(1)), java.group(2));
        }
        final var torch = NATIVE.matcher(line);
        if (torch.matches()) {
            return new LogLine(torch.group(1).equals("W") ? Level.INFO : Level.ERROR, line);
        }
        final var isContinued = line.startsWith("\t") || line.startsWith(" ") || line.startsWith("Caused by: ");
        return new LogLine(isContinued ? previous : Level.INFO, line);
    }

    private static Level level(final String name) {
        return name.equals("WARN") ? Level.WARNING : Level.valueOf(name);
    }
}
