// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.fuzz;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Code that PyTorch's compiler would not write, to be followed by a program that has little memory and time. */
final class HostileCode {

    /** Too long to be followed by methods that call themselves for each part, in words. */
    private static final int LONG = 60_000;

    /** Close to the longest code that is read, in words. */
    private static final int LONGEST = 450_000;

    private HostileCode() {
    }

    /** @return bodies of a network's {@code forward(self, x, y)} with the layers {@code a}, {@code b}, {@code c} */
    static Map<String, String> bodies() {
        final var bodies = new LinkedHashMap<String, String>();
        bodies.put("parentheses", "return " + repeat("(", LONG));
        bodies.put("nestedParentheses", "return " + repeat("(", 95) + "x" + repeat(")", 95));
        bodies.put("nestedNegation", "return " + repeat("-", 95) + "x");
        bodies.put("nestedLists", "return " + repeat("[", 95) + "x" + repeat("]", 95));
        bodies.put("sum", "return x" + repeat(" + x", LONG / 2));
        bodies.put("powers", "return x" + repeat(" ** x", LONG / 2));
        bodies.put("attributes", "return x" + repeat(".a", LONG / 2));
        bodies.put("calls", "return x" + repeat("()", LONG / 2));
        bodies.put("indices", "return x" + repeat("[0]", LONG / 3));
        bodies.put("nots", "return " + repeat("not ", LONG) + "x");
        bodies.put("conditions", "return " + repeat("x if x else ", LONG / 4) + "x");
        bodies.put("items", "return [" + repeat("x, ", LONG / 2) + "]");
        bodies.put("words", "return " + repeat("x ", LONGEST));
        bodies.put("string", "return \"" + repeat("\\1", LONG) + "\"");
        bodies.put("elifs", "if x:\n  pass\n" + repeat("elif x:\n  pass\n", LONG / 8) + "return x");
        bodies.put("branchesInBranches",
            lines(300, i -> " ".repeat(i) + "if x:") + " ".repeat(300) + "pass\nreturn x");
        bodies.put("loopsInLoops", lines(95, i -> " ".repeat(i) + "for i" + i + " in range(2):") + " ".repeat(95)
            + "x = torch.add(x, [" + repeat("x, ", 30_000) + "])\nreturn x");
        bodies.put("callsInLoops", lines(95, i -> " ".repeat(i) + "while x:") + " ".repeat(95)
            + "x = (self.a).forward(x, )\nreturn (self.c).forward(x, )");
        bodies.put("assignments", repeat("x=x\n", LONGEST / 4) + "return (self.c).forward(x, )");
        bodies.put("callsInARow", repeat("x = (self.a).forward(x, )\n", LONGEST / 14) + "return (self.c).forward(x, )");
        bodies.put("callsThatAreAllNeeded", lines(25_000, i -> "v" + i + " = (self.a).forward(x, )")
            + "x = torch.cat([" + list(25_000, i -> "v" + i) + "], 1)\nreturn (self.c).forward(x, )");
        bodies.put("computationsThatAreAllNeeded", lines(25_000, i -> "v" + i + " = torch.relu(x)")
            + repeat("y = (self.a).forward(y, )\n", 15_000) + "x = torch.cat([" + list(25_000, i -> "v" + i)
            + "], 1)\nreturn (self.c).forward(x, )");
        bodies.put("variablesAndBranches", lines(50_000, i -> "v" + i + "=x") + repeat("if x:\n  pass\n", 10_000)
            + "return (self.c).forward(x, )");
        bodies.put("uses", "w = (self.a).weight\n" + repeat("x = torch.add(w, w)\n", LONGEST / 20)
            + "return (self.c).forward(x, )");
        bodies.put("itself", "return (self).forward(x, y, )");
        bodies.put("itselfTwice", "x = (self).forward(x, y, )\nreturn (self).forward(x, y, )");
        bodies.put("functions", "return __torch__.nets.f0(x, )");
        return bodies;
    }

    /** Functions that call one another in a long row, and the last one the first. */
    static String functions() {
        return lines(10_000, i -> "def f" + i + "(x: Tensor) -> Tensor:\n  return __torch__.nets.f" + (i + 1) % 10_000
            + "(x, )");
    }

    /** A class whose modules have one of the same class, which they call twice. */
    static String boxes() {
        return "class Box(Module):\n  child : __torch__.nets.Box\n"
            + "  def forward(self: __torch__.nets.Box,\n    x: Tensor) -> Tensor:\n"
            + "    x = (self.child).forward(x, )\n    return (self.child).forward(x, )\n";
    }

    private static String repeat(final String text, final int count) {
        return text.repeat(count);
    }

    private static String lines(final int count, final IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n")) + "\n";
    }

    private static String list(final int count, final IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(", "));
    }
}
