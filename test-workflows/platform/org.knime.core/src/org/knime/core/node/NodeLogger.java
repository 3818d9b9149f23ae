// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.io.File;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.eclipse.core.runtime.Platform;

import org.knime.core.node.workflow.NodeContext;

/**
 * The log: information and warnings go to standard output, errors to standard error, everything with stack traces to
 * <code>.metadata/knime/knime.log</code> in the workspace. Stands for KNIME's {@code org.knime.core.node.NodeLogger}.
 */
public final class NodeLogger {
    private enum LEVEL {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

    private static final Map<String, NodeLogger> LOGGERS = new ConcurrentHashMap<>();

    private static final PrintWriter FILE = open();

    private final String m_name;

    private NodeLogger(final String name) {
        m_name = name;
    }

    /**
     * @param c whose entries
     * @return its logger
     */
    public static NodeLogger getLogger(final Class<?> c) {
        return getLogger(c.getName());
    }

    /**
     * @param s whose entries
     * @return its logger
     */
    public static NodeLogger getLogger(final String s) {
        return LOGGERS.computeIfAbsent(s, NodeLogger::new);
    }

    /** @param o text */
    public void debug(final Object o) {
        log(LEVEL.DEBUG, o, null);
    }

    /**
     * @param o text
     * @param t its stack trace follows
     */
    public void debug(final Object o, final Throwable t) {
        log(LEVEL.DEBUG, o, t);
    }

    /** @param o text */
    public void info(final Object o) {
        log(LEVEL.INFO, o, null);
    }

    /** @param o text */
    public void warn(final Object o) {
        log(LEVEL.WARN, o, null);
    }

    /**
     * @param o text
     * @param t its stack trace follows
     */
    public void warn(final Object o, final Throwable t) {
        log(LEVEL.WARN, o, t);
    }

    /** @param o text */
    public void error(final Object o) {
        log(LEVEL.ERROR, o, null);
    }

    /**
     * @param o text
     * @param t its stack trace follows
     */
    public void error(final Object o, final Throwable t) {
        log(LEVEL.ERROR, o, t);
    }

    /** @param o text: a mistake of a developer */
    public void coding(final Object o) {
        coding(o, null);
    }

    /**
     * @param o text: a mistake of a developer
     * @param t its stack trace follows
     */
    public void coding(final Object o, final Throwable t) {
        log(LEVEL.ERROR, "CODING PROBLEM\t" + o, t);
    }

    private static PrintWriter open() {
        final var location = Platform.isRunning() ? Platform.getInstanceLocation() : null;
        if (location == null || location.getURL() == null) {
            return null;
        }
        try {
            final var file = new File(location.getURL().getPath(), ".metadata/knime/knime.log");
            Files.createDirectories(file.toPath().getParent());
            return new PrintWriter(new FileWriter(file, StandardCharsets.UTF_8, true), true);
        } catch (IOException ex) {
            System.err.println("The log cannot be written: " + ex.getMessage());
            return null;
        }
    }

    private void log(final LEVEL level, final Object content, final Throwable thrown) {
        final var text = content instanceof Supplier<?> supplier ? supplier.get() : content;
        final var context = NodeContext.getContext();
        final var name = context == null ? m_name.substring(m_name.lastIndexOf('.') + 1)
            : context.getNodeContainer().getNameWithID();
        if (level.compareTo(LEVEL.INFO) >= 0) {
            (level == LEVEL.ERROR ? System.err : System.out).printf("%-5s %-24s %s%n", level, name, text);
        }
        if (FILE != null) {
            synchronized (FILE) {
                FILE.printf("%s : %-5s : %s : %s : %s%n", TIME.format(LocalDateTime.now()), level,
                    Thread.currentThread().getName(), name, text);
                if (thrown != null) {
                    thrown.printStackTrace(FILE);
                }
            }
        }
    }
}
