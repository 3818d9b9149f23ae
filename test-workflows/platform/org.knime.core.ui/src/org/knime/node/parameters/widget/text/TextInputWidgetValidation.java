// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.widget.text;

import org.knime.node.parameters.validation.BuiltinValidation;

/** Stands for KNIME's class of the same name: a rule for a text. */
public interface TextInputWidgetValidation extends BuiltinValidation {

    /** The text matches a regular expression. */
    abstract class PatternValidation implements TextInputWidgetValidation {

        protected abstract String getPattern();

        /** The text has a character that is not white space. */
        public static final class IsNotBlankValidation extends PatternValidation {
            @Override
            public String getPattern() {
                return ".*\\S.*";
            }
        }

        /** The text has a character. */
        public static final class IsNotEmptyValidation extends MinLengthValidation {
            @Override
            protected int getMinLength() {
                return 1;
            }
        }
    }

    /** The text has a least length. */
    abstract class MinLengthValidation implements TextInputWidgetValidation {

        protected abstract int getMinLength();
    }
}
