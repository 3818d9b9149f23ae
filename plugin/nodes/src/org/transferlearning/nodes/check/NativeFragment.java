// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.check;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.core.runtime.Platform;
import org.transferlearning.nodes.util.Problem;

/**
 * The plug-in fragment with the native PyTorch library.
 *
 * @param platform that it must be for, in Eclipse's words, for example {@code linux.x86_64}
 * @param jars that are installed; none if it is not
 */
public record NativeFragment(String platform, List<Path> jars) {

    private static final String GROUP = "Native PyTorch library";

    private static final String CHECK = "For this platform";

    /** Those that there are fragments for. */
    private static final List<String> SUPPORTED =
        List.of("linux.x86_64", "linux.aarch64", "win32.x86_64", "macosx.aarch64");

    /**
     * @param jars that are installed
     * @return the one for the running platform
     */
    static NativeFragment current(final List<Path> jars) {
        return new NativeFragment(Platform.getOS() + "." + Platform.getOSArch(), jars);
    }

    /**
     * @param problem why nobody knows whether it is there
     * @return the same as a finding
     */
    static Finding unknown(final Problem problem) {
        return Finding.problem(GROUP, CHECK, problem);
    }

    /** @return whether it is there, and what to do if not */
    public Finding finding() {
        if (!jars.isEmpty()) {
            return Finding.ok(GROUP, CHECK,
                jars.stream().map(j -> j.getFileName().toString()).collect(Collectors.joining(", ")),
                jars.stream().map(Path::toString).collect(Collectors.joining(", ")));
        } else if (SUPPORTED.contains(platform)) {
            return Finding.problem(GROUP, CHECK, new Problem("The plug-in \"org.transferlearning.worker." + platform
                + "\", which has the native PyTorch library for this platform, is not installed.",
                "Install the extension \"Transfer Learning for KNIME\" from an update site for all platforms, or one"
                    + " that was built on this platform."));
        }
        return Finding.problem(GROUP, CHECK,
            new Problem("There is no native PyTorch library for this platform (" + platform + ").",
                "Use KNIME on Linux (x86_64 or aarch64), Windows (x86_64) or macOS (Apple silicon)."));
    }
}
