// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicklerTest {

    private static byte[] bytes(final String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void writesWhatPythonWrites() throws Exception {
        // pickle.dumps((1, 300, 70000, -1, None, True, 0.5, "é"), 2) without its last memo: BININT1, BININT2, BININT…
        final var tuple = new ArrayList<Object>(List.of(1L, 300L, 70000L, -1L));
        tuple.add(null);
        tuple.addAll(List.of(true, 0.5, "é"));
        assertArrayEquals(
            bytes("\u0080\2(K\1M\54\1J\u0070\21\1\0J\u00ff\u00ff\u00ff\u00ffN\u0088G\77\u00e0\0\0\0\0\0\0"
                + "X\2\0\0\0\u00c3\u00a9q\0t."),
            Pickler.toBytes(new Pickled.Tuple(tuple)));
    }

    @Test
    void readsWhatItWrites() throws Exception {
        final var state = new Pickled.Dict();
        final var list = new Pickled.PyList();
        list.items().addAll(List.of(1L << 40, -7L, "text", "text"));
        state.entries().put("list", list);
        state.entries().put("again", list);
        state.entries().put("empty", new Pickled.PyList());
        final var module = new Pickled.Instance(new Pickled.Global("__torch__", "Net"));
        module.setState(state);
        final var read = (Pickled.Instance)Unpickler.read(Pickler.toBytes(module));
        assertEquals("__torch__.Net", read.type().qualifiedName());
        assertEquals(List.of("list", "again", "empty"), new ArrayList<>(read.attributes().keySet()));
        final var readList = (Pickled.PyList)read.attributes().get("list");
        assertEquals(list.items(), readList.items());
        assertSame(readList, read.attributes().get("again"));
    }

    @Test
    void remembersMoreThan256Objects() throws Exception {
        final var list = new Pickled.PyList();
        for (int i = 0; i < 1000; i++) {
            list.items().add("s" + i);
        }
        list.items().addAll(List.copyOf(list.items()));
        assertEquals(list.items(), ((Pickled.PyList)Unpickler.read(Pickler.toBytes(list))).items());
    }

    @Test
    void refusesWhatContainsItself() {
        final var list = new Pickled.PyList();
        list.items().add(list);
        assertThrows(PickleException.class, () -> Pickler.toBytes(list));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cos\nsystem\n.", "c__builtin__\neval\n.", "cbuiltins\nexec\n.", "ctorch\nload\n.",
        "ctorch._utils\n_rebuild_wrapper\n.", "c__torch__evil\nNet\n."})
    void refusesNamesThatTorchScriptNeverWrites(final String stream) {
        assertThrows(PickleException.class, () -> Unpickler.read(bytes(stream)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(", "t.", "h\1.", "K", "X\u00ff\u00ff\u00ff\177abc.", "}K\1u.", "Nb.", "]u.",
        "\u0093.", "NNNR.", "N)R.", "N)\u0081.", "i.", "o."})
    void refusesBrokenStreams(final String stream) {
        assertThrows(PickleException.class, () -> Unpickler.read(bytes(stream)));
    }
}
