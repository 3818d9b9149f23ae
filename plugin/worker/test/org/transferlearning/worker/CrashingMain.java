// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.transferlearning.engine.protocol.Message;
import org.transferlearning.engine.protocol.MessageReader;
import org.transferlearning.engine.protocol.MessageWriter;

/** A worker that ends in native code, or runs out of memory, when it gets a job. */
final class CrashingMain {

    /** The system property that names one of {@link Kind}. */
    static final String PROPERTY = "crash";

    /** How it ends. */
    enum Kind {
            /** As libraries end a process that they find in disorder. */
            ABORT,
            /** By reading from an address that is not there. */
            SEGMENT,
            /** With the stack full: the C library's parser of regular expressions calls itself for each parenthesis. */
            STACK,
            /** The Java heap is full before the job begins. */
            HEAP,
            /** The address space is full before the job begins. */
            MEMORY,
            /** The Java heap has room for a job, but not for a large image. */
            ITEM
    }

    private static final int NESTED = 400_000;

    /** Bytes. */
    private static final int BLOCK = 1 << 20;

    /** Bytes that are left of the heap for {@link Kind#ITEM}: three times {@link #SMALL}, and some for the job. */
    private static final int ROOM = 160 * BLOCK;

    /** Bytes of an image that travels alone. */
    static final int SMALL = 33 * BLOCK;

    /** Bytes of an image that there is no room for. */
    static final int LARGE = 170 * BLOCK;

    private static final List<Object> KEPT = new ArrayList<>();

    private CrashingMain() {
    }

    /**
     * @param arguments none
     * @throws IOException if the engine is gone
     */
    public static void main(final String[] arguments) throws IOException {
        final var kind = Kind.valueOf(System.getProperty(PROPERTY));
        if (kind == Kind.HEAP || kind == Kind.MEMORY || kind == Kind.ITEM) {
            KEPT.add(kind == Kind.ITEM ? new byte[ROOM] : null);
            fill(kind != Kind.MEMORY);
            KEPT.remove(0);
            Main.main(arguments);
            return;
        }
        new MessageReader(new FileInputStream(FileDescriptor.in)).receive();
        new MessageWriter(new FileOutputStream(FileDescriptor.out)).send(new Message.Progress(0, "Crashing"));
        if (kind == Kind.ABORT) {
            Function.getFunction("c", "abort").invoke(new Object[0]);
        } else if (kind == Kind.STACK) {
            Function.getFunction("c", "regcomp").invokeInt(new Object[]{new Memory(BLOCK), "(".repeat(NESTED), 1});
        } else {
            new Pointer(Long.BYTES).getInt(0);
        }
    }

    private static void fill(final boolean isHeap) {
        for (var size = 256 * BLOCK; size >= BLOCK; size /= 2) {
            try {
                while (true) {
                    KEPT.add(isHeap ? new byte[size] : new Memory(size));
                }
            } catch (OutOfMemoryError ex) { // NOSONAR: that is what it is for
                continue;
            }
        }
    }
}
