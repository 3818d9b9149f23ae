// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pickle stream describes, as plain data: nothing is instantiated or called. {@code None} is {@code null};
 * booleans, integers, floats and strings are {@link Boolean}, {@link Long}, {@link Double} and {@link String}.
 * Everything else is one of the classes here. Two references to one object in the stream are two references to one
 * object here, which is how PyTorch ties tensors and shares modules.
 */
public final class Pickled {

    private Pickled() {
    }

    /**
     * The name of a class or function.
     *
     * @param module its module, for example {@code torch._utils}
     * @param name its name in the module
     */
    public record Global(String module, String name) implements Comparable<Global> {

        /** Lets hash tables find their way among names that were made to collide. */
        @Override
        public int compareTo(final Global other) {
            return qualifiedName().compareTo(other.qualifiedName());
        }

        /** @return the dotted name, for example {@code __torch__.torch.nn.modules.conv.Conv2d} */
        public String qualifiedName() {
            return module + "." + name;
        }
    }

    /** A fixed sequence. */
    public static final class Tuple {

        private final List<Object> m_items;

        /** @param items the items, may contain {@code null} */
        public Tuple(final List<?> items) {
            m_items = new ArrayList<>(items);
        }

        /** @return the items */
        public List<Object> items() {
            return m_items;
        }
    }

    /** A list. */
    public static final class PyList {

        private final List<Object> m_items = new ArrayList<>();

        /** @return the items, to be changed in place */
        public List<Object> items() {
            return m_items;
        }
    }

    /** A dictionary in insertion order. */
    public static final class Dict {

        private final Map<Object, Object> m_entries = new LinkedHashMap<>();

        /** @return the entries, to be changed in place */
        public Map<Object, Object> entries() {
            return m_entries;
        }
    }

    /** A reference to something outside of the stream; in archives, a tensor's storage. */
    public static final class Persistent {

        private final Object m_id;

        /** @param id what tells which */
        public Persistent(final Object id) {
            m_id = id;
        }

        /** @return what tells which */
        public Object id() {
            return m_id;
        }
    }

    /** The result of a function that a reader of the stream would have to call. */
    public static final class Call {

        private final Global m_function;

        private final Tuple m_arguments;

        /**
         * @param function the function
         * @param arguments its arguments
         */
        public Call(final Global function, final Tuple arguments) {
            m_function = function;
            m_arguments = arguments;
        }

        /** @return the function */
        public Global function() {
            return m_function;
        }

        /** @return its arguments */
        public Tuple arguments() {
            return m_arguments;
        }
    }

    /** An object of a class of the archive: a module, for example. */
    public static final class Instance {

        private Global m_type;

        private Object m_state;

        /** @param type its class */
        public Instance(final Global type) {
            m_type = type;
        }

        /** @return its class */
        public Global type() {
            return m_type;
        }

        /** @param type its new class */
        public void setType(final Global type) {
            m_type = type;
        }

        /** @return its attributes: for modules, a {@link Dict} by name */
        public Object state() {
            return m_state;
        }

        /** @param state its attributes */
        public void setState(final Object state) {
            m_state = state;
        }

        /** @return its attributes by name; empty if it has other state */
        public Map<Object, Object> attributes() {
            return m_state instanceof Dict dict ? dict.entries() : Map.of();
        }
    }
}
