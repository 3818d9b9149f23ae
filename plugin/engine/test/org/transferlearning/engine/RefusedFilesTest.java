// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link NetworkReader} says to files that are no networks; package {@code fuzz} has the hostile ones. */
class RefusedFilesTest {

    @TempDir
    Path m_folder;

    private static EngineException refusal(final Path file) {
        final var e = assertTimeoutPreemptively(Duration.ofMinutes(5),
            () -> assertThrows(EngineException.class, () -> NetworkReader.read(file)));
        assertFalse(e.resolution().isBlank());
        return e;
    }

    private Path file(final String name, final byte[] content) throws IOException {
        return Files.write(m_folder.resolve(name), content);
    }

    @Test
    void namesAFileThatIsAbsent() {
        final Path file = m_folder.resolve("absent.pt");
        assertEquals("There is no file \"" + file + "\".", refusal(file).getMessage());
    }

    @Test
    void namesAFolder() {
        assertEquals("\"" + m_folder + "\" is a folder and not a file.", refusal(m_folder).getMessage());
    }

    @Test
    void saysThatAFileIsEmpty() throws Exception {
        assertEquals("\"empty.pt\" is empty.", refusal(file("empty.pt", new byte[0])).getMessage());
    }

    @Test
    void saysThatAFileIsNotTorchScript() throws Exception {
        assertEquals("\"notes.pt\" is not a TorchScript file.",
            refusal(file("notes.pt", "Dear diary".getBytes(StandardCharsets.UTF_8))).getMessage());
    }

    @ParameterizedTest
    @CsvSource({"state_dict.pth", "legacy_checkpoint.tar"})
    void tellsInThreeLinesOfPythonHowToConvertAStateDict(final String name) {
        final EngineException e = refusal(TestNetworks.folder().resolve(name));
        assertTrue(e.getMessage().startsWith("\"" + name + "\" is a state dict or checkpoint"), e.getMessage());
        final String[] lines = e.resolution().split("\n");
        assertEquals(4, lines.length);
        assertEquals("import torch, torchvision; model = torchvision.models.resnet18()", lines[1]);
        assertEquals("state = torch.load(\"" + name + "\", map_location=\"cpu\"); "
            + "state = state.get(\"state_dict\", state)", lines[2]);
        assertEquals("model.load_state_dict({k.removeprefix(\"module.\"): v for k, v in state.items()}); "
            + "torch.jit.script(model.eval()).save(\"" + name.replaceFirst("\\..*", ".pt") + "\")", lines[3]);
    }

    @ParameterizedTest
    @CsvSource({"resnet50-0676ba61.pth,resnet50", "vgg16_bn-6c64b313.pth,vgg16_bn",
        "MobileNet_V2_mine.pth,mobilenet_v2", "wide_resnet50_2-95faca4d.pth,wide_resnet50_2",
        "resnet20_cifar10.th,resnet18", "weights.pth,resnet18"})
    void takesTheModelFromTheNameOfATorchvisionFile(final String name, final String model) throws Exception {
        final byte[] content = Files.readAllBytes(TestNetworks.folder().resolve("state_dict.pth"));
        final String resolution = refusal(file(name, content)).resolution();
        assertTrue(resolution.contains("model = torchvision.models." + model + "()\n"), resolution);
    }

    @ParameterizedTest
    @CsvSource({"net.onnx,08071207,an ONNX file", "net.h5,894844460d0a1a0a,a Keras or HDF5 file",
        "net.tflite,1c000000,a TensorFlow file", "net.bin,10000000000000007b22,a safetensors file"})
    void namesFilesOfOtherFrameworks(final String name, final String start, final String what) throws Exception {
        final byte[] content = Arrays.copyOf(java.util.HexFormat.of().parseHex(start), 64);
        final String message = refusal(file(name, content)).getMessage();
        assertTrue(message.startsWith("\"" + name + "\" is " + what), message);
    }

    @Test
    void saysThatAZipIsNotTorchScript() throws Exception {
        final String message = refusal(file("photos.zip", zip("a.jpg", 10))).getMessage();
        assertEquals("\"photos.zip\" is a zip file, but not TorchScript.", message);
    }

    @Test
    void saysThatAZipOfKerasIsOne() throws Exception {
        final var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("config.json"));
            zip.putNextEntry(new ZipEntry("metadata.json"));
        }
        assertEquals("\"net.keras\" is a Keras file, not TorchScript.",
            refusal(file("net.keras", bytes.toByteArray())).getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3, 0.9, 0.999})
    void saysThatAFileIsNotComplete(final double part) throws Exception {
        final byte[] whole = Files.readAllBytes(TestNetworks.fixture("tiny_resnet.scripted"));
        final String message = refusal(file("cut.pt", Arrays.copyOf(whole, (int)(whole.length * part)))).getMessage();
        assertTrue(message.startsWith("\"cut.pt\" is damaged or not complete"), message);
    }

    @Test
    void refusesANetworkWithoutParameters() throws Exception {
        final Path archive = m_folder.resolve("frozen.pt");
        SyntheticArchive.withPickle(archive,
            "\u0080\2c__torch__.nets\nBox\n)\u0081}X\5\0\0\0childNsb.".getBytes(StandardCharsets.ISO_8859_1));
        final EngineException e = refusal(archive);
        assertEquals("The network in \"frozen.pt\" has no layer with parameters.", e.getMessage());
        assertTrue(e.resolution().contains("torch.jit.freeze"));
    }

    @Test
    void refusesAModuleTreeThatInflatesToMoreThanAnyNetworkHas() throws Exception {
        final var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("net/code/__torch__/nets.py"));
            zip.putNextEntry(new ZipEntry("net/constants.pkl"));
            zip.putNextEntry(new ZipEntry("net/data.pkl"));
            for (int i = 0; i < 100; i++) {
                zip.write(new byte[1 << 20]);
            }
        }
        assertTrue(refusal(file("bomb.pt", bytes.toByteArray())).getMessage().contains("net/data.pkl"));
    }

    private static byte[] zip(final String name, final int size) throws IOException {
        final var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(new byte[size]);
        }
        return bytes.toByteArray();
    }
}
