// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.check;

import java.util.List;
import org.eclipse.core.runtime.Platform;
import org.osgi.framework.FrameworkUtil;

/** What KNIME's own process knows: the computer, and what is installed. */
final class PlatformFindings {

    private static final String PLATFORM = "Platform";

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

    private static String property(final String name) {
        return System.getProperty(name, "?").strip();
    }
}
