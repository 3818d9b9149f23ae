// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

/** What is known of a variable when a network's code is followed without computing anything. */
sealed interface Value {

    /** Nothing is known. */
    Value UNKNOWN = new Unknown();

    /** The result of a softmax. */
    Value PROBABILITIES = new Probabilities();

    record Unknown() implements Value {
    }

    record Probabilities() implements Value {
    }

    /** A flag that the network was saved with. */
    record Flag(boolean isTrue) implements Value {
    }

    /** A module. */
    record Module(ModuleNode node) implements Value {
    }

    /** A tensor that a module owns. */
    record Parameter(ModuleNode owner) implements Value {
    }

    /** A function by its dotted name. */
    record Function(String name) implements Value {

        /** The last part of the name. */
        String simpleName() {
            return name.substring(name.lastIndexOf('.') + 1);
        }
    }
}
