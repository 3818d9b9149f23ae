// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.job.Device;

/**
 * The worker processes. One is lent for each job; after a job that ended well it stays for a while, so that the next
 * one need not wait for PyTorch to start. There are only so many, busy or not: further jobs wait, in their order.
 * Thread safe.
 */
public final class WorkerPool implements AutoCloseable {

    /** Milliseconds between two looks at whether the user has canceled. */
    private static final int POLL = 50;

    /**
     * What workers may differ in.
     *
     * @param installation the files
     * @param device a certain GPU, whose memory the worker keeps in part, or any device
     */
    private record Kind(WorkerInstallation installation, Device device) {

        static Kind of(final WorkerInstallation installation, final Device device) {
            return new Kind(installation, device.kind() == Device.Kind.GPU ? device : Device.AUTOMATIC);
        }
    }

    /** A worker, and the folder that goes with it. */
    private record Member(Kind kind, WorkerProcess process, WorkingFolder folder) {

        void end() {
            process.close();
            folder.close();
        }
    }

    /** A worker for one job; closing it gives it back. */
    public final class Lease implements AutoCloseable {

        private final Member m_member;

        private Lease(final Member member) {
            m_member = member;
        }

        /** @return the worker, which has no job yet */
        public WorkerProcess worker() {
            return m_member.process();
        }

        @Override
        public void close() {
            giveBack(m_member);
        }
    }

    private static final class Shared {

        static final WorkerPool POOL = create();

        private static WorkerPool create() {
            final var settings = WorkerSettings.current();
            final var pool = new WorkerPool(settings.processes(), settings.idle());
            Runtime.getRuntime().addShutdownHook(new Thread(pool::close, "Transfer learning: end of workers"));
            return pool;
        }
    }

    private final int m_size;

    private final Duration m_idleTime;

    /** Those that wait for a job, the one that was used last first. */
    private final Deque<Member> m_idle = new ArrayDeque<>();

    private final List<Member> m_busy = new ArrayList<>();

    /** One per job that waits for a worker. */
    private final Deque<Object> m_queue = new ArrayDeque<>();

    /** Workers that are being started. */
    private int m_starting;

    private boolean m_isClosed;

    /**
     * @param size how many workers there may be, at least 1
     * @param idleTime how long a worker stays without a job
     */
    public WorkerPool(final int size, final Duration idleTime) {
        m_size = size;
        m_idleTime = idleTime;
    }

    /** @return the one of this process, with the settings of {@link WorkerSettings} */
    public static WorkerPool shared() {
        return Shared.POOL;
    }

    /**
     * Lends a worker: one that is there, or a new one.
     *
     * @param installation its files
     * @param device where it is to compute
     * @param monitor is told what is waited for, and asked whether that is still wanted
     * @return the worker, to be closed after the job
     * @throws EngineException if none can be started
     * @throws CancellationException if the user has canceled
     */
    public Lease take(final WorkerInstallation installation, final Device device, final Monitor monitor)
        throws EngineException {
        final var kind = Kind.of(installation, device);
        waitForTurn(monitor);
        Member member = null;
        try {
            member = idle(kind);
            if (member == null) {
                member = start(kind);
            }
            return new Lease(member);
        } finally {
            started(member);
        }
    }

    /** Ends the workers that have no job. */
    public void endIdle() {
        final List<Member> idle;
        synchronized (this) {
            idle = new ArrayList<>(m_idle);
            m_idle.clear();
        }
        idle.forEach(Member::end);
    }

    /** Ends all workers; a job that one of them does fails. There are no more afterwards. */
    @Override
    public void close() {
        final List<Member> busy;
        synchronized (this) {
            m_isClosed = true;
            busy = new ArrayList<>(m_busy);
            notifyAll();
        }
        endIdle();
        busy.forEach(m -> m.process().close());
    }

    private void waitForTurn(final Monitor monitor) {
        final var ticket = new Object();
        synchronized (this) {
            m_queue.add(ticket);
        }
        try {
            for (var isFirstLook = true; !isMyTurn(ticket, isFirstLook); isFirstLook = false) {
                if (isFirstLook) {
                    monitor.progress(0, m_size == 1 ? "Waiting for the worker process"
                        : "Waiting for one of " + m_size + " worker processes");
                }
                monitor.checkCanceled();
            }
        } finally {
            synchronized (this) {
                m_queue.remove(ticket);
                notifyAll();
            }
        }
    }

    /** Takes a place, if there is one and all who came before have theirs; else waits a little first. */
    private synchronized boolean isMyTurn(final Object ticket, final boolean isFirstLook) {
        if (!isFirstLook) {
            Uninterrupted.wait(() -> {
                wait(POLL);
                return null;
            });
        }
        if (m_isClosed) {
            throw new CancellationException("KNIME is being closed");
        }
        if (m_queue.peek() != ticket || m_busy.size() + m_starting >= m_size) {
            return false;
        }
        m_starting++;
        return true;
    }

    /** An idle worker of the kind; if there is none, makes room for a new one. */
    private Member idle(final Kind kind) {
        Member found = null;
        final var superfluous = new ArrayList<Member>();
        synchronized (this) {
            for (var members = m_idle.iterator(); found == null && members.hasNext();) {
                final var member = members.next();
                if (!member.process().isReady()) {
                    members.remove();
                    superfluous.add(member);
                } else if (member.kind().equals(kind)) {
                    members.remove();
                    found = member;
                }
            }
            while (found == null && m_idle.size() + m_busy.size() + m_starting > m_size) {
                superfluous.add(m_idle.removeLast());
            }
        }
        superfluous.forEach(Member::end);
        return found;
    }

    private static Member start(final Kind kind) throws EngineException {
        final var folder = new WorkingFolder("worker");
        try {
            return new Member(kind, WorkerProcess.start(kind.installation(), folder.path()), folder);
        } catch (EngineException ex) {
            folder.close();
            throw ex;
        }
    }

    /** {@code member} is {@code null} if the start failed. */
    private synchronized void started(final Member member) {
        m_starting--;
        if (member != null) {
            m_busy.add(member);
        }
        notifyAll();
    }

    private void giveBack(final Member member) {
        final var stays = keep(member);
        if (stays) {
            CompletableFuture.delayedExecutor(m_idleTime.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> expire(member, member.process().jobs()));
            return;
        }
        member.end();
        synchronized (this) {
            m_busy.remove(member);
            notifyAll();
        }
    }

    private synchronized boolean keep(final Member member) {
        if (m_isClosed || m_idleTime.isZero() || !member.process().isReady()) {
            return false;
        }
        m_busy.remove(member);
        m_idle.addFirst(member);
        notifyAll();
        return true;
    }

    /** Ends a worker that has done no job since. */
    private void expire(final Member member, final int jobs) {
        synchronized (this) {
            if (member.process().jobs() != jobs || !m_idle.remove(member)) {
                return;
            }
        }
        member.end();
    }
}
