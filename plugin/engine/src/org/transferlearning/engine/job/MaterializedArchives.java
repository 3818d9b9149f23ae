// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.FileVersion;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.KnownFiles;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.NetworkWriter;
import org.transferlearning.engine.Target;

/**
 * The archives that are run for networks: their own, or others that are written for it, where a network has a new head
 * or layers that start from new values, and where there is a form of it that predicts faster. Thread safe.
 */
final class MaterializedArchives {

    private static final long MAX_BYTES = 2L << 30;

    private static final int MAX_COUNT = 32;

    /** Files whose check is remembered. */
    private static final int MAX_CHECKED = 64;

    private static final MaterializedArchives SHARED = new MaterializedArchives(MAX_BYTES, MAX_COUNT);

    private final ArchiveCache m_cache;

    /** The archives of others that were found to do nothing but compute. */
    private final KnownFiles<Boolean> m_harmless = new KnownFiles<>(MAX_CHECKED, file -> {
        NetworkWriter.requireHarmless(file);
        return true;
    });

    /** The archive as it was read, and all decisions since that change what is written into a runnable one. */
    private record Materialized(Source archive, Head head, Map<String, Long> reinitialized) {
    }

    /** A runnable archive, with its batch norms folded into convolutions. */
    private record Folded(Source archive) {
    }

    /**
     * A file in one of its versions.
     *
     * @param version the version
     * @param moment {@code null} if another change would show, else equal to no other: what is made from the file then
     *            is for one job only
     */
    private record Source(FileVersion version, Object moment) {

        static Source of(final FileVersion version) {
            return new Source(version, version.isSettled() ? null : new Object());
        }
    }

    /**
     * @param maxBytes in all archives that nobody uses
     * @param maxCount of archives that nobody uses
     */
    MaterializedArchives(final long maxBytes, final int maxCount) {
        m_cache = new ArchiveCache(maxBytes, maxCount);
    }

    /** @return those of this process */
    static MaterializedArchives shared() {
        return SHARED;
    }

    /**
     * Gives a network's own archive if it can be run, else a rewritten one.
     *
     * @param network the network
     * @param monitor for cancellation
     * @return the archive, to be closed by the caller
     * @throws EngineException if the archive is not there or broken, does more than compute, or does not fit the
     *             specification, or the disk is full
     * @throws IOException if reading or writing fails
     */
    ArchiveCache.Lease lease(final Network network, final Monitor monitor) throws EngineException, IOException {
        final NetworkSpec spec = network.spec();
        final Path archive = network.archive().toAbsolutePath();
        if (Files.notExists(archive)) {
            throw new EngineException("The file \"" + archive + "\" of the network \"" + spec.name()
                + "\" is not there any more.", "Execute the nodes before this one again.");
        }
        final var version = FileVersion.of(archive);
        if (!spec.head().isUntrained() && spec.plan().reinitialized().isEmpty()) {
            m_harmless.get(version); // a rewritten one is checked when it is written
            return new ArchiveCache.Lease(network.archive(), () -> { });
        }
        final var key =
            new Materialized(Source.of(version), spec.head().withTarget(Target.UNKNOWN), spec.plan().reinitialized());
        return m_cache.lease(key, monitor, file -> {
            NetworkWriter.materialize(network, file);
            return true;
        }).orElseThrow();
    }

    /**
     * Gives an archive that predicts what {@link #lease}'s does, but for rounding, with less to compute where that is
     * possible (see {@link NetworkWriter#fold}).
     *
     * @param network the network
     * @param monitor for cancellation and the log
     * @return the archive, to be closed by the caller
     * @throws EngineException as {@link #lease} does
     * @throws IOException if reading or writing fails
     */
    ArchiveCache.Lease leaseFolded(final Network network, final Monitor monitor) throws EngineException, IOException {
        final ArchiveCache.Lease runnable = lease(network, monitor);
        Optional<ArchiveCache.Lease> folded = Optional.empty();
        try {
            final Path archive = runnable.path().toAbsolutePath();
            final var version = FileVersion.of(archive);
            // what this class has written does not change
            final var source =
                runnable.path().equals(network.archive()) ? Source.of(version) : new Source(version, null);
            folded = m_cache.lease(new Folded(source), monitor, file -> NetworkWriter.fold(archive, file));
        } catch (EngineException | IOException ex) {
            monitor.log(System.Logger.Level.WARNING, "\"" + network.spec().name()
                + "\" is run as it is; the form of it that predicts faster cannot be written: " + ex.getMessage());
        } catch (RuntimeException ex) {
            runnable.close();
            throw ex;
        }
        folded.ifPresent(f -> runnable.close());
        return folded.orElse(runnable);
    }
}
