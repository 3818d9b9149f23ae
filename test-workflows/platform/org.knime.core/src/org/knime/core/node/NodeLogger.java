// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The log: information and warnings go to standard output, errors to standard error, and whatever a writer asked for to
 * that. Stands for KNIME's {@code org.knime.core.node.NodeLogger}.
 */
public final class NodeLogger {
    /** How serious an entry is. */
    public enum LEVEL {
        /** For developers. */
        DEBUG,
        /** What is being done. */
        INFO,
        /** Unexpected. */
        WARN,
        /** Failed. */
        ERROR,
        /** Cannot go on. */
        FATAL
    }

    private record Target(Writer writer, LEVEL min, LEVEL max) {
    }

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

    private static final Map<String, NodeLogger> LOGGERS = new ConcurrentHashMap<>();

    private static final List<Target> TARGETS = new CopyOnWriteArrayList<>();

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

    /**
     * @param writer gets entries, one at a time
     * @param minLevel least serious
     * @param maxLevel most serious
     */
    public static void addWriter(final Writer writer, final LEVEL minLevel, final LEVEL maxLevel) {
        TARGETS.add(new Target(writer, minLevel, maxLevel));
    }

    /** @param writer gets no more entries */
    public static void removeWriter(final Writer writer) {
        TARGETS.removeIf(target -> target.writer() == writer);
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

    private void log(final LEVEL level, final Object content, final Throwable thrown) {
        final var text = content instanceof Supplier<?> supplier ? supplier.get() : content;
        final var name = m_name.substring(m_name.lastIndexOf('.') + 1);
        if (level.compareTo(LEVEL.INFO) >= 0) {
            (level.compareTo(LEVEL.ERROR) >= 0 ? System.err : System.out)
                .printf("%-5s %-24s %s%n", level, name, text);
        }
        for (final var target : TARGETS) {
            if (level.compareTo(target.min()) >= 0 && level.compareTo(target.max()) <= 0) {
                write(target.writer(), String.format("%s : %-5s : %s : %s : %s%n", TIME.format(LocalDateTime.now()),
                    level, Thread.currentThread().getName(), name, text), thrown);
            }
        }
    }

    private static void write(final Writer writer, final String line, final Throwable thrown) {
        synchronized (writer) {
            try {
                writer.write(line);
                if (thrown != null) {
                    thrown.printStackTrace(new PrintWriter(writer, true));
                }
                writer.flush();
            } catch (IOException ex) { // NOSONAR: there is nowhere left to tell it
                removeWriter(writer);
            }
        }
    }
}
