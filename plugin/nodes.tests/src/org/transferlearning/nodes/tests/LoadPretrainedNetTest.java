// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.nodes.load.LoadPretrainedNetNodeFactory;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.testing.RunningWorkflow;

/** Load Pretrained Net in a workflow. */
class LoadPretrainedNetTest {

    @TempDir
    private Path m_folder;

    @Test
    void theBundledNetworkIsKnownBeforeItIsLoaded() throws Exception {
        try (var workflow = open(NodeSettingsMap.load(Chain.BUNDLED))) {
            final var network = ((NetworkPortObjectSpec)workflow.outputSpec(1, 1)).network();
            // as PyTorch counts: sum(p.numel() for p in torch.jit.load("textures30.pt").parameters())
            assertEquals("trainable 196,382 of 196,382 parameters", network.trainableSummary());
            assertEquals("textures30", network.name());
            assertEquals(30, network.classes().size());
            assertEquals(64, network.preprocessing().crop());
        }
    }

    @Test
    void theNetworkIsTriedAndCopiedByteForByte() throws Exception {
        try (var workflow = open(NodeSettingsMap.load(Chain.BUNDLED).put("tryNetwork", true))) {
            workflow.execute();
            Messages.assertExecuted(workflow, 1);
            final var network = (NetworkPortObject)workflow.output(1, 1);
            assertArrayEquals(bundled(), Files.readAllBytes(network.network().archive()));
            assertEquals(workflow.outputSpec(1, 1), network.getSpec());
            assertTrue(network.getSummary().contains("trainable 196,382 of 196,382 parameters"), network.getSummary());
        }
    }

    @Test
    void aFileIsFoundByPathAndByUrl() throws Exception {
        Files.createDirectories(m_folder.resolve("workflow/my nets"));
        final var file = Files.write(m_folder.resolve("workflow/my nets/small.scripted.pt"), bundled());
        for (final var location : List.of(file.toString(), file.toUri().toString(),
            "knime://knime.workflow/my nets/small.scripted.pt")) {
            try (var workflow = open(NodeSettingsMap.load(location))) {
                workflow.execute();
                Messages.assertExecuted(workflow, 1);
                assertEquals("small", ((NetworkPortObject)workflow.output(1, 1)).getSpec().network().name());
            }
        }
    }

    @Test
    void presetsAreFoundInUpperAndLowerCase() throws Exception {
        assertEquals(Preprocessing.INCEPTION, preprocessing(settings("INCEPTION")));
        assertEquals(Preprocessing.INCEPTION, preprocessing(settings("inception")));
        assertEquals(Preprocessing.IMAGENET, preprocessing(settings("imagenet")));
        assertEquals(Preprocessing.RAW, preprocessing(settings("raw")));
    }

    @Test
    void aWorkflowVariableChoosesFileAndPreset() throws Exception {
        final var file = Files.write(m_folder.resolve("mine.pt"), bundled());
        final var chain = new Chain(m_folder.resolve("workflow"));
        final var node = chain.load(NodeSettingsMap.load(Chain.BUNDLED));
        chain.variable(node, "file", "network", file.toString());
        chain.variable(node, "preprocessing", "preset", "raw");
        try (var workflow = chain.open()) {
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            final var network = ((NetworkPortObject)workflow.output(node, 1)).getSpec().network();
            assertEquals("mine", network.name());
            assertEquals(Preprocessing.RAW, network.preprocessing());
        }
    }

    @Test
    void anUnknownPresetIsNamed() throws Exception {
        final var chain = new Chain(m_folder.resolve("workflow"));
        final var node = chain.load(NodeSettingsMap.load(Chain.BUNDLED));
        chain.variable(node, "preprocessing", "preset", "vgg");
        try (var workflow = chain.open()) {
            assertFalse(workflow.isConfigured(node));
            final var message = workflow.message(node);
            assertTrue(message.contains("There is no preprocessing \"vgg\". Choose one of [own, imagenet,"), message);
        }
    }

    @Test
    void aMeanThatIsNoNumberIsNamed() throws Exception {
        final var chain = new Chain(m_folder.resolve("workflow"));
        final var node = chain.load(settings("CUSTOM"));
        chain.variable(node, "mean", "mean", "0.5; 0.5");
        try (var workflow = chain.open()) {
            assertFalse(workflow.isConfigured(node));
            final var message = workflow.message(node);
            assertTrue(message.contains("Mean is \"0.5; 0.5\", which is not a list of numbers"), message);
        }
    }

    @Test
    void eachStepOfThePreprocessingCanBeSet() throws Exception {
        final var custom = settings("CUSTOM").put("resize", 40).put("crop", 32).put("channels", "GRAY")
            .put("valueRange", "ZERO_TO_255").put("mean", "127.5").put("std", " 64 ");
        assertEquals(new Preprocessing(40, 32, Preprocessing.Channels.GRAY, 1, List.of(127.5), List.of(64.0)),
            preprocessing(custom));
    }

