// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.widget.number;

import org.knime.node.parameters.validation.BuiltinValidation;

/** Stands for KNIME's class of the same name: a bound of a number. */
public interface NumberInputWidgetValidation extends BuiltinValidation {

    /** @return whether the bound itself is not allowed */
    default boolean isExclusive() {
        return false;
    }

    /** A lower bound. */
    abstract class MinValidation implements NumberInputWidgetValidation {

        protected abstract double getMin();

        /** The number is 0 or more. */
        public static final class IsNonNegativeValidation extends MinValidation {
            @Override
            public double getMin() {
                return 0;
            }
        }

        /** The number is 1 or more. */
        public static final class IsPositiveIntegerValidation extends MinValidation {
            @Override
            public double getMin() {
                return 1;
            }
        }

        /** The number is more than 0. */
        public static final class IsPositiveDoubleValidation extends MinValidation {
            @Override
            public double getMin() {
                return 0;
            }

            @Override
            public boolean isExclusive() {
                return true;
            }
        }
    }

    /** An upper bound. */
    abstract class MaxValidation implements NumberInputWidgetValidation {

        protected abstract double getMax();
    }
}
