// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.load;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.eclipse.core.runtime.FileLocator;
import org.osgi.framework.FrameworkUtil;
import org.transferlearning.engine.EngineException;

/** The network that comes with this bundle. */
public final class BundledNetwork {

    private static final String ENTRY = "networks/textures30.pt";

    private BundledNetwork() {
    }

    /**
     * @return its TorchScript archive; do not change it
     * @throws IOException if it cannot be unpacked
     * @throws EngineException if the installation lacks it
     */
    public static Path locate() throws IOException, EngineException {
        final var url = FrameworkUtil.getBundle(BundledNetwork.class).getEntry(ENTRY);
        if (url == null) {
            throw new EngineException("The bundled network \"" + ENTRY + "\" is missing in this installation.",
                "Install the extension Transfer Learning again, or choose a TorchScript file.");
        }
        final var file = FileLocator.toFileURL(url);
        try {
            // FileLocator leaves blanks as they are, which a URI must not have
            return Path.of(new URI(file.getProtocol(), file.getPath(), null));
        } catch (URISyntaxException e) {
            throw new IOException("The bundled network has no usable path: " + file, e);
        }
    }
}
