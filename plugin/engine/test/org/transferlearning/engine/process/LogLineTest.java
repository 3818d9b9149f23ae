// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.System.Logger.Level;
import org.junit.jupiter.api.Test;

class LogLineTest {

    @Test
    void linesOfJavaSayTheirLevel() {
        assertEquals(new LogLine(Level.WARNING, "ai.djl.util.Platform - No matching flavor"),
            LogLine.parse("[WARN] ai.djl.util.Platform - No matching flavor", Level.INFO));
        assertEquals(new LogLine(Level.ERROR, "broken"), LogLine.parse("[ERROR] broken", Level.INFO));
        assertEquals(new LogLine(Level.DEBUG, "detail"), LogLine.parse("[DEBUG] detail", Level.INFO));
    }

    @Test
    void warningsOfPyTorchAreForThoseWhoProgramIt() {
        final var line = "[W1121 15:04:05.678 NNPACK.cpp:64] Could not initialize NNPACK!";
        assertEquals(new LogLine(Level.INFO, line), LogLine.parse(line, Level.INFO));
        assertFalse(LogLine.parse(line, Level.INFO).isTelling());
        final var fatal = "[F1121 15:04:05.678 x.cpp:1] Check failed";
        assertEquals(new LogLine(Level.ERROR, fatal), LogLine.parse(fatal, Level.INFO));
        assertTrue(LogLine.parse(fatal, Level.INFO).isTelling());
    }

    @Test
    void aStackTraceGoesWithItsFirstLine() {
        assertEquals(Level.ERROR, LogLine.parse("\tat java.lang.Thread.run(Thread.java:840)", Level.ERROR).level());
        assertEquals(Level.ERROR, LogLine.parse("Caused by: java.io.IOException", Level.ERROR).level());
    }

    @Test
    void anyOtherLineInforms() {
        assertEquals(new LogLine(Level.INFO, "something"), LogLine.parse("something", Level.ERROR));
    }
}
