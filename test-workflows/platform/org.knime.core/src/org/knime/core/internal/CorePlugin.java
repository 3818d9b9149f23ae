// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.internal;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.util.Hashtable;

import org.knime.core.util.FileUtil;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.url.AbstractURLStreamHandlerService;
import org.osgi.service.url.URLConstants;
import org.osgi.service.url.URLStreamHandlerService;

/** Stands for KNIME's class of the same name: makes Java know URLs with the scheme {@code knime}. */
public final class CorePlugin implements BundleActivator {

    @Override
    public void start(final BundleContext context) {
        var properties = new Hashtable<String, Object>();
        properties.put(URLConstants.URL_HANDLER_PROTOCOL, new String[]{"knime"});
        context.registerService(URLStreamHandlerService.class, new KnimeUrls(), properties);
    }

    @Override
    public void stop(final BundleContext context) {
        // the framework unregisters the service
    }

    private static final class KnimeUrls extends AbstractURLStreamHandlerService {

        @Override
        public URLConnection openConnection(final URL url) throws IOException {
            try {
                return FileUtil.resolveToPath(url).toUri().toURL().openConnection();
            } catch (URISyntaxException ex) {
                throw new IOException(ex.getMessage(), ex);
            }
        }
    }
}
