// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.knime.node.parameters.persistence.Persistable;

/** Stands for KNIME's class of the same name: names chosen by a pattern. */
public class PatternFilter implements Persistable {

    public String m_pattern = "";

    public boolean m_isCaseSensitive;

    public boolean m_isInverted;

    /** What a pattern is. */
    public enum PatternMode {
        REGEX, WILDCARD
    }

    /** @return the names that match */
    public String[] getSelected(final PatternMode mode, final String[] choices) {
        return Stream.of(choices).filter(getIsSelectedPredicate(mode)).toArray(String[]::new);
    }

    /** @return whether a name matches */
    public Predicate<String> getIsSelectedPredicate(final PatternMode mode) {
        var pattern = m_isCaseSensitive ? m_pattern : m_pattern.toLowerCase(Locale.getDefault());
        var matches = mode == PatternMode.REGEX ? regex(pattern) : wildcard(pattern);
        var directed = m_isInverted ? matches.negate() : matches;
        return name -> directed.test(m_isCaseSensitive ? name : name.toLowerCase(Locale.getDefault()));
    }

    private static Predicate<String> regex(final String pattern) {
        return pattern.isEmpty() ? name -> false : Pattern.compile("^" + pattern + "$").asPredicate();
    }

    /** As in Apache Commons IO, which KNIME uses here: an asterisk is any text, a question mark any character. */
    private static Predicate<String> wildcard(final String pattern) {
        var regex = pattern.codePoints().mapToObj(Character::toString)
            .map(c -> "*".equals(c) ? ".*" : ("?".equals(c) ? "." : Pattern.quote(c))).collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
    }
}
