// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.nodes;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.workflow.NodeContext;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;

/** A node from a table to a table that is executed as long as a test wants. */
public final class WaitingNodeFactory extends DefaultNodeFactory {

    private static final Map<String, Wait> WAITS = new ConcurrentHashMap<>();

    /** How the node waits. */
    public enum Mode {
        /** In a call that an interrupt ends. */
        BLOCK,
        /** Asking again and again whether it was canceled. */
        CHECK,
        /** In a call that an interrupt ends; then the node fails with a message of its own. */
        BLOCK_AND_COMPLAIN,
        /** Without taking notice of a cancellation, as native code does. */
        IGNORE
    }

    /** One node that waits. */
    public static final class Wait {

        private final String m_key = UUID.randomUUID().toString();

        private final CountDownLatch m_entered = new CountDownLatch(1);

        private final CountDownLatch m_released = new CountDownLatch(1);

        private volatile boolean m_isInterrupted;

        private volatile String m_thread;

        private volatile String m_contextNode;

        /** Makes a wait for one execution of one node. */
        public Wait() {
            WAITS.put(m_key, this);
        }

        /** @return the value of the node's setting {@code key} */
        public String key() {
            return m_key;
        }

        /** @return tells when the node is being executed */
        public CountDownLatch entered() {
            return m_entered;
        }

        /** Lets the node end. */
        public void release() {
            m_released.countDown();
        }

        /** @return whether the node's thread was interrupted */
        public boolean isInterrupted() {
            return m_isInterrupted;
        }

        /** @return the name of the node's thread */
        public String thread() {
            return m_thread;
        }

        /** @return the name of the node of the thread's context */
        public String contextNode() {
            return m_contextNode;
        }
    }

    /** Called by KNIME. */
    public WaitingNodeFactory() {
        super(DefaultNode.create().name("Waiting").icon("waiting.png").shortDescription("Waits for a test.")
            .fullDescription("Waits for a test.").sinceVersion(5, 8, 0)
            .ports(ports -> ports.addInputTable("Input", "Any table.").addOutputTable("Output", "The same table."))
            .model(model -> model.parametersClass(Parameters.class)
                .configure((in, out) -> out.setOutSpec(0, in.getInTableSpec(0))).execute(WaitingNodeFactory::execute)));
    }

    static final class Parameters implements NodeParameters {

        @Widget(title = "Key", description = "Which wait it is.")
        String m_key = "";

        @Widget(title = "Mode", description = "How the node waits.")
        Mode m_mode = Mode.BLOCK;
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        Parameters parameters = in.getParameters();
        var wait = WAITS.get(parameters.m_key);
        wait.m_thread = Thread.currentThread().getName();
        wait.m_contextNode = NodeContext.getContext().getNodeContainer().getName();
        wait.m_entered.countDown();
        switch (parameters.m_mode) {
            case BLOCK -> block(wait);
            case BLOCK_AND_COMPLAIN -> {
                block(wait);
                if (wait.m_isInterrupted) {
                    throw new KNIMEException("The worker process ended.");
                }
            }
            case CHECK -> {
                while (wait.m_released.getCount() > 0) {
                    in.getExecutionContext().checkCanceled();
                    Thread.onSpinWait();
                }
            }
            case IGNORE -> {
                while (wait.m_released.getCount() > 0) {
                    Thread.onSpinWait();
                }
            }
        }
        out.setOutData(0, in.getInTable(0));
    }

    private static void block(final Wait wait) {
        try {
            wait.m_released.await();
        } catch (InterruptedException ex) { // NOSONAR: the test wants to know
            wait.m_isInterrupted = true;
        }
    }
}
