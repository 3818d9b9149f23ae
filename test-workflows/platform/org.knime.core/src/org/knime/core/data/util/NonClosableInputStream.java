// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.util;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipInputStream;

/** A stream that stays open when closed. Stands for KNIME's {@code org.knime.core.data.util.NonClosableInputStream}. */
public class NonClosableInputStream extends FilterInputStream {
    /** @param inStream stays open */
    public NonClosableInputStream(final InputStream inStream) {
        super(inStream);
    }

    @Override
    public void close() throws IOException {
        // stays open
    }

    /** Closing closes the zip's current entry. Stands for KNIME's class of the same name. */
    public static class Zip extends NonClosableInputStream {
        /** @param inStream stays open */
        public Zip(final ZipInputStream inStream) {
            super(inStream);
        }

        @Override
        public void close() throws IOException {
            ((ZipInputStream)in).closeEntry();
        }
    }
}