    @Test
    void labelsComeFromAFile() throws Exception {
        final var labels = IntStream.range(0, 30).mapToObj(i -> "label " + i).toList();
        final var file = Files.writeString(m_folder.resolve("labels.txt"),
            "\uFEFF" + String.join("\r\n", labels) + "\n\n");
        try (var workflow = open(labeled(file))) {
            assertEquals(labels, ((NetworkPortObjectSpec)workflow.outputSpec(1, 1)).network().classes());
        }
    }

    @Test
    void tooFewLabelsAreRefusedWithBothNumbers() throws Exception {
        final var file = Files.writeString(m_folder.resolve("labels.txt"), "cat\ndog\n");
        try (var workflow = open(labeled(file))) {
            Messages.assertNotConfigured(workflow, 1, "30 outputs", "2 labels", "labels.txt");
        }
    }

    @Test
    void aLabelFileThatIsNotTextIsRefused() throws Exception {
        final var file = Files.write(m_folder.resolve("labels.txt"), new byte[]{(byte)0xFF, (byte)0xFE, 0, 65});
        try (var workflow = open(labeled(file))) {
            Messages.assertNotConfigured(workflow, 1, "labels.txt", "UTF-8");
        }
    }

    @Test
    void anAbsentFileIsNamed() throws Exception {
        try (var workflow = open(NodeSettingsMap.load(m_folder.resolve("absent.pt").toString()))) {
            Messages.assertNotConfigured(workflow, 1, "absent.pt", "does not exist");
        }
    }

    @Test
    void aFileThatDisappearsAfterConfigureIsNamed() throws Exception {
        final var file = Files.write(m_folder.resolve("here.pt"), bundled());
        try (var workflow = open(NodeSettingsMap.load(file.toString()))) {
            Files.delete(file);
            workflow.execute();
            Messages.assertFailed(workflow, 1, "here.pt", "does not exist");
        }
    }

    @Test
    void aFileThatChangesIsReadAgain() throws Exception {
        final var file = Files.write(m_folder.resolve("mine.pt"), bundled());
        try (var workflow = open(NodeSettingsMap.load(file.toString()))) {
            assertTrue(workflow.isConfigured(1), workflow.message(1));
            Files.write(file, Arrays.copyOf(bundled(), bundled().length / 2));
            workflow.reset(1);
            assertFalse(workflow.isConfigured(1));
            Files.write(file, bundled());
            workflow.reset(1);
            assertTrue(workflow.isConfigured(1), workflow.message(1));
        }
    }

    @Test
    void aFileThatIsNoArchiveIsRefused() throws Exception {
        final var file = Files.writeString(m_folder.resolve("net.pt"), "this is not a network, but it is long enough");
        try (var workflow = open(NodeSettingsMap.load(file.toString()))) {
            Messages.assertNotConfigured(workflow, 1, "net.pt");
        }
    }

    @Test
    void aTruncatedArchiveIsRefused() throws Exception {
        final var whole = bundled();
        final var file = Files.write(m_folder.resolve("half.pt"), Arrays.copyOf(whole, whole.length / 2));
        try (var workflow = open(NodeSettingsMap.load(file.toString()))) {
            Messages.assertNotConfigured(workflow, 1, "half.pt");
        }
    }

    @Test
    void aStateDictIsRefusedWithTheLinesThatConvertIt() throws Exception {
        final var file = m_folder.resolve("weights.pth");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("weights/data.pkl"));
            // what pickle.dumps({}, 2) gives: an empty dictionary
            zip.write(new byte[]{(byte)0x80, 2, '}', 'q', 0, '.'});
            zip.putNextEntry(new ZipEntry("weights/version"));
            zip.write("3\n".getBytes(StandardCharsets.US_ASCII));
        }
        try (var workflow = open(NodeSettingsMap.load(file.toString()))) {
            Messages.assertNotConfigured(workflow, 1, "weights.pth", "state dict", "import torch",
                "torch.load(\"weights.pth\"", "model.load_state_dict(",
                "torch.jit.script(model.eval()).save(\"weights.pt\")");
        }
    }

    private NodeSettingsMap labeled(final Path file) {
        return NodeSettingsMap.load(Chain.BUNDLED).put("labels", "FILE").put("labelFile", file.toString());
    }

    private static NodeSettingsMap settings(final String preset) {
        return NodeSettingsMap.load(Chain.BUNDLED).put("preprocessing", preset);
    }

    private Preprocessing preprocessing(final NodeSettingsMap settings) throws Exception {
        try (var workflow = open(settings)) {
            assertTrue(workflow.isConfigured(1), workflow.message(1));
            return ((NetworkPortObjectSpec)workflow.outputSpec(1, 1)).network().preprocessing();
        }
    }

    private RunningWorkflow open(final NodeSettingsMap settings) throws IOException {
        final var chain = new Chain(Files.createDirectories(m_folder.resolve("workflow")));
        chain.load(settings);
        return chain.open();
    }

    static byte[] bundled() throws IOException {
        try (var in = LoadPretrainedNetNodeFactory.class.getResourceAsStream("/networks/textures30.pt")) {
            return in.readAllBytes();
        }
    }
}
