// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.transferlearning.engine.archive.ZipReader;
import org.transferlearning.engine.archive.ZipWriter;

/** Networks whose code, in a file that nothing refers to, does more than compute. */
class ForbiddenOperatorsTest {

    private static final String ROOT = "twins.scripted/";

    @TempDir
    private Path m_folder;

    /** A network with one more entry, beside or in the place of one that it has. */
    private Path with(final String entryName, final byte[] content) throws IOException {
        final Path file = m_folder.resolve("net.pt");
        try (var zip = ZipReader.open(TestNetworks.fixture("twins.scripted")); var copy = new ZipWriter(file)) {
            for (final ZipReader.Entry entry : zip.entries()) {
                if (!entry.name().equals(entryName)) {
                    copy.copy(zip, entry);
                }
            }
            copy.add(entryName, content);
        }
        return file;
    }

    private Path withExpression(final String expression) throws IOException {
        final String text = "def unused(x: Tensor) -> Tensor:\n  y = " + expression + "\n  return x\n";
        return with(ROOT + "code/__torch__/unused.py", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(final Path file) {
        final var e = assertThrows(EngineException.class, () -> NetworkReader.read(file));
        assertFalse(e.resolution().isBlank());
        return e.getMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "torch.from_file('/etc/passwd', False, 9) | aten::from_file | reads files",
        "torch.autograd.from_file('/etc/passwd') | aten::from_file | reads files",
        "ops.aten.from_file('/etc/passwd') | aten::from_file | reads files",
        "torch.save(x, '/tmp/x') | aten::save | writes files",
        "x.save('/tmp/x') | aten::save | writes files",
        "(torch.relu(x)).save('/tmp/x') | aten::save | writes files",
        "1..save('/tmp/x') | '' | ''",
        "getattr('/etc/passwd', 'from_file')() | aten::from_file | reads files",
        "getattr('/etc/passwd', 'from_' 'file')() | aten::from_file | reads files",
        "getattr('/etc/passwd', 'from\\137file')() | aten::from_file | reads files",
        "torch.dist_backward(0, [x]) | aten::dist_backward | talks to other processes",
        "rpc_async('worker', f, (x, )) | rpc_async | talks to other processes",
        "ops.prim.rpc_sync('worker', f, (x, )) | prim::rpc_sync | talks to other processes",
        "ops.c10d.send([x], group, 1, 0) | c10d::send | talks to other processes",
        "ops._c10d_functional.wait_tensor(x) | _c10d_functional::wait_tensor | talks to other processes",
        "print(x) | print | writes to the output of the program",
        "ops.prim.Print(x) | prim::Print | writes to the output of the program",
        "torch._print('x') | aten::_print | writes to the output of the program",
        "ops.torchvision.nms(x, x, 0.5) | torchvision::nms | belongs to a library that is not available",
        "ops.my_lib.run(x) | my_lib::run | belongs to a library that is not available",
        "ops.cuda.set_stream(x) | cuda::set_stream | belongs to a library that is not available"})
    void namesTheOperatorAndWhatItDoes(final String expression, final String operator, final String what)
        throws Exception {
        final String message = refusal(withExpression(expression));
        if (operator.isEmpty()) { // not written by PyTorch at all
            assertTrue(message.startsWith("The code of "), message);
        } else {
            assertEquals("The network in \"net.pt\" calls the operator \"" + operator + "\", which " + what + ".",
                message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "ops", "ops.aten", "torch.autograd", "__torch__", "__torch__.torch",
        "__torch__.torch.classes", "(torch).relu(x)", "getattr(torch, \"relu\")(x)"})
    void refusesNamesThatHideWhatIsCalled(final String expression) throws Exception {
        final String message = refusal(withExpression(expression));
        assertTrue(message.contains("in a way that hides which "), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c10d.TCPStore", "cuda.Stream", "_nnapi.Compilation", "dist_rpc.WorkerInfo"})
    void namesClassesOfPyTorchThatDoMoreThanHoldWeights(final String name) throws Exception {
        assertEquals("The network in \"net.pt\" uses the class \"" + name + "\", which does more than hold weights.",
            refusal(withExpression("__torch__.torch.classes." + name + ".__new__(x)")));
        for (final String pickle : new String[]{"data.pkl", "constants.pkl"}) {
            final byte[] stream = ("\u0080\2c__torch__.torch.classes." + name.replace('.', '\n') + "\n)\u0081Nb.")
                .getBytes(StandardCharsets.ISO_8859_1);
            final String message = refusal(with(ROOT + pickle, stream));
            assertTrue(message.contains("class __torch__.torch.classes." + name), message);
        }
    }

    /** Inside three quotes one more would turn code into text and text into code. */
    @Test
    void refusesStringsWithThreeQuotes() throws Exception {
        final String message = refusal(withExpression("\"\"\"x\" y\"\"\"; torch.from_file(\"a\") # \""));
        assertTrue(message.contains("a string with three quotes"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch.relu(x)", "ops.prim.RaiseException(\"Please save and print ops.x torch\")",
        "ops.quantized.linear(x, self.w, 1., 0)", "torch.upsample_nearest2d(x, [2, 2])", "self.print0",
        "__torch__.torch.classes.quantized.LinearPackedParamsBase", "torch.warn(\"from_file\\n\", 2)", "fork(f, x)",
        "ops.profiler._record_function_enter_new(\"step\", None)", "annotate(Optional[int], None)", "1.5e-05",
        "torch._assert_tensor_metadata(x)", "CONSTANTS.c0", "\"\\303\\251\""})
    void letsComputationsPass(final String expression) throws Exception {
        final Path file = withExpression(expression);
        assertDoesNotThrow(() -> NetworkReader.read(file));
    }

    @Test
    void looksIntoFilesWithOtherLetters() throws Exception {
        final byte[] code = "def f(x: Tensor) -> Tensor:\n  return torch.from_file(\"a\")\n".getBytes();
        assertTrue(refusal(with("TWINS.scripted/Code/__torch__/F.PY", code)).contains("aten::from_file"));
    }

    @Test
    void aNetworkOfASavedWorkflowIsCheckedBeforeItIsRun() throws Exception {
        final Path file = withExpression("torch.relu(x)");
        final NetworkSpec spec = NetworkReader.read(file);
        withExpression("torch.from_file('/etc/passwd')");
        final Path target = m_folder.resolve("out.pt");
        assertThrows(EngineException.class, () -> NetworkWriter.materialize(new Network(file, spec), target));
        assertFalse(Files.exists(target));
    }

    @Test
    void refusesTheOldFormatWhoseCodeIsElsewhere() throws Exception {
        final String message = refusal(with(ROOT + "Model.json", "{}".getBytes()));
        assertEquals("\"net.pt\" is TorchScript of a PyTorch before 1.4.", message);
    }
}
