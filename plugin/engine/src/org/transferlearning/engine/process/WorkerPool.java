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

    /** One for each worker that is being started or is busy. */
    private final Places m_places;

    private boolean m_isClosed;

    /**
     * @param size how many workers there may be, at least 1
     * @param idleTime how long a worker stays without a job
     */
    public WorkerPool(final int size, final Duration idleTime) {
        m_size = size;
        m_places = new Places(size);
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
        m_places.take(m_size == 1 ? "Waiting for the worker process"
            : "Waiting for one of " + m_size + " worker processes", monitor);
        Member member = null;
        try {
            member = idleOrNew(Kind.of(installation, device));
            return new Lease(member);
        } finally {
            if (member == null) {
                m_places.giveBack();
            }
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
        }
        m_places.close();
        endIdle();
        busy.forEach(m -> m.process().close());
    }

    private Member idleOrNew(final Kind kind) throws EngineException {
        final var superfluous = new ArrayList<Member>();
        final var idle = idle(kind, superfluous);
        superfluous.forEach(Member::end);
        final var member = idle == null ? start(kind) : idle;
        if (!add(member)) {
            member.end();
            throw new CancellationException("KNIME is being closed");
        }
        return member;
    }

    /** Adds a worker to those that {@link #close} ends, if that has not happened. */
    private synchronized boolean add(final Member member) {
        return !m_isClosed && m_busy.add(member);
    }

    /** An idle worker of the kind; if there is none, there are some too many where all others are in use. */
    private synchronized Member idle(final Kind kind, final List<Member> superfluous) {
        for (var members = m_idle.iterator(); members.hasNext();) {
            final var member = members.next();
            if (!member.process().isReady()) { // somebody has killed it
                members.remove();
                superfluous.add(member);
            } else if (member.kind().equals(kind)) {
                members.remove();
                return member;
            }
        }
        while (m_idle.size() + m_places.taken() > m_size) {
            superfluous.add(m_idle.removeLast());
        }
        return null;
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

    private void giveBack(final Member member) {
        final var jobs = member.process().jobs();
        if (keep(member)) {
            CompletableFuture.delayedExecutor(m_idleTime.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> expire(member, jobs));
            return;
        }
        member.end();
        synchronized (this) {
            m_busy.remove(member);
            m_places.giveBack();
        }
    }

    private synchronized boolean keep(final Member member) {
        if (m_isClosed || m_idleTime.isZero() || !member.process().isReady()) {
            return false;
        }
        m_busy.remove(member);
        m_places.giveBack();
        m_idle.addFirst(member);
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
