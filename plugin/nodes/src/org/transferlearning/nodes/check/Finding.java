// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.check;

import org.transferlearning.nodes.util.Problem;

/**
 * A row of the table: what was found of one thing.
 *
 * @param group what it belongs to, for example {@code Worker process}
 * @param check the thing, unique in its group
 * @param value what was found; {@code null} if that is not known
 * @param status whether it is as it should be
 * @param note what the value means or, if it is not as it should be, what is wrong and what to do; may be {@code null}
 */
public record Finding(String group, String check, String value, Status status, String note) {

    /** Whether something is as it should be. */
    public enum Status {
            /** It is. */
            OK("OK"),
            /** It is not, and the note says what to do. */
            PROBLEM("Problem"),
            /** Nobody knows: it depends on something that has a problem. */
            UNKNOWN("Unknown");

        private final String m_text;

        Status(final String text) {
            m_text = text;
        }

        /** @return for users */
        String text() {
            return m_text;
        }
    }

    static Finding ok(final String group, final String check, final String value, final String note) {
        return new Finding(group, check, value, Status.OK, note);
    }

    static Finding ok(final String group, final String check, final String value) {
        return ok(group, check, value, null);
    }

    static Finding problem(final String group, final String check, final Problem problem) {
        return new Finding(group, check, null, Status.PROBLEM, problem.summary() + " " + problem.resolution());
    }

    /** @return the row's ID */
    public String id() {
        return group + ": " + check;
    }
}
