// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes one thing in a code file. */
final class CodeMutation {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_]+|\"[^\"\n]*\"|[^A-Za-z0-9_ \n]| +|\n");

    private static final List<String> PARTS = List.of("(", ")", "[", "]", "{", "}", ",", ":", ".", "=", "self", "\"",
        "#", "\\", "\n", "    ", "forward", "return ", "if ", "else:", "for ", " in ", "while ", "with ", "class ",
        "def ", "None", "True", "-", "not ", "self.forward(", "getattr(self, ", "*", "**", "lambda", "\u00e9", "\0",
        "if x:\n      pass\n", "x, y, = ", "torch.add_(", ";", "\t", "1e999", "0x", "Tensor", "Optional[", "__torch__",
        "annotate(", "unchecked_cast(Tensor, ", "_0", "input", "training");

    private final String m_text;

    private final Random m_random;

    CodeMutation(final String text, final Random random) {
        m_text = text.isEmpty() ? "\n" : text;
        m_random = random;
    }

    String apply() {
        switch (m_random.nextInt(4)) {
            case 0 -> {
                return lines();
            }
            case 1 -> {
                final String part = PARTS.get(m_random.nextInt(PARTS.size()));
                final int at = m_random.nextInt(m_text.length());
                final int count = m_random.nextInt(20) == 0 ? 5000 : 1;
                return m_text.substring(0, at) + part.repeat(count) + m_text.substring(at);
            }
            default -> {
                return tokens();
            }
        }
    }

    /** Puts one word in the place of another: other methods, classes, variables. */
    private String tokens() {
        final List<String> tokens = new ArrayList<>();
        final Matcher matcher = TOKEN.matcher(m_text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        if (tokens.isEmpty()) {
            return m_text;
        }
        final int at = m_random.nextInt(tokens.size());
        switch (m_random.nextInt(4)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, tokens.get(m_random.nextInt(tokens.size())));
            case 2 -> tokens.set(at, PARTS.get(m_random.nextInt(PARTS.size())));
            default -> tokens.set(at, tokens.get(m_random.nextInt(tokens.size())));
        }
        return String.join("", tokens);
    }

    private String lines() {
        final List<String> lines = new ArrayList<>(m_text.lines().toList());
        final int at = m_random.nextInt(lines.size());
        final String other = lines.get(m_random.nextInt(lines.size()));
        switch (m_random.nextInt(4)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, other);
            case 2 -> lines.set(at, " ".repeat(m_random.nextInt(8)) + lines.get(at).strip());
            default -> lines.set(at, other);
        }
        return String.join("\n", lines) + "\n";
    }
}
