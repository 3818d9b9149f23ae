// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.check;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.core.runtime.Platform;
import org.osgi.framework.FrameworkUtil;
import org.transferlearning.nodes.util.Problem;

/** What KNIME's own process knows: the computer, KNIME, and which of our files are installed. */
final class PlatformFindings {

    static final String NATIVE = "Native PyTorch library";

    static final String FRAGMENT = "For this platform";

    private static final String PLATFORM = "Platform";

    /** Of PyTorch's native libraries on Maven Central. */
    private static final List<String> SUPPORTED =
        List.of("linux.x86_64", "linux.aarch64", "win32.x86_64", "macosx.aarch64");

    List<Finding> computer() {
        final var memory = Runtime.getRuntime().maxMemory();
        return List.of(
            Finding.ok(PLATFORM, "Operating system", property("os.name") + " " + property("os.version")),
            Finding.ok(PLATFORM, "Architecture", property("os.arch")),
            Finding.ok(PLATFORM, "Java", property("java.runtime.version"), property("java.vendor")),
            Finding.ok(PLATFORM, "KNIME's memory", Units.bytes(memory),
                "The most that KNIME's own process takes for tables (-Xmx in knime.ini). Worker processes have memory"
                    + " of their own."));
    }

    List<Finding> versions() {
        return List.of(version("KNIME", "org.knime.core"),
            version("This extension", FrameworkUtil.getBundle(PlatformFindings.class).getSymbolicName()));
    }

    private static Finding version(final String check, final String bundle) {
        return Finding.ok(WorkerFindings.VERSIONS, check, Platform.getBundle(bundle).getVersion().toString(), bundle);
    }

    /**
     * @param jars of the installed fragments
     * @return whether the one for this platform is there
     */
    Finding nativeLibrary(final List<Path> jars) {
        if (!jars.isEmpty()) {
            return Finding.ok(NATIVE, FRAGMENT,
                jars.stream().map(j -> j.getFileName().toString()).collect(Collectors.joining(", ")),
                jars.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
        return Finding.problem(NATIVE, FRAGMENT, missing(Platform.getOS() + "." + Platform.getOSArch()));
    }

    /**
     * @param platform for example {@code linux.x86_64}, in Eclipse's words
     * @return what to do without a library for it
     */
    static Problem missing(final String platform) {
        if (SUPPORTED.contains(platform)) {
            return new Problem("The plug-in \"org.transferlearning.worker." + platform + "\", which has the native"
                + " PyTorch library for this platform, is not installed.",
                "Install the extension \"Transfer Learning for KNIME\" from an update site for all platforms, or one"
                    + " that was built on this platform.");
        }
        return new Problem("There is no native PyTorch library for this platform (" + platform + ").",
            "Use KNIME on Linux (x86_64 or aarch64), Windows (x86_64) or macOS (Apple silicon).");
    }

    private static String property(final String name) {
        return System.getProperty(name, "?").strip();
    }
}
