// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.job.TrainingConfig.Optimizer;

/** DJL never frees what its optimizers remember: a worker that trains one network after another would swell. */
@Tag("slow")
class ParameterUpdatesTest {

    /** 64 MB. */
    private static final int FLOATS = 1 << 24;

    private static final int ROUNDS = 10;

    @BeforeAll
    static void keepTheNativeLibrary() {
        WorkersCache.use();
    }

    @ParameterizedTest
    @EnumSource(Optimizer.class)
    @EnabledOnOs(OS.LINUX) // which tells how much memory there is in use
    void whatIsRememberedOfParametersIsFreed(final Optimizer rule) throws Exception {
        update(rule);
        final var before = residentBytes();
        for (var i = 0; i < ROUNDS; i++) {
            update(rule);
        }
        // at least 10 × 64 MB if it were not
        assertTrue(residentBytes() - before < ROUNDS / 2 * 4L * FLOATS, before + " before, " + residentBytes());
    }

    private static void update(final Optimizer rule) {
        final var config =
            new TrainingConfig(1, 1, 0.1, rule, 1, org.transferlearning.engine.job.Device.CPU);
        try (var manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
            var updates = new ParameterUpdates(config, Map.of())) {
            updates.apply("weight", manager.ones(new Shape(FLOATS)), manager.ones(new Shape(FLOATS)));
        }
    }

    private static long residentBytes() throws Exception {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(l -> l.startsWith("VmRSS:"))
                .mapToLong(l -> 1024 * Long.parseLong(l.replaceAll("\\D", ""))).findFirst().orElseThrow();
        }
    }
}
