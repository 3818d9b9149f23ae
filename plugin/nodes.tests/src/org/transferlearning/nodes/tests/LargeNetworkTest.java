// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.Layer;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.TrainingPlan;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;

/** What the nodes do with large networks, and how long it takes: times are printed and never asserted. */
@Tag("slow")
class LargeNetworkTest {

    private static final int SIZE = 350 << 20;

    @TempDir
    private Path m_folder;

    @Test
    void freezeLayersAndReplaceHeadShareTheFile() throws Exception {
        final var file = large();
        final var chain = new Chain(Files.createDirectories(m_folder.resolve("workflow")));
        final var table = chain.table(Pictures.spec("b", "a"), Pictures.row("1", "x.png", "a"));
        final var load = chain.load(NodeSettingsMap.load(file.toString()));
        final var freeze = chain.freeze(load, NodeSettingsMap.freeze("ALL_BUT_HEAD"));
        final var replace = chain.replaceHead(freeze, table, NodeSettingsMap.replaceHead("Class"));
        try (var workflow = chain.open()) {
            workflow.execute(table);
            workflow.execute(load);
            time("Freeze Layers with 350 MB", () -> workflow.execute(freeze), () -> workflow.reset(freeze));
            time("Replace Head with 350 MB", () -> workflow.execute(replace), () -> workflow.reset(replace));
            for (final var node : List.of(load, freeze, replace)) {
                Messages.assertExecuted(workflow, node);
            }
            final var archive = ((NetworkPortObject)workflow.output(load, 1)).network().archive();
            assertTrue(Files.size(archive) > SIZE);
            for (final var node : List.of(freeze, replace)) {
                assertEquals(archive, ((NetworkPortObject)workflow.output(node, 1)).network().archive());
            }
            time("configure the three nodes", () -> workflow.reset(load), () -> { });
            assertTrue(workflow.isConfigured(replace));
        }
    }

    /** KNIME compares specifications when nodes are configured, and saves them with the workflow. */
    @Test
    void theSpecificationOfManyLayersIsComparedAndSaved() throws Exception {
        final var layers = new ArrayList<Layer>();
        for (var i = 0; i < 400; i++) {
            layers.add(new Layer("features." + i, "Conv2d", "features." + i / 4,
                List.of(new Layer.Tensor("weight", List.of(64L, 64L, 3L, 3L)), new Layer.Tensor("bias", List.of(64L))),
                List.of(), i % 4 == 0 ? null : "is inside a skip connection", List.of(1L, 64L, 56L, 56L)));
        }
        final var spec = new NetworkPortObjectSpec(new NetworkSpec("many", true, layers, List.of(), Head.NONE,
            Preprocessing.IMAGENET, TrainingPlan.EVERYTHING, List.of()));
        final var copy = NetworkPortTest.roundTrip(spec);
        time("save and load a specification of 400 layers", () -> NetworkPortTest.roundTrip(spec), () -> { });
        time("compare it", () -> assertEquals(spec, copy), () -> { });
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Prints the fastest of several times: other load on the machine only makes a step slower. */
    private static void time(final String what, final Step step, final Step back) throws Exception {
        var best = Double.MAX_VALUE;
        for (var i = 0; i < 5; i++) {
            if (i > 0) {
                back.run();
            }
            final var start = System.nanoTime();
            step.run();
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
        }
        System.out.printf("%s: %.1f ms%n", what, best);
    }

    /** The bundled network with 350 MB of zeros beside its tensors. */
    private Path large() throws IOException {
        final var file = m_folder.resolve("large.pt");
        try (var from = new ZipInputStream(new ByteArrayInputStream(LoadPretrainedNetTest.bundled()));
                var to = new ZipOutputStream(Files.newOutputStream(file))) {
            to.setMethod(ZipOutputStream.STORED);
            String root = "";
            for (var entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                root = entry.getName().substring(0, entry.getName().indexOf('/'));
                store(to, entry.getName(), from.readAllBytes(), 1);
            }
            store(to, root + "/data/zeros", new byte[1 << 20], SIZE >> 20);
        }
        return file;
    }

    private static void store(final ZipOutputStream zip, final String name, final byte[] content, final int times)
        throws IOException {
        final var checksum = new CRC32();
        for (var i = 0; i < times; i++) {
            checksum.update(content);
        }
        final var entry = new ZipEntry(name);
        entry.setSize((long)content.length * times);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        for (var i = 0; i < times; i++) {
            zip.write(content);
        }
        zip.closeEntry();
    }
}
