// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    private static final String PREFIX = "org.transferlearning.";

    private static final List<String> BUNDLES = List.of(PREFIX + "engine", PREFIX + "nodes", PREFIX + "worker");

    private final Build m_build = new Build(TestBuild.root());

    @Test
    void directorInstallsFeatureFromUpdateSite() throws Exception {
        assertFalse(m_build.platform().bundles().containsAll(BUNDLES));
        final var bundles = m_build.installation().bundles();
        assertTrue(bundles.containsAll(BUNDLES), bundles.toString());
        // one native fragment, that of this machine
        assertEquals(1, bundles.stream().filter(name -> name.startsWith(PREFIX + "worker.")).count(),
            bundles.toString());
    }

    @Test
    void workerFilesAreFolders() throws Exception {
        try (var plugins = Files.list(m_build.installation().folder().resolve("plugins"))) {
            final var files = plugins.filter(file -> file.getFileName().toString().matches(
                "org\\.transferlearning\\.(engine|worker).*")).toList();
            assertEquals(3, files.size(), files.toString());
            assertTrue(files.stream().allMatch(Files::isDirectory), files.toString());
        }
    }

    @Test
    void directorRemovesFeatureAgain(@TempDir final Path folder) throws Exception {
        final var copy = new EclipseApplication(folder.resolve("copy"));
        Folders.copy(m_build.installation().folder(), copy.folder());
        m_build.director().uninstall(copy);
        assertEquals(sorted(m_build.platform().bundles()), sorted(copy.bundles()));
    }

    @Test
    void updateSiteHoldsTheFeatureOnly() throws Exception {
        final var names = names(m_build.updateSite().resolve("plugins"));
        assertTrue(names.stream().allMatch(name -> name.matches(
            "org\\.transferlearning\\.(engine|nodes|worker(\\.[a-z0-9_]+){0,1}(\\.[a-z0-9_]+){0,1})_1\\..*")),
            names.toString());
        assertEquals(1, names(m_build.updateSite().resolve("features")).size());
    }

    @Test
    void zipForUsersIsTheUpdateSite() throws Exception {
        final List<Path> zips;
        try (var files = Files.list(m_build.root().resolve(Path.of("update-site", "target")))) {
            zips = files.filter(file -> file.toString().endsWith(".zip")).toList();
        }
        assertEquals(1, zips.size(), zips.toString());
        try (var zip = new ZipFile(zips.get(0).toFile())) {
            final var expected = names(m_build.updateSite().resolve("plugins")).stream().map(n -> "plugins/" + n);
            final var entries = zip.stream().map(entry -> entry.getName()).toList();
            assertTrue(Stream.concat(expected, Stream.of("artifacts.jar", "content.jar")).allMatch(entries::contains),
                entries.toString());
        }
    }

    private static List<String> names(final Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> sorted(final List<String> names) {
        return names.stream().sorted().toList();
    }
}
