// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes methods of the root that give tensors of a network, because DJL gives no access to buffers. */
final class TensorMethods {

    private TensorMethods() {
    }

    /**
     * @param name the method's name
     * @param root the root module
     * @param buffers full names
     * @return a method that ignores its argument, a tensor, and returns the buffers' values one after the other, as
     *         float32 (n)
     */
    static String concatenated(final String name, final ModuleNode root, final List<String> buffers) {
        final var flat = new ArrayList<String>();
        for (final String buffer : buffers) {
            // 6 is PyTorch's number for float32
            flat.add("torch.reshape(torch.to(" + access(buffer) + ", 6), [-1])");
        }
        return header(name, root, "Tensor") + "    return torch.cat([" + String.join(", ", flat) + "], 0)\n";
    }

    /**
     * @param name the method's name
     * @param root the root module
     * @param tensors full names
     * @return a method that ignores its argument, a tensor, and returns the tensors themselves, as a list
     */
    static String list(final String name, final ModuleNode root, final List<String> tensors) {
        // those that the code declares as Optional[Tensor] too
        final String list = tensors.stream().map(t -> "unchecked_cast(Tensor, " + access(t) + ")")
            .collect(Collectors.joining(", "));
        return header(name, root, "List[Tensor]") + "    return [" + list + "]\n";
    }

    private static String header(final String name, final ModuleNode root, final String result) {
        return "  def " + name + "(self: " + root.typeName() + ",\n    x: Tensor) -> " + result + ":\n";
    }

    private static String access(final String fullName) {
        String access = "self";
        for (final String name : fullName.split("\\.")) {
            access = name.matches("[A-Za-z_][A-Za-z_0-9]*") ? "(" + access + ")." + name
                : "getattr(" + access + ", \"" + name + "\")";
        }
        return access;
    }
}
