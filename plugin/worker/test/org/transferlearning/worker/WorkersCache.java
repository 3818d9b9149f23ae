// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import org.transferlearning.engine.process.WorkerInstallation;

/** DJL's native library, in this process, from where workers have it. */
public final class WorkersCache {

    private WorkersCache() {
    }

    /** Lets DJL look there, and nowhere else; to be called before it is used. */
    public static void use() {
        final var cache = WorkerInstallation.defaultCache().toString();
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("DJL_CACHE_DIR", cache);
        System.setProperty("ENGINE_CACHE_DIR", cache);
    }
}
