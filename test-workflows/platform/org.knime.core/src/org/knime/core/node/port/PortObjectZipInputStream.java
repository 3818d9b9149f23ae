// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.port;

import java.io.InputStream;
import java.util.zip.ZipInputStream;

/** Has a port object. Stands for KNIME's {@code org.knime.core.node.port.PortObjectZipInputStream}. */
public class PortObjectZipInputStream extends ZipInputStream {
    PortObjectZipInputStream(final InputStream inStream) {
        super(inStream);
    }
}
