// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.transferlearning.engine.archive.ElementType;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.surgery.BatchNormFolding;
import org.transferlearning.engine.surgery.ModuleTree;
import org.transferlearning.engine.surgery.ScriptCode;

/** That folded networks give the same is tested in the worker, by PyTorch. */
class BatchNormFoldingTest {

    /** All values are floats of four such bytes. */
    private static final byte CONTENT = 0x3f;

    private static final double VALUE = Float.intBitsToFloat(0x3f3f3f3f);

    private static final String NORM = ", self.g, self.h, self.m, self.s, False, 0.1, 0.5, True)";

    private static final String CONV = "torch.conv2d(x, self.w, None, [1, 1], [0, 0], [1, 1], 1)";

    private static final String FOLDED_CONV = "torch.conv2d(x, self.w, self.folded_bias, [1, 1], [0, 0], [1, 1], 1)";

    @TempDir
    private Path m_folder;

    private final Map<String, TensorInfo> m_tensors = tensors();

    /** Two convolutions of three into two channels, their bias, and the tensors of a batch norm. */
    private static Map<String, TensorInfo> tensors() {
        final var tensors = new LinkedHashMap<String, TensorInfo>();
        for (final String name : List.of("w", "v")) {
            tensors.put(name, new TensorInfo(new TensorInfo.Storage(name, ElementType.FLOAT, 6), 0,
                List.of(2L, 3L, 1L, 1L), List.of(3L, 1L, 1L, 1L)));
        }
        for (final String name : List.of("b", "g", "h", "m", "s")) {
            tensors.put(name, new TensorInfo(new TensorInfo.Storage(name, ElementType.FLOAT, 2), 0, List.of(2L),
                List.of(1L)));
        }
        return tensors;
    }

    private Path archive(final String body) throws Exception {
        final Path file = m_folder.resolve("net.pt");
        SyntheticArchive.withParameters(file, m_tensors, CONTENT, body.replace("; ", "\n"));
        return file;
    }

    private boolean isFolded(final String body) throws Exception {
        return NetworkWriter.fold(archive(body), m_folder.resolve("folded.pt"));
    }

    private String foldedCode() throws Exception {
        try (var archive = TorchArchive.open(m_folder.resolve("folded.pt"))) {
            final String text = archive.codeText("net/code/__torch__/nets.py");
            return text.substring(text.indexOf("-> Tensor:\n") + "-> Tensor:\n".length()).strip();
        }
    }

    private float[] folded(final String storage) throws Exception {
        try (var archive = TorchArchive.open(m_folder.resolve("folded.pt"))) {
            final var bytes = archive.zip().read(archive.zip().entry("net/data/" + storage), 1 << 16);
            final var floats = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
            return floats;
        }
    }

    @Test
    void theConvolutionGetsAnotherWeightAndANewBias() throws Exception {
        assertTrue(isFolded("return torch.batch_norm(" + CONV + NORM));
        assertEquals("return (" + FOLDED_CONV + ")", foldedCode());
        final double scale = VALUE / Math.sqrt(VALUE + 0.5);
        final float weight = (float)(VALUE * scale);
        assertArrayEquals(new float[]{weight, weight, weight, weight, weight, weight}, folded("w"));
        final float bias = (float)((0 - VALUE) * scale + VALUE);
        assertArrayEquals(new float[]{bias, bias}, folded("0"));
        assertArrayEquals(new float[]{(float)VALUE, (float)VALUE}, folded("m"));
    }

    @Test
    void aBiasThatIsThereGetsAnotherValue() throws Exception {
        final String conv = CONV.replace("None", "self.b");
        assertTrue(isFolded("y = " + conv + "; return torch.batch_norm(y" + NORM));
        assertEquals("y = " + conv + "\n    return (y)", foldedCode());
        final double scale = VALUE / Math.sqrt(VALUE + 0.5);
        final float bias = (float)((VALUE - VALUE) * scale + VALUE);
        assertArrayEquals(new float[]{bias, bias}, folded("b"));
    }

