// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CutHeadTest {

    private static final List<String> CLASSES = List.of("ants", "bees", "wasps");

    @TempDir
    Path m_folder;

    private static NetworkSpec cut(final NetworkSpec spec, final String path) throws Exception {
        return HeadReplacer.replace(spec, Target.classes(CLASSES, null), new HeadDesign(1).withCut(path, null));
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.engine.Architectures#names")
    void theWrittenArchiveHasTheLayersOfTheSpecification(final String name) throws Exception {
        final Path archive = Architectures.file(name);
        final NetworkSpec spec = NetworkReader.read(archive);
        final Path target = m_folder.resolve("cut.pt");
        for (final CutPoint point : spec.cutPoints()) {
            if (point.width() == 0) {
                assertThrows(EngineException.class, () -> cut(spec, point.path()));
                continue;
            }
            final NetworkSpec after = cut(spec, point.path());
            NetworkWriter.materialize(new Network(archive, after), target);
            final NetworkSpec written = NetworkReader.read(target);
            assertEquals(tensors(after), tensors(written), point.path());
            assertTrue(cuts(written).containsAll(cuts(after)), point.path());
            assertEquals(after.parameterCount(), written.parameterCount(), point.path());
            assertEquals(after.head().features(), written.head().features(), point.path());
            assertEquals(Head.NEW_LAYER, written.head().layer(), point.path());
        }
    }

    private static List<String> cuts(final NetworkSpec spec) {
        return spec.cutPoints().stream().map(CutPoint::path).toList();
    }

    private static Set<String> tensors(final NetworkSpec spec) {
        return spec.layers().stream().map(l -> l.path() + " " + l.kind() + l.parameters() + l.buffers())
            .collect(Collectors.toSet());
    }

    private static Set<String> paths(final NetworkSpec spec) {
        return new java.util.TreeSet<>(spec.layers().stream().map(Layer::path).toList());
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.engine.Architectures#names")
    void aWidthThatIsKnownIsRight(final String name) throws Exception {
        int known = 0;
        final List<CutPoint> points = NetworkReader.read(Architectures.file(name)).cutPoints();
        for (final CutPoint point : points) {
            if (point.width() > 0) {
                known++;
                final String shape = Architectures.facts(name, "activation").stream()
                    .filter(f -> f.startsWith(point.path() + " ")).findFirst().orElseThrow().split(" ")[1];
                final String[] sizes = shape.substring(1, shape.length() - 1).split(",");
                assertEquals(sizes[point.pooling() == Pooling.MEAN ? sizes.length - 1 : 1],
                    Integer.toString(point.width()), point.path() + " " + shape);
            }
        }
        System.out.println(name + ": width known at " + known + " of " + points.size() + " cut points");
        assertTrue(2 * known >= points.size(), known + " of " + points.size());
    }

    @Test
    void whatIsBehindTheCutIsNotWritten() throws Exception {
        final Path archive = Architectures.file("vgg.scripted");
        final Path target = m_folder.resolve("cut.pt");
        NetworkWriter.materialize(new Network(archive, cut(NetworkReader.read(archive), "features.0")), target);
        assertTrue(Files.size(target) < Files.size(archive), Files.size(target) + " bytes");
        // the first convolution and the new head
        assertEquals(List.of("features.0.weight", "features.0.bias", "head.weight", "head.bias"),
            NetworkReader.tensorNames(target));
    }

    @Test
    void aCutNetworkCanBeCutAgain() throws Exception {
        final Path archive = Architectures.file("resnet_basic.traced");
        final NetworkSpec spec = NetworkReader.read(archive);
        final NetworkSpec once = cut(spec, "layer1");
        // in the specification, where the archive has everything
        final NetworkSpec twice = cut(once, "bn1");
        assertEquals(List.of("conv1", "bn1", "head"), twice.layers().stream().map(Layer::path).toList());
        final EngineException refused =
            assertThrows(EngineException.class, () -> cut(twice, "layer1"));
        assertEquals("The network \"resnet_basic\" cannot be cut after \"layer1\": it is not one of its cut points.", refused.getMessage());
        // and in an archive that was cut
        final Path target = m_folder.resolve("cut.pt");
        NetworkWriter.materialize(new Network(archive, once), target);
        final NetworkSpec again = cut(NetworkReader.read(target), "bn1");
        final Path smaller = m_folder.resolve("smaller.pt");
        NetworkWriter.materialize(new Network(target, again), smaller);
        assertEquals(Set.of("conv1", "bn1", "head"), paths(NetworkReader.read(smaller)));
    }

    @Test
    void aNewHeadForOtherClassesStaysBehindTheCut() throws Exception {
        final Path archive = Architectures.file("resnet_basic.traced");
        final NetworkSpec once = cut(NetworkReader.read(archive), "layer1");
        final NetworkSpec twice = HeadReplacer.replace(once, Target.classes(List.of("a", "b"), null),
                new HeadDesign(9));
        assertEquals(new HeadDesign(9).withCut("layer1", Pooling.AVERAGE), twice.head().design());
        assertEquals(paths(once), paths(twice));
    }

    @Test
    void frozenLayersAndMultipliersOfWhatStaysStay() throws Exception {
        final Path archive = Architectures.file("resnet_basic.scripted");
        final NetworkSpec frozen = LayerFreezer.allButHead(NetworkReader.read(archive));
        final NetworkSpec after = cut(frozen, "bn1");
        assertEquals(Set.of("conv1", "bn1"), after.frozenLayers());
        // 4 channels, averaged; 3 classes
        assertEquals(4 * 3 + 3, after.trainableCount());
    }

    @Test
    void refusesWhatIsNoCutPointAndUnknownWidths() throws Exception {
        final Path archive = Architectures.file("resnet_basic.scripted");
        final NetworkSpec spec = NetworkReader.read(archive);
        final EngineException refused =
            assertThrows(EngineException.class, () -> cut(spec, "layer1.0.conv1"));
        assertTrue(refused.getMessage().contains("after \"layer1.0.conv1\": it is inside a skip connection"),
            refused.getMessage());
        assertThrows(EngineException.class, () -> HeadReplacer.replace(spec, Target.classes(CLASSES, null),
            new HeadDesign(1).withCut("layer1", Pooling.NONE)));
    }
}
