// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.archive.TorchArchive;

/**
 * Refuses networks whose code does more than compute: operators that open files, connections or processes, that print,
 * or that come from elsewhere than PyTorch. All code in the archive counts, whether the network runs it or not, and
 * every mention of a name, whether it is called or not.
 *
 * <p>
 * The operators are those among the schemas in the libraries of PyTorch 1.13 and 2.7 that take names of files,
 * processes or connections, or return nothing. PyTorch finds an operator by {@code torch.name}, by
 * {@code ops.library.name}, by {@code value.name} and by {@code getattr(value, "name")}.
 */
public final class ForbiddenOperators {

    private static final String FILES = "which reads files";

    private static final String OTHERS = "which talks to other processes";

    private static final String OUTPUT = "which writes to the output of the program";

    /** Names that are forbidden after a dot and as strings, by what the operator does. */
    private static final Map<String, String> BY_NAME = Map.of("from_file", FILES, "save", "which writes files",
        "dist_backward", OTHERS, "rpc_async", OTHERS, "rpc_sync", OTHERS, "rpc_remote", OTHERS, "Print", OUTPUT,
        "_print", OUTPUT, "PythonOp", "which runs Python", "IgnoredPythonOp", "which runs Python");

    /** Names that are forbidden by themselves. The worker's standard output carries its answers. */
    private static final Map<String, String> ALONE =
        Map.of("print", OUTPUT, "rpc_async", OTHERS, "rpc_sync", OTHERS, "rpc_remote", OTHERS);

    /** The libraries of operators that PyTorch itself uses in networks. */
    private static final Set<String> LIBRARIES = Set.of("aten", "prim", "quantized", "_quantized", "quantization",
        "prepacked", "xnnpack", "sparse", "mkl", "mkldnn", "mkldnn_prepacked", "onednn", "profiler");

    private static final Set<String> CONNECTIONS =
        Set.of("c10d", "_c10d_functional", "c10d_functional", "_c10d_functional_autograd", "symm_mem", "rpc");

    /** PyTorch never writes these names without a part after them; so they would hide what is taken from them. */
    private static final Set<String> INCOMPLETE = Set.of("torch", "ops", "__torch__", "__torch__.torch",
        "__torch__.torch.classes");

    private static final String BUILT_IN = "__torch__.torch.classes.";

    private final ScriptCode m_code;

    /** Names repeat. */
    private final Set<String> m_seen = new HashSet<>();

    private ForbiddenOperators(final ScriptCode code) {
        m_code = code;
    }

    /**
     * @param code a network's code, of which what its archive holds is checked
     * @throws EngineException if its code may do more than compute, or cannot be understood; the message names the
     *             operator
     * @throws IOException if it cannot be read
     */
    public static void check(final ScriptCode code) throws EngineException, IOException {
        final var check = new ForbiddenOperators(code);
        for (final String file : code.archive().codeFiles()) {
            for (final String mentioned : code.names(file)) {
                if (check.m_seen.add(mentioned)) {
                    check.check(mentioned);
                }
            }
        }
    }

    private void check(final String mentioned) throws EngineException {
        if (mentioned.startsWith("\"")) {
            refuse(BY_NAME.get(mentioned.substring(1)), "aten", mentioned.substring(1));
            return;
        }
        refuse(ALONE.get(mentioned), "", mentioned);
        final List<String> parts = List.of(mentioned.split("\\.", -1));
        for (int i = 1; i < parts.size(); i++) {
            refuse(BY_NAME.get(parts.get(i)), parts.get(0).equals("ops") ? parts.get(1) : "aten", parts.get(i));
        }
        final String last = parts.get(parts.size() - 1);
        final boolean isModule = mentioned.startsWith("torch.") && last.equals("autograd");
        if (INCOMPLETE.contains(mentioned) || isModule) {
            throw refusal("uses the name \"" + mentioned + "\" in a way that hides which operators it calls");
        } else if (parts.get(0).equals("ops")) {
            checkLibrary(parts);
        } else if (mentioned.startsWith(BUILT_IN) && !TorchArchive.isHarmlessClass(mentioned)) {
            final String name = String.join(".", parts.subList(3, Math.min(parts.size(), 5)));
            throw refusal("uses the class \"" + name + "\", which does more than hold weights");
        }
    }

    private void checkLibrary(final List<String> parts) throws EngineException {
        final String library = parts.get(1).toLowerCase(Locale.ROOT);
        if (parts.size() < 3) {
            throw refusal("uses the operators \"" + library + "\" in a way that hides which ones it calls");
        }
        refuse(CONNECTIONS.contains(library) ? OTHERS : null, library, parts.get(2));
        refuse(LIBRARIES.contains(library) ? null : "which belongs to a library that is not available", library,
            parts.get(2));
    }

    /** @param why {@code null} if there is nothing to refuse */
    private void refuse(final String why, final String library, final String name) throws EngineException {
        if (why != null) {
            throw refusal("calls the operator \"" + library + (library.isEmpty() ? "" : "::") + name + "\", " + why);
        }
    }

    private EngineException refusal(final String what) {
        return new EngineException("The network in \"" + m_code.archive().file().getFileName() + "\" " + what + ".",
            "Remove that from the network's Python code and save it again, or choose another network.");
    }
}
