// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of the modules is that of the definitions in {@code test-data/architectures}. */
class BlockCutsTest {

    private static NetworkSpec spec(final String name) throws Exception {
        return NetworkReader.read(Architectures.file(name));
    }

    @ParameterizedTest
    @CsvSource({"resnet_basic.traced,1,conv1", "resnet_basic.traced,2,maxpool", "resnet_basic.traced,3,layer1",
        "resnet_basic.scripted,4,avgpool", "mobilenet_v2.scripted,2,features.1", "squeezenet.traced,1,features.2",
        "squeezenet.traced,3,features.5", "vit.scripted,2,dropout", "vit.scripted,3,layers.0", "vit.traced,5,ln",
        "bert.traced,4,dropout"})
    void theLastPointAfterTheBlocksIsChosen(final String name, final int count, final String path) throws Exception {
        assertEquals(path, HeadReplacer.afterBlocks(spec(name), count).path());
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.engine.Architectures#names")
    void whatIsKeptIsExactlyTheFirstBlocks(final String name) throws Exception {
        final NetworkSpec spec = spec(name);
        int found = 0;
        for (int count = 1; count <= spec.blocksBeforeHead().size(); count++) {
            final CutPoint point;
            try {
                point = HeadReplacer.afterBlocks(spec, count);
            } catch (EngineException e) {
                continue;
            }
            found++;
            final Set<String> wanted =
                new HashSet<>(spec.blocksBeforeHead().subList(0, count));
            assertEquals(wanted, spec.layers().stream().filter(l -> spec.modulesBefore(point).contains(l.path()))
                .map(Layer::block).collect(Collectors.toSet()), point.path());
            spec.layers().stream().filter(l -> !wanted.contains(l.block()))
                .forEach(l -> assertEquals(false, spec.modulesBefore(point).contains(l.path()), l.path()));
        }
        System.out.println(name + ": " + found + " of " + spec.blocks().size() + " blocks");
    }

    @Test
    void moreBlocksThanThereAreAreRefused() throws Exception {
        final NetworkSpec spec = spec("resnet_basic.traced");
        final var tooMany = assertThrows(EngineException.class, () -> HeadReplacer.afterBlocks(spec, 5));
        assertEquals("The network \"resnet_basic\" has 4 blocks before its head, so its first 5 cannot be kept.",
            tooMany.getMessage());
        assertEquals("Keep 1 to 4 blocks.", tooMany.resolution());
        assertThrows(EngineException.class, () -> HeadReplacer.afterBlocks(spec, 0));
    }

    @Test
    void aBlockBehindWhichTheNetworkCannotBeCutIsNamedWithTheReason() throws Exception {
        // the class token and the positions, which the network itself owns, run when the patches are there
        final NetworkSpec vit = spec("vit.traced");
        final var own = assertThrows(EngineException.class, () -> HeadReplacer.afterBlocks(vit, 1));
        assertEquals("The network \"vit\" cannot be cut after the first 1 of its 5 blocks: what the network itself "
            + "owns is done only when parts of other blocks have run too.", own.getMessage());
        assertEquals("Keep the first 2 blocks, or choose one of the cut points.", own.resolution());
        // two recurrent layers return several tensors
        final var lstm = assertThrows(EngineException.class,
            () -> HeadReplacer.afterBlocks(spec("lstm_pooled.scripted"), 2));
        assertEquals("The network \"lstm_pooled\" cannot be cut after the first 2 of its 3 blocks: \"lstm\" returns "
            + "more than one value.", lstm.getMessage());
    }

    @Test
    void theNewHeadIsNoBlockToKeep() throws Exception {
        final NetworkSpec after = HeadReplacer.replace(spec("resnet_basic.traced"),
            Target.classes(java.util.List.of("a", "b"), null), new HeadDesign(1));
        assertEquals(java.util.List.of("conv1", "bn1", "layer1", "layer2"), after.blocksBeforeHead());
        assertEquals("layer1", HeadReplacer.afterBlocks(after, 3).path());
    }
}
