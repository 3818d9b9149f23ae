// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.util;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.ZipOutputStream;

/**
 * A stream that stays open when closed.
 * Stands for KNIME's {@code org.knime.core.data.util.NonClosableOutputStream}.
 */
public class NonClosableOutputStream extends FilterOutputStream {
    /** @param outStream stays open */
    public NonClosableOutputStream(final OutputStream outStream) {
        super(outStream);
    }

    @Override
    public void write(final byte[] b, final int off, final int len) throws IOException {
        out.write(b, off, len);
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    /** Closing closes the zip's current entry. Stands for KNIME's class of the same name. */
    public static class Zip extends NonClosableOutputStream {
        /** @param outStream stays open */
        public Zip(final ZipOutputStream outStream) {
            super(outStream);
        }

        @Override
        public void close() throws IOException {
            flush();
            ((ZipOutputStream)out).closeEntry();
        }
    }
}
