// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.Architectures;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.archive.ZipReader;
import org.transferlearning.engine.archive.ZipWriter;

class MaterializedArchivesTest {

    private static final long PLENTY = 1L << 30;

    @TempDir
    Path m_folder;

    private final MaterializedArchives m_archives = new MaterializedArchives(PLENTY, 100);

    @Test
    void aNetworkThatCanBeRunIsNotCopied() throws Exception {
        final Path archive = Architectures.file("vgg.traced");
        try (var lease = lease(m_archives, new Network(archive, NetworkReader.read(archive)))) {
            assertEquals(archive, lease.path());
        }
        assertTrue(Files.exists(archive));
    }

    /** As in a workflow of others: nothing has read the archive here before it is to run. */
    @Test
    void aNetworkThatDoesMoreThanComputeIsRefusedWithAndWithoutANewHead() throws Exception {
        final Path harmless = Architectures.file("vgg.traced");
        final Path hostile = m_folder.resolve("net.pt");
        write(hostile, harmless, "torch.from_file('secret')");
        for (final Network network : List.of(new Network(hostile, NetworkReader.read(harmless)),
            new Network(hostile, withHead(harmless, 1).spec()))) {
            assertEquals("The network in \"net.pt\" calls the operator \"aten::from_file\", which reads files.",
                assertThrows(EngineException.class, () -> lease(m_archives, network)).getMessage());
        }
    }

    @Test
    void aNetworkIsReadAgainBeforeItRunsWhenItsFileHasChanged() throws Exception {
        final Path file = m_folder.resolve("net.pt");
        final Network network = inTwoVersions(file);
        final FileTime time = FileTime.fromMillis(0);
        Files.setLastModifiedTime(file, time);
        assertEquals(file, leased(network));
        Files.write(file, Files.readAllBytes(m_folder.resolve("hostile.pt")));
        assertThrows(EngineException.class, () -> leased(network));
        // with the old time nothing shows that it has changed, so this one was not read
        Files.setLastModifiedTime(file, time);
        assertEquals(file, leased(network));
    }

    /** Another change in the same moment would not show. */
    @Test
    void aNetworkThatHasJustBeenWrittenIsReadAgainBeforeItRuns() throws Exception {
        final Path file = m_folder.resolve("net.pt");
        final Network network = inTwoVersions(file);
        final FileTime soon = FileTime.fromMillis(System.currentTimeMillis() + 3_600_000);
        Files.setLastModifiedTime(file, soon);
        assertEquals(file, leased(network));
        Files.write(file, Files.readAllBytes(m_folder.resolve("hostile.pt")));
        Files.setLastModifiedTime(file, soon);
        assertThrows(EngineException.class, () -> leased(network));
    }

    /** A harmless network, and in "hostile.pt" one of the same size that is not. */
    private Network inTwoVersions(final Path file) throws Exception {
        final Path hostile = m_folder.resolve("hostile.pt");
        write(hostile, Architectures.file("vgg.traced"), "torch.from_file('secret')");
        write(file, Architectures.file("vgg.traced"), "torch.some_file('secret')");
        assertEquals(Files.size(hostile), Files.size(file));
        return new Network(file, NetworkReader.read(file));
    }

    private static void write(final Path file, final Path network, final String expression) throws Exception {
        try (var torch = TorchArchive.open(network); var copy = new ZipWriter(file)) {
            for (final ZipReader.Entry entry : torch.zip().entries()) {
                copy.copy(torch.zip(), entry);
            }
            copy.add(torch.root() + "code/__torch__/unused.py",
                ("def unused(x: Tensor) -> Tensor:\n  return " + expression + "\n").getBytes(UTF_8));
        }
    }

    @Test
    void aNewHeadIsWrittenOnce() throws Exception {
        final Network network = withHead(Architectures.file("vgg.traced"), 1);
        final Path first = leased(network);
        assertEquals(first, leased(network));
        // the names of the classes are not in what runs
        final var renamed = network.spec().withHead(network.spec().head()
            .withTarget(Target.classes(List.of("x", "y", "z"), null)));
        assertEquals(first, leased(new Network(network.archive(), renamed)));
        assertEquals("head.weight", NetworkReader.tensorNames(first).stream().filter(n -> n.startsWith("head."))
            .findFirst().orElse(null));
    }

