// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what comes sooner or later, on a computer however slow and busy, but not for ever. */
final class Patience {

    /** Far more than anything takes that is waited for. */
    private static final int MINUTES = 10;

    private Patience() {
    }

    /** @return whether something comes true before this thread is interrupted or patience ends */
    static boolean comesTrue(final BooleanSupplier condition) {
        final var end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        var isTrue = condition.getAsBoolean();
        while (!isTrue && System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            isTrue = condition.getAsBoolean();
        }
        return isTrue;
    }

    /** @return whether a latch is opened before patience ends */
    static boolean opens(final CountDownLatch latch) throws InterruptedException {
        return latch.await(MINUTES, TimeUnit.MINUTES);
    }

    /** @return what a job gives before patience ends */
    static <T> T result(final Future<T> job) throws InterruptedException, ExecutionException, TimeoutException {
        return job.get(MINUTES, TimeUnit.MINUTES);
    }
}
