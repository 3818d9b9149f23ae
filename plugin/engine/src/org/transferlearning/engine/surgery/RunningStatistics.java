// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.ArrayList;
import java.util.List;

/** Writes methods of the root that read and clear buffers, which DJL gives no access to. */
final class RunningStatistics {

    private RunningStatistics() {
    }

    /**
     * @param name the method's name
     * @param root the root module
     * @param buffers full names
     * @return a method that ignores its argument, a tensor, and returns the buffers' values one after the other, as
     *         float32 (n)
     */
    static String reader(final String name, final ModuleNode root, final List<String> buffers) {
        final var flat = new ArrayList<String>();
        for (final String buffer : buffers) {
            // 6 is PyTorch's number for float32
            flat.add("torch.reshape(torch.to(" + access(buffer) + ", 6), [-1])");
        }
        return header(name, root) + "    return torch.cat([" + String.join(", ", flat) + "], 0)\n";
    }

    /**
     * @param name the method's name
     * @param root the root module
     * @param buffers full names
     * @return a method that sets the buffers to 0 and returns its argument, a tensor
     */
    static String eraser(final String name, final ModuleNode root, final List<String> buffers) {
        final var text = new StringBuilder(header(name, root));
        for (int i = 0; i < buffers.size(); i++) {
            text.append("    cleared").append(i).append(" = torch.zero_(").append(access(buffers.get(i)))
                .append(")\n");
        }
        return text.append("    return x\n").toString();
    }

    private static String header(final String name, final ModuleNode root) {
        return "  def " + name + "(self: " + root.typeName() + ",\n    x: Tensor) -> Tensor:\n";
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