    @Test
    void aBatchNormMayHaveNoWeightAndNoBias() throws Exception {
        assertTrue(isFolded("return torch.batch_norm(" + CONV + NORM.replace("self.g, self.h", "None, None")));
        final double scale = 1 / Math.sqrt(VALUE + 0.5);
        final float bias = (float)(-VALUE * scale);
        assertArrayEquals(new float[]{bias, bias}, folded("0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        // its shape may be asked for
        "y = CONV; if torch.ne(torch.dim(y), 4):;   ops.prim.RaiseException(\"4\"); else:;   pass; "
            + "return torch.batch_norm(yNORM",
        // the input may be used elsewhere
        "y = CONV; z = torch.batch_norm(yNORM; return torch.add(x, z)",
        // a branch that is decided
        "if torch.__is__(None, None):;   y = CONV; else:;   y = x; return torch.batch_norm(yNORM",
        "w = unchecked_cast(Tensor, self.w); y = torch.conv2d(x, w, None, [1, 1]); return torch.batch_norm(yNORM",
        "y = torch._convolution(x, self.w, None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1, False); "
            + "return torch.batch_norm(yNORM"})
    void usualFormsAreFolded(final String body) throws Exception {
        assertTrue(isFolded(body.replace("CONV", CONV).replace("NORM", NORM)));
        assertFalse(foldedCode().contains("batch_norm"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        // its result is used elsewhere
        "y = CONV; z = torch.batch_norm(yNORM; return torch.add(y, z)",
        "y = CONV; z = torch.batch_norm(yNORM; return torch.cat([z, y], 1)",
        "y = CONV; z = torch.batch_norm(yNORM; return torch.add(z, y[0])",
        "y = CONV; z = torch.relu_(y); return torch.batch_norm(yNORM",
        "y = CONV; z = torch.batch_norm(yNORM; if torch.gt(torch.size(x, 0), 1):;   z0 = y; else:;   z0 = z; return z0",
        // and its tensors
        "y = CONV; z = torch.batch_norm(yNORM; return torch.conv2d(z, self.w, None, [1, 1])",
        "y = torch.conv2d(x, self.w, self.b, [1, 1]); z = torch.batch_norm(yNORM; return torch.add(z, self.b)",
        "w = self.w; z = torch.mul_(w, 2); y = CONV; return torch.batch_norm(yNORM",
        "y = CONV; m = torch.add_(self.m, 1); return torch.batch_norm(yNORM",
        "y = CONV; self.w = x; return torch.batch_norm(yNORM",
        // it does not run once
        "z = x; for i in range(2):;   y = CONV;   z = torch.batch_norm(yNORM; return z",
        "z = x; if torch.gt(torch.size(x, 0), 1):;   y = CONV;   z = torch.batch_norm(yNORM; else:;   pass; return z",
        // something is between them
        "y = torch.relu(CONV); return torch.batch_norm(yNORM",
        // it is no convolution, or another one
        "y = torch.linear(x, self.w, None); return torch.batch_norm(yNORM",
        "y = torch._convolution(x, self.w, None, [1, 1], [0, 0], [1, 1], True, [0, 0], 1, False); "
            + "return torch.batch_norm(yNORM",
        "y = torch.conv2d(x, self.w, x, [1, 1]); return torch.batch_norm(yNORM",
        // the batch norm is another one
        "y = CONV; return torch.batch_norm(y, self.g, self.h, self.m, self.s, True, 0.1, 0.5, True)",
        "y = CONV; return torch.batch_norm(y, self.g, self.h, None, None, True, 0.1, 0.5, True)",
        "y = CONV; return torch.batch_norm(y, self.g, self.h, self.m, x, False, 0.1, 0.5, True)",
        "y = CONV; return torch.batch_norm(y, self.v, self.h, self.m, self.s, False, 0.1, 0.5, True)",
        "y = CONV; return torch.batch_norm(y, self.g, self.g, self.m, self.s, False, 0.1, 0.5, True)",
        "y = CONV; return torch.batch_norm(y, self.g, self.h, self.m, self.s, False, torch.item(x), 0.5, True)",
        "y = CONV; return torch.batch_norm(input=y, weight=self.gNORM",
        // there is nothing at all
        "return x"})
    void whereSomebodyWouldSeeTheDifferenceNothingIsFolded(final String body) throws Exception {
        assertFalse(isFolded(body.replace("CONV", CONV).replace("=self.gNORM", "=self.g" + NORM.substring(8))
            .replace("NORM", NORM)));
        assertFalse(Files.exists(m_folder.resolve("folded.pt")));
    }

    @Test
    void tensorsThatShareAStorageStay() throws Exception {
        final var storage = new TensorInfo.Storage("w", ElementType.FLOAT, 8);
        m_tensors.put("w", new TensorInfo(storage, 0, List.of(2L, 3L, 1L, 1L), List.of(3L, 1L, 1L, 1L)));
        m_tensors.put("v", new TensorInfo(storage, 2, List.of(2L, 3L, 1L, 1L), List.of(3L, 1L, 1L, 1L)));
        assertFalse(isFolded("return torch.batch_norm(" + CONV + NORM));
    }

    @Test
    void tensorsOfOtherTypesStay() throws Exception {
        m_tensors.put("w", new TensorInfo(new TensorInfo.Storage("w", ElementType.HALF, 6), 0,
            List.of(2L, 3L, 1L, 1L), List.of(3L, 1L, 1L, 1L)));
        assertFalse(isFolded("return torch.batch_norm(" + CONV + NORM));
    }

    @Test
    void valuesThatAreNotFiniteAreNotWritten() throws Exception {
        // the square root of a negative number
        assertFalse(isFolded("return torch.batch_norm(" + CONV + NORM.replace("0.5", "-1.0")));
    }

    @Test
    void tensorsThatChangeStay() throws Exception {
        try (var archive = TorchArchive.open(archive("return torch.batch_norm(" + CONV + NORM))) {
            for (final String changing : List.of("w", "g", "h", "m", "s")) {
                assertTrue(folding(archive, Set.of(changing)).isEmpty());
            }
            assertFalse(folding(archive, Set.of("b", "v")).isEmpty());
        }
    }

    private static BatchNormFolding folding(final TorchArchive archive, final Set<String> changing) throws Exception {
        return BatchNormFolding.apply(ModuleTree.of(archive, new ScriptCode(archive), archive.readModule()),
            List.of("forward"), changing);
    }

    /** By the definitions in image_networks.py; in a dense layer, only the second batch norm follows a convolution. */
    @ParameterizedTest
    @CsvSource({"densenet, 5", "efficientnet, 7", "inception, 13", "mobilenet_v2, 13", "mobilenet_v3, 7",
        "resnet_basic, 8", "resnet_bottleneck, 12", "shufflenet_v2, 15", "vgg, 1", "convnext, 0", "vit, 0", "bert, 0"})
    void allBatchNormsBehindConvolutionsAreFolded(final String name, final int expected) throws Exception {
        for (final String form : List.of(".traced", ".scripted")) {
            try (var archive = TorchArchive.open(Architectures.file(name + form))) {
                final var folding = folding(archive, Set.of());
                assertEquals(expected, folding.values().keySet().stream().filter(t -> t.shape().size() > 1).count());
                // only vgg's convolution has a bias
                assertEquals(name.equals("vgg") ? 0 : expected, folding.newTensors().size());
            }
        }
    }
}
