// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pickles that PyTorch would not write. */
final class HostilePickles {

    private static final int LARGE = 3_900_000;

    private static final String BOX = "c__torch__.nets\nBox\n)\u0081";

    private HostilePickles() {
    }

    /** @return module trees, with a part of the reason for which each is refused */
    static Map<byte[], String> trees() {
        final var trees = new LinkedHashMap<byte[], String>();
        put(trees, BOX + "}X\5\0\0\0child" + repeat("]", LARGE) + "sb.", "more than 500000 objects");
        put(trees, BOX + "}X\5\0\0\0child" + repeat("}", LARGE) + "sb.", "more than 500000 objects");
        put(trees, BOX + "}X\5\0\0\0child" + "(" + repeat("}NNs", 1_900_000) + "tsb.",
            "no layer with parameters");
        put(trees, BOX + "}X\5\0\0\0child" + repeat("]", 400_000) + repeat("a", 399_999) + "sb.", "levels deep");
        put(trees, BOX + "}X\5\0\0\0childN" + repeat("Q", 400_000) + "sb.", "levels deep");
        put(trees, BOX + "}X\5\0\0\0childN" + repeat("\u0085", 400_000) + "sb.", "levels deep");
        put(trees, BOX + "}X\5\0\0\0child"
            + "ctorch._utils\n_rebuild_parameter\n".repeat(100_000) + "N" + "\u0085R".repeat(100_000) + "sb.",
            "levels deep");
        put(trees, BOX + "}X\5\0\0\0child" + collisions() + "sb.", "no layer with parameters");
        put(trees, BOX + "}X\5\0\0\0child]q\0h\0asb.", "no layer with parameters");
        put(trees, BOX + "q\0}X\5\0\0\0childh\0sb.", "a module contains itself");
        put(trees, BOX + "}X\5\0\0\0child" + tensor(4, 0, 5, 1) + "sb.", "shape [5] in a storage of 4");
        put(trees, BOX + "}X\5\0\0\0child" + tensor(4, 1, 4, 1) + "sb.", "shape [4] in a storage of 4");
        put(trees, BOX + "}X\5\0\0\0child" + tensor(4, 0, 3, 2) + "sb.", "shape [3] in a storage of 4");
        put(trees, BOX + "}X\5\0\0\0child" + tensor(4, -1, 1, 1) + "sb.", "shape [1] in a storage of 4");
        put(trees, BOX + "}X\5\0\0\0child" + tensor(4, 0, -1, 1) + "sb.", "shape [-1] in a storage of 4");
        put(trees, BOX + "}X\5\0\0\0child" + tensor(4, 0, Long.MAX_VALUE, Long.MAX_VALUE) + "sb.", "without storage");
        put(trees, BOX + "}X\5\0\0\0child]" + tensor(4, 0, 5, 1) + "asb.", "shape [5] in a storage of 4");
        put(trees, BOX + "}X\5\0\0\0child" + tensor(4, 0, 4, 1) + "sb.", "lacks values of tensors (data/0)");
        put(trees, BOX + "}X\5\0\0\0child" + tensor(1L << 62, 0, 4, 1) + "sb.", "in a storage of 4611686018427387904");
        put(trees, "cposix\nsystem\nX\4\0\0\0true\u0085R.", "name posix.system");
        put(trees, BOX + "}X\5\0\0\0childcbuiltins\neval\nX\1\0\0\0001\u0085Rsb.", "name builtins.eval");
        put(trees, BOX + "cnt\nsystem\nb.", "name nt.system");
        put(trees, "X\2\0\0\0osX\6\0\0\0system\u0093.", "opcode 147");
        return trees;
    }

    /** Names of classes, all with one hash code: Aa and BB have one, and so has each row of them. */
    private static String collisions() {
        final var names = new StringBuilder("(");
        for (int i = 0; i < 1 << 16; i++) {
            names.append("c__torch__\n");
            for (int bit = 0; bit < 16; bit++) {
                names.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            names.append("\nN");
        }
        return "}" + names + "u";
    }

    /** A tensor of one dimension: size of its storage, its first element there, its own size and stride. */
    private static String tensor(final long storage, final long offset, final long size, final long stride) {
        return "ctorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0000X\3\0\0\0cpu"
            + number(storage) + "tQ" + number(offset) + number(size) + "\u0085" + number(stride)
            + "\u0085\u0089ccollections\nOrderedDict\n)RtR";
    }

    private static String number(final long number) {
        final var bytes = new StringBuilder("\u008a\u0008");
        for (int i = 0; i < Long.BYTES; i++) {
            bytes.append((char)(number >> Byte.SIZE * i & 0xFF));
        }
        return bytes.toString();
    }

    private static void put(final Map<byte[], String> trees, final String stream, final String refusal) {
        trees.put(("\u0080\2" + stream).getBytes(StandardCharsets.ISO_8859_1), refusal);
    }

    private static String repeat(final String text, final int characters) {
        return text.repeat(characters / text.length());
    }
}
