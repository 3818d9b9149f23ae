// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.core.runtime.FileLocator;
import org.eclipse.core.runtime.Platform;
import org.osgi.framework.Bundle;
import org.transferlearning.engine.EngineException;

/** Finds the worker's files in the bundles of the running platform. The one class that needs Eclipse. */
final class BundleFiles {

    private static final String ENGINE = "org.transferlearning.engine";

    private static final String WORKER = "org.transferlearning.worker";

    private static final String NATIVE_PREFIX = "pytorch-native-";

    WorkerInstallation installation() throws EngineException, IOException {
        final var worker = bundle(WORKER);
        final var classPath = new ArrayList<>(List.of(classes(bundle(ENGINE)), classes(worker)));
        final var nativeJars = new ArrayList<Path>();
        for (var jar : jars(worker)) {
            (jar.getFileName().toString().startsWith(NATIVE_PREFIX) ? nativeJars : classPath).add(jar);
        }
        return new WorkerInstallation(WorkerInstallation.currentJava(), classPath, nativeJars,
            WorkerInstallation.defaultCache());
    }

    private static Bundle bundle(final String name) throws EngineException {
        final var bundle = Platform.getBundle(name);
        if (bundle == null) {
            throw new EngineException("The bundle \"" + name + "\" is not installed.",
                "Reinstall the extension \"Transfer Learning for KNIME\".");
        }
        return bundle;
    }

    /** The folder or jar with the bundle's classes; run from a development workspace, they are in a sub-folder. */
    private static Path classes(final Bundle bundle) throws EngineException {
        final var file = FileLocator.getBundleFileLocation(bundle).map(File::toPath)
            .orElseThrow(() -> new EngineException(
                "The files of the bundle \"" + bundle.getSymbolicName() + "\" cannot be found.",
                "Reinstall the extension \"Transfer Learning for KNIME\"."));
        final var compiled = file.resolve("target").resolve("classes");
        return Files.isDirectory(compiled) ? compiled : file;
    }

    /** The jars in the bundle's {@code lib} folder and in those of its fragments; taken out of it if it is a jar. */
    private static List<Path> jars(final Bundle bundle) throws IOException {
        final var entries = bundle.findEntries("lib", "*.jar", false);
        final var jars = new ArrayList<Path>();
        if (entries != null) {
            for (var entry : Collections.list(entries)) {
                jars.add(path(FileLocator.toFileURL(entry)));
            }
        }
        Collections.sort(jars);
        return jars;
    }

    /** Equinox leaves spaces in such URLs as they are, which makes them invalid as URIs. */
    private static Path path(final URL url) throws IOException {
        try {
            return Path.of(new URI(url.getProtocol(), null, url.getPath(), null));
        } catch (URISyntaxException ex) {
            throw new IOException("not a file: " + url, ex);
        }
    }
}
