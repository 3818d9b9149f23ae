// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a worker process leaves behind when it ends before its job: an exit code and last words. Thread safe. */
final class Ending {

    private static final int KEPT_LINES = 200;

    private static final int SHOWN_LINES = 4;

    private final Deque<String> m_lines = new ArrayDeque<>();

    /**
     * @param line what the process wrote to standard error
     */
    synchronized void add(final String line) {
        m_lines.add(line);
        if (m_lines.size() > KEPT_LINES) {
            m_lines.remove();
        }
    }

    /** @return the last lines that the process wrote to standard error */
    synchronized String log() {
        return String.join("\n", m_lines);
    }

    /**
     * @param exitCode of the process
     * @param errorFile what the virtual machine writes when it crashes; need not be there
     * @return what is wrong, for the user
     */
    String unexpected(final int exitCode, final Path errorFile) {
        final var crash = crash(errorFile);
        final var meaning = meaning(exitCode);
        final var summary = new StringBuilder("The worker process ended unexpectedly (exit code ").append(exitCode)
            .append(meaning.isEmpty() ? "" : ", " + meaning).append(")");
        if (crash != null) {
            summary.append(", in ").append(crash);
        }
        final var words = lastWords();
        return summary.append(words.isEmpty() ? "." : ". Its last words: " + words).toString();
    }

    /**
     * @param exitCode of the process
     * @return what the user can do
     */
    static String resolution(final int exitCode) {
        if (exitCode == 128 + 9) {
            return "Somebody ended it, or the computer ran out of memory: choose a smaller batch size or close other"
                + " programs, then execute the node again.";
        }
        return "Execute the node again; if it happens again, choose a smaller batch size or another network.";
    }

    private synchronized String lastWords() {
        final var words = m_lines.stream().map(l -> LogLine.parse(l, Level.INFO)).filter(LogLine::isTelling)
            .map(l -> l.text().strip()).toList();
        return String.join(" | ", words.subList(Math.max(0, words.size() - SHOWN_LINES), words.size()));
    }

    /** The native function in which the virtual machine crashed, from its error file. */
    private static String crash(final Path errorFile) {
        try (var lines = Files.lines(errorFile)) {
            return lines.dropWhile(l -> !l.startsWith("# Problematic frame")).skip(1).findFirst()
                .map(l -> l.replaceFirst("^#\\s*", "")).orElse(null);
        } catch (IOException | UncheckedIOException ex) { // NOSONAR: it is there after some crashes only
            return null;
        }
    }

    /** Java reports death by a signal as 128 + the signal's number. */
    private static String meaning(final int exitCode) {
        return switch (exitCode) {
            case 128 + 6 -> "aborted";
            case 128 + 7, 128 + 8, 128 + 11 -> "crashed in native code";
            case 128 + 9 -> "killed";
            case 128 + 15 -> "terminated";
            case 3 -> "out of memory";
            default -> "";
        };
    }
}
