// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sound was found by experiments in PyTorch, see {@code test-data/architectures/README.md}. */
class CutPointsTest {

    @TempDir
    Path m_folder;

    @ParameterizedTest
    @MethodSource("org.transferlearning.engine.Architectures#names")
    void layerTableIsThatOfPyTorch(final String name) throws Exception {
        final var parameters = new ArrayList<String>();
        final var buffers = new ArrayList<String>();
        for (final Layer layer : NetworkReader.read(Architectures.file(name)).layers()) {
            layer.parameters().forEach(t -> parameters.add(layer.fullName(t) + " " + shape(t)));
            layer.buffers().forEach(t -> buffers.add(layer.fullName(t) + " " + shape(t)));
        }
        assertEquals(withoutType(Architectures.facts(name, "parameter")), parameters);
        assertEquals(withoutType(Architectures.facts(name, "buffer")), buffers);
    }

    private static String shape(final Layer.Tensor tensor) {
        return tensor.shape().toString().replace(" ", "");
    }

    private static List<String> withoutType(final List<String> facts) {
        return facts.stream().map(f -> f.split(" ")).map(w -> w[0] + " " + w[2]).toList();
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.engine.Architectures#names")
    void offersWhatIsSoundAndSaysWhyNotOfTheRest(final String name) throws Exception {
        final Map<String, String> verdicts = Architectures.verdicts(name);
        final NetworkSpec spec = NetworkReader.read(Architectures.file(name));
        final var sound = new TreeSet<String>();
        final var others = new TreeMap<String, Integer>();
        verdicts.forEach((path, verdict) -> {
            others.merge(verdict, 1, Integer::sum);
            if (verdict.equals("sound")) {
                sound.add(path);
            } else {
                assertReason(verdict, path, spec.module(path).orElseThrow().obstacle());
            }
        });
        System.out.println(name + ": " + spec.cutPoints().size() + " cut points in " + verdicts.size() + " modules "
            + others);
        assertEquals(sound, new TreeSet<>(paths(spec)));
        assertEquals(verdicts.size() - sound.size(), obstacles(spec));
    }

    private static List<String> paths(final NetworkSpec spec) {
        return spec.cutPoints().stream().map(CutPoint::path).toList();
    }

    private static int obstacles(final NetworkSpec spec) {
        return (int)spec.modules().stream().filter(m -> m.obstacle() != null).count();
    }

    private static void assertReason(final String verdict, final String path, final String reason) {
        final String expected = switch (verdict) {
            case "repeated" -> "is called more than once";
            // what PyTorch calls several times or never may be written as code of its own in the archive
            case "several" -> "returns more than one value";
            case "uncalled" -> "(is not called as a module|is behind a branch)";
            case "shape" -> "is (inside a skip connection or|followed by something that needs).*";
            default -> "(is inside a skip connection or one of several branches of|is followed by something that"
                + " needs|is behind a branch).*";
        };
        assertTrue(reason != null && reason.matches(expected), path + " " + verdict + ": " + reason);
    }

    @ParameterizedTest
    @CsvSource({"mobilenet_v1_075_imagenet.scripted,129,129", "mobilenet_v2_imagenet.scripted,102,212",
        "mobilenet_v2_imagenet.traced,102,212", "resnet20_cifar10.scripted,15,51",
        "squeezenet1_0_imagenet.scripted,35,67"})
    void realNetworksHavePointsBetweenTheirSkipConnections(final String name, final int offered, final int modules)
        throws Exception {
        // not sound: the 4 modules in each of squeezenet's 8 pairs of branches; two convolutions, two norms inside
        // each of resnet20's 9 blocks; the 11 modules inside 10 of mobilenet_v2's blocks; none in mobilenet_v1
        final NetworkSpec spec = NetworkReader.read(TestNetworks.real(name));
        // all but the root
        final int all = spec.modules().size() - 1;
        System.out.println(name + ": " + spec.cutPoints().size() + " cut points in " + all + " modules");
        assertEquals(offered, spec.cutPoints().size());
        assertEquals(modules, all);
    }

    @Test
    void pointsAreInTheOrderOfExecution() throws Exception {
        assertEquals(List.of("conv1", "bn1", "relu", "maxpool", "layer1.0", "layer1.1", "layer1", "layer2.0", "layer2",
            "avgpool", "fc"), paths(NetworkReader.read(Architectures.file("resnet_basic.scripted"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // straight through
        "a b c|p = (self.a).forward(x, );q = (self.b).forward(p, );return (self.c).forward(q, )",
        // the second input joins after b
        "b c|p = (self.b).forward(torch.add((self.a).forward(x, ), y), );return (self.c).forward(p, )",
        // a list collects what is still needed
        "c|r = [x];p = (self.a).forward(x, );_0 = torch.append(r, p);q = (self.b).forward(p, );"
            + "return (self.c).forward(torch.cat(r, 1), )",
        // what seems to be constant is written to, through a view
        "b c|z = torch.zeros([2, 2]);v = torch.slice(z, 0, 0, 1);_0 = torch.copy_(v, x);p = (self.a).forward(x, );"
            + "q = (self.b).forward(torch.add(p, z), );return (self.c).forward(q, )",
        // a buffer does not depend on the input
        "a b c|z = self.buffer;p = (self.a).forward(x, );q = torch.add((self.b).forward(p, ), z);"
            + "return (self.c).forward(q, )",
        // until something is stored in it: nobody knows when it is read
        "''|self.buffer = x;p = (self.a).forward(x, );q = torch.add((self.b).forward(p, ), self.buffer);"
            + "return (self.c).forward(q, )",
        // a result that nobody uses keeps nothing alive
        "a b c|p = (self.a).forward(x, );s = torch.relu(x);t = torch.add(s, p);q = (self.b).forward(p, );"
            + "return (self.c).forward(q, )",
        // but writing in place might
        "b c|p = (self.a).forward(x, );s = torch.relu_(x);q = (self.b).forward(p, );return (self.c).forward(q, )"})
    void looksAtEveryVariable(final String sound, final String body) throws Exception {
        final Path file = m_folder.resolve("net.pt");
        SyntheticArchive.written(file, body.replace(";", "\n"));
        assertEquals(sound, String.join(" ", paths(NetworkReader.read(file))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "is behind a branch.|p = (self.a).forward(x, );if bool(torch.any(p)):;  q = (self.b).forward(p, );"
            + "else:;  q = p;return (self.c).forward(q, )",
        "is inside a loop.|p = (self.a).forward(x, );q = p;for i in range(torch.size(x, 0)):;"
            + "  q = (self.b).forward(q, );return (self.c).forward(q, )",
        "is called more than once.|p = (self.b).forward((self.b).forward(x, ), );return (self.c).forward(p, )",
        "is followed by something that needs the input \"y\" too.|p = (self.b).forward(x, );"
            + "return (self.c).forward(torch.add(p, y), )",
        "is followed by something that needs the size of an earlier tensor.|n = torch.size(x, 0);"
            + "p = (self.b).forward(x, );return (self.c).forward(torch.view(p, [n, -1]), )",
        "is inside a skip connection or one of several branches of the network.|p = (self.b).forward(x, );"
            + "return (self.c).forward(torch.add(p, x), )",
        "is not called as a module.|return (self.c).forward(x, )"})
    void saysWhyNot(final String reason, final String body) throws Exception {
        final Path file = m_folder.resolve("net.pt");
        SyntheticArchive.written(file, body.replace(";", "\n"));
        assertEquals("The network \"net\" cannot be cut after \"b\": it " + reason,
            assertThrows(EngineException.class, () -> NetworkReader.read(file).cutPoint("b")).getMessage());
    }

    @Test
    void aBranchOnASavedConstantIsNoObstacle() throws Exception {
        final Path file = m_folder.resolve("net.pt");
        SyntheticArchive.written(file, "if torch.eq(2, 3):\n  p = (self.a).forward(x, )\nelse:\n"
            + "  p = (self.b).forward(x, )\nreturn (self.c).forward(p, )");
        assertEquals(List.of("b", "c"), paths(NetworkReader.read(file)));
    }

    @Test
    void longAndDeepCodeIsAnalyzedInTime() throws Exception {
        final Path file = m_folder.resolve("net.pt");
        SyntheticArchive.sequence(file, 3000);
        assertPointsInTime(3000, file);
        // each name is computed from the one before, twice
        final var body = new StringBuilder("p0 = x\n");
        for (int i = 0; i < 20_000; i++) {
            body.append("p").append(i + 1).append(" = torch.add(p").append(i).append(", p").append(i).append(")\n");
        }
        SyntheticArchive.written(file, body + "return (self.a).forward(p20000, )");
        assertPointsInTime(1, file);
    }

    /** In 5 seconds of a usual computer's processor. */
    private static void assertPointsInTime(final int count, final Path file) throws Exception {
        final long start = ProcessorTime.now();
        assertEquals(count, NetworkReader.read(file).cutPoints().size());
        final long used = ProcessorTime.now() - start;
        assertFalse(ProcessorTime.isOver(used, 5_000_000_000L), used + " ns");
    }
}
