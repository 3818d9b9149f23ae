// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/** What the operating system can do and Java cannot. */
final class SystemCalls {

    /** The handle that means a process itself, see GetCurrentProcess of Windows. */
    private static final long CURRENT_PROCESS = -1;

    private SystemCalls() {
    }

    /** Loads the library that makes these calls, which takes a moment the first time. */
    static void load() {
        try {
            Native.isProtected(); // any call
        } catch (LinkageError ex) { // no room for it: then without
            return;
        }
    }

    /**
     * Ends this process at once, whatever other threads do. Java's own ways, even {@link Runtime#halt}, run the exit
     * handlers of native libraries, which free what a thread in native code is using.
     *
     * @param exitCode of the process
     */
    static void exit(final int exitCode) {
        System.err.flush();
        try {
            if (Platform.isWindows()) {
                Function.getFunction("kernel32", "TerminateProcess")
                    .invokeInt(new Object[]{Pointer.createConstant(CURRENT_PROCESS), exitCode});
            } else {
                Function.getFunction("c", "_exit").invoke(new Object[]{exitCode});
            }
        } catch (Throwable ex) { // NOSONAR: the process must end also if there is no memory or no disk left
            Runtime.getRuntime().halt(exitCode);
        }
        Runtime.getRuntime().halt(exitCode);
    }

    /** Gives free native memory back, where the allocator has been told to keep it. */
    static void releaseMemory() {
        if (Platform.isLinux()) {
            try {
                Function.getFunction("c", "malloc_trim").invokeInt(new Object[]{new NativeLong(0)});
            } catch (LinkageError ex) { // another C library than glibc has no such function, and no need of it
                return;
            }
        }
    }
}
