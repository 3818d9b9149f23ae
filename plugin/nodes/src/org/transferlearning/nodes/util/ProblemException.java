// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.util;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

/** A problem found by a check that both configure and execute make, each of which throws an exception of its own. */
public final class ProblemException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem m_problem;

    /**
     * @param summary what is wrong
     * @param resolution what the user can do
     */
    public ProblemException(final String summary, final String resolution) {
        this(new Problem(summary, resolution));
    }

    /**
     * @param problem what is wrong, and what the user can do
     */
    public ProblemException(final Problem problem) {
        super(problem.summary(), problem.cause());
        m_problem = problem;
    }

    /** @return to be thrown by execute */
    public KNIMEException toKnimeException() {
        return m_problem.toKnimeException();
    }

    /** Something that may find a problem. */
    @FunctionalInterface
    public interface Check<T> {
        /**
         * @return its result
         * @throws ProblemException if it finds one
         */
        T run() throws ProblemException;
    }

    /**
     * @param check a check made in configure
     * @param <T> the type of its result
     * @return its result
     * @throws InvalidSettingsException if it finds a problem
     */
    public static <T> T inConfigure(final Check<T> check) throws InvalidSettingsException {
        try {
            return check.run();
        } catch (ProblemException e) {
            throw e.m_problem.toInvalidSettingsException();
        }
    }

    /**
     * @param check a check made in execute
     * @param <T> the type of its result
     * @return its result
     * @throws KNIMEException if it finds a problem
     */
    public static <T> T inExecute(final Check<T> check) throws KNIMEException {
        try {
            return check.run();
        } catch (ProblemException e) {
            throw e.toKnimeException();
        }
    }
}
