// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MemoryNeedTest {

    private static final int ALL = 1000;

    @Test
    void twoMeasurementsGiveBaseAndSlope() {
        // 2 images 500, 4 images 800: 150 each and 200 for all
        assertEquals(new MemoryNeed(200, 150), MemoryNeed.of(2, 500, 4, 800));
        assertEquals(1700, MemoryNeed.of(2, 500, 4, 800).bytes(10));
    }

    @Test
    void measurementsThatDoNotGrowMeanNothingPerImage() {
        assertEquals(new MemoryNeed(400, 0), MemoryNeed.of(1, 500, 2, 400));
    }

    @Test
    void aBatchThatFitsIsNotReduced() {
        // 1000 + 64 × 100 = 7400 is 0.9 of 8222.2
        assertEquals(64, new MemoryNeed(1000, 100).largest(64, ALL, 1, 8223));
        assertEquals(32, new MemoryNeed(1000, 100).largest(64, ALL, 1, 8222));
    }

    @Test
    void aBatchThatDoesNotFitIsHalvedUntilItDoes() {
        // 0.9 × 3000 = 2700 = 1000 + 17 × 100: of 64, 32, 16 the last
        assertEquals(16, new MemoryNeed(1000, 100).largest(64, ALL, 1, 3000));
        // of 100, 50, 25, 12
        assertEquals(12, new MemoryNeed(1000, 100).largest(100, ALL, 1, 3000));
    }

    @Test
    void onlyTheImagesThatThereAreCount() {
        assertEquals(64, new MemoryNeed(1000, 100).largest(64, 17, 1, 3000));
    }

    @Test
    void nothingFitsBelowTheLeast() {
        // 0.9 × 1230 = 1107: one image, but not two
        assertEquals(1, new MemoryNeed(1000, 100).largest(64, ALL, 1, 1230));
        assertEquals(0, new MemoryNeed(1000, 100).largest(64, ALL, 2, 1230));
        assertEquals(0, new MemoryNeed(1000, 100).largest(64, ALL, 1, 1000));
    }
}
