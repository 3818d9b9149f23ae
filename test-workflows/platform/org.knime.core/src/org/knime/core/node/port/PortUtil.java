// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Opens the streams of port objects and specifications.
 * Stands for KNIME's {@code org.knime.core.node.port.PortUtil}.
 */
public final class PortUtil {
    private static final String SPEC = "portSpec.file";

    private static final String OBJECT = "portObject.file";

    private PortUtil() {
    }

    /**
     * @param out gets the zip
     * @return takes a specification
     * @throws IOException if it cannot be written
     */
    public static PortObjectSpecZipOutputStream getPortObjectSpecZipOutputStream(final OutputStream out)
        throws IOException {
        final var zip = new PortObjectSpecZipOutputStream(out);
        zip.putNextEntry(new ZipEntry(SPEC));
        return zip;
    }

    /**
     * @param out gets the zip
     * @return takes an object
     * @throws IOException if it cannot be written
     */
    public static PortObjectZipOutputStream getPortObjectZipOutputStream(final OutputStream out) throws IOException {
        final var zip = new PortObjectZipOutputStream(out);
        zip.putNextEntry(new ZipEntry(OBJECT));
        return zip;
    }

    /**
     * @param in has the zip
     * @return has a specification
     * @throws IOException if it is no such zip
     */
    public static PortObjectSpecZipInputStream getPortObjectSpecZipInputStream(final InputStream in)
        throws IOException {
        final var zip = new PortObjectSpecZipInputStream(in);
        expect(zip, SPEC);
        return zip;
    }

    /**
     * @param in has the zip
     * @return has an object
     * @throws IOException if it is no such zip
     */
    public static PortObjectZipInputStream getPortObjectZipInputStream(final InputStream in) throws IOException {
        final var zip = new PortObjectZipInputStream(in);
        expect(zip, OBJECT);
        return zip;
    }

    private static void expect(final ZipInputStream zip, final String name) throws IOException {
        final var entry = zip.getNextEntry();
        if (entry == null || !name.equals(entry.getName())) {
            throw new IOException("Expected zip entry '" + name + "', got '" + entry + "'");
        }
    }
}