    @Test
    void anotherHeadOrAnotherArchiveIsWrittenAnew() throws Exception {
        final Path archive = Files.copy(Architectures.file("vgg.traced"), m_folder.resolve("net.pt"));
        final Path first = leased(withHead(archive, 1));
        assertNotEquals(first, leased(withHead(archive, 2)));
        Files.copy(Architectures.file("vgg.traced"), archive, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(archive, FileTime.fromMillis(1));
        assertNotEquals(first, leased(withHead(archive, 1)));
    }

    @Test
    void manyAtTheSameTimeShareOne() throws Exception {
        final Network network = withHead(Architectures.file("resnet_basic.traced"), 1);
        final var threads = Executors.newFixedThreadPool(8);
        try {
            final Callable<Path> task = () -> leased(network);
            final Set<Path> paths = new HashSet<>();
            for (final var result : threads.invokeAll(Stream.generate(() -> task).limit(16).toList())) {
                paths.add(result.get());
            }
            assertEquals(1, paths.size());
            try (var files = Files.list(paths.iterator().next().getParent())) {
                assertEquals(1, files.count());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whatWasUsedLeastRecentlyGoesFirstAndWhatIsInUseStays() throws Exception {
        final var two = new MaterializedArchives(PLENTY, 2);
        final Path archive = Architectures.file("vgg.traced");
        try (var used = lease(two, withHead(archive, 0))) {
            final Path first = leased(two, withHead(archive, 1));
            final Path second = leased(two, withHead(archive, 2));
            assertEquals(first, leased(two, withHead(archive, 1)));
            final Path third = leased(two, withHead(archive, 3));
            assertTrue(Files.exists(used.path()) && Files.exists(first) && Files.exists(third));
            assertFalse(Files.exists(second));
        }
    }

    @Test
    void noMoreBytesAreKeptThanAllowed() throws Exception {
        final Path archive = Architectures.file("vgg.traced");
        final var none = new MaterializedArchives(Files.size(archive) / 2, 100);
        final Path path;
        try (var lease = lease(none, withHead(archive, 1))) {
            path = lease.path();
            assertTrue(Files.exists(path));
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void anArchiveThatSomebodyHasDeletedIsWrittenAgain() throws Exception {
        final Network network = withHead(Architectures.file("vgg.traced"), 1);
        final Path first = leased(network);
        Files.delete(first);
        assertTrue(Files.exists(leased(network)));
        Files.delete(leased(network));
        Files.delete(first.getParent());
        assertTrue(Files.exists(leased(network)));
    }

    @Test
    void afterAFailureTheNextOneTriesAgain() throws Exception {
        final Path archive = Files.copy(Architectures.file("vgg.traced"), m_folder.resolve("net.pt"));
        final Network network = withHead(archive, 1);
        final byte[] whole = Files.readAllBytes(archive);
        final FileTime modified = Files.getLastModifiedTime(archive);
        Files.write(archive, new byte[whole.length]);
        Files.setLastModifiedTime(archive, modified);
        assertThrows(EngineException.class, () -> leased(network));
        Files.write(archive, whole);
        Files.setLastModifiedTime(archive, modified);
        assertTrue(Files.exists(leased(network)));
    }

    @Test
    void aFileThatIsGoneIsSaid() throws Exception {
        final Path archive = Files.copy(Architectures.file("vgg.traced"), m_folder.resolve("net.pt"));
        final Network network = withHead(archive, 1);
        Files.delete(archive);
        assertEquals("The file \"" + archive + "\" of the network \"" + network.spec().name()
            + "\" is not there any more.", assertThrows(EngineException.class, () -> leased(network)).getMessage());
    }

    @Test
    void nothingIsWrittenForWhomNobodyWaits() throws Exception {
        final Network network = withHead(Architectures.file("vgg.traced"), 1);
        assertThrows(CancellationException.class, () -> m_archives.lease(network, new Monitor() {
            @Override
            public void progress(final double fraction, final String message) {
                throw new AssertionError("nothing is done");
            }

            @Override
            public boolean isCanceled() {
                return true;
            }
        }));
    }

    @Test
    void aFormThatPredictsFasterIsWrittenOnceForWhoeverHasTheSameTensors() throws Exception {
        final Path archive = Architectures.file("resnet_basic.traced");
        final var network = new Network(archive, NetworkReader.read(archive));
        final Path folded = folded(network);
        assertNotEquals(archive, folded);
        assertTrue(Files.exists(folded));
        assertEquals(folded, folded(network));
        assertEquals(folded, folded(new Network(archive, network.spec().withName("another"))));
        assertEquals(archive, leased(network));
        // for a new head, behind the archive with the head
        final Network headed = withHead(archive, 1);
        assertNotEquals(folded, folded(headed));
        assertEquals(folded(headed), folded(headed));
        assertTrue(NetworkReader.tensorNames(folded(headed)).contains("head.weight"));
    }

    /** Another change in the same moment would not show. */
    @Test
    void whatIsMadeFromAFileThatHasJustBeenWrittenIsMadeAgain() throws Exception {
        final Path archive = Files.copy(Architectures.file("resnet_basic.traced"), m_folder.resolve("net.pt"));
        final var network = new Network(archive, NetworkReader.read(archive));
        Files.setLastModifiedTime(archive, FileTime.fromMillis(System.currentTimeMillis() + 3_600_000));
        assertNotEquals(folded(network), folded(network));
        assertNotEquals(leased(withHead(archive, 1)), leased(withHead(archive, 1)));
        Files.setLastModifiedTime(archive, FileTime.fromMillis(0));
        assertEquals(folded(network), folded(network));
        assertEquals(leased(withHead(archive, 1)), leased(withHead(archive, 1)));
    }

    @Test
    void aNetworkWithoutBatchNormsIsNotCopied() throws Exception {
        final Path archive = Architectures.file("vit.traced");
        final var network = new Network(archive, NetworkReader.read(archive));
        assertEquals(archive, folded(network));
        assertEquals(archive, folded(network));
    }

    @Test
    void theNetworkItselfIsRunIfNoFasterFormOfItCanBeWritten() throws Exception {
        final Path archive = Files.copy(Architectures.file("resnet_basic.traced"), m_folder.resolve("net.pt"));
        final var network = new Network(archive, NetworkReader.read(archive));
        final var messages = new ArrayList<String>();
        damageTensor(archive);
        try (var lease = m_archives.leaseFolded(network, new Monitor() {
            @Override
            public void progress(final double fraction, final String message) { // nobody looks
            }

            @Override
            public boolean isCanceled() {
                return false;
            }

            @Override
            public void log(final System.Logger.Level level, final String message) {
                messages.add(message);
            }
        })) {
            assertEquals(archive, lease.path());
        }
        assertEquals(1, messages.size());
        assertTrue(messages.get(0).startsWith("\"" + network.spec().name() + "\" is run as it is; "), messages.get(0));
    }

    /** Changes a byte of a convolution's weight, so that its checksum is wrong. */
    private static void damageTensor(final Path archive) throws Exception {
        final byte[] weight;
        try (var torch = TorchArchive.open(archive)) {
            weight = torch.zip().read(torch.zip().entry(torch.root() + "data/0"), 1 << 20);
        }
        final byte[] file = Files.readAllBytes(archive);
        int at = 0;
        while (Arrays.mismatch(file, at, at + weight.length, weight, 0, weight.length) >= 0) {
            at++;
        }
        file[at]++;
        Files.write(archive, file);
    }

    private Path folded(final Network network) throws Exception {
        try (var lease = m_archives.leaseFolded(network, Monitor.NONE)) {
            return lease.path();
        }
    }

    private static Network withHead(final Path archive, final long seed) throws Exception {
        return new Network(archive, HeadReplacer.replace(NetworkReader.read(archive),
            Target.classes(List.of("a", "b", "c"), null), new HeadDesign(seed)));
    }

    private Path leased(final Network network) throws Exception {
        return leased(m_archives, network);
    }

    private static Path leased(final MaterializedArchives archives, final Network network) throws Exception {
        try (var lease = lease(archives, network)) {
            return lease.path();
        }
    }

    private static ArchiveCache.Lease lease(final MaterializedArchives archives, final Network network)
        throws Exception {
        return archives.lease(network, Monitor.NONE);
    }
}
