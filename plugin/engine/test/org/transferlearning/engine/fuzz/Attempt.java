// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.transferlearning.engine.CutPoint;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkExporter;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.NetworkWriter;
import org.transferlearning.engine.Pooling;
import org.transferlearning.engine.ProcessorTime;
import org.transferlearning.engine.Target;

/** Does with a file everything that the engine does with files of others, and says what went wrong. */
final class Attempt {

    /** The limit for one file, in processor time of a usual computer. */
    private static final long MAX_NANOS = 5_000_000_000L;

    private final Path m_file;

    private final String m_name;

    private final Random m_random;

    private final List<String> m_faults = new ArrayList<>();

    private final List<String> m_refusals = new ArrayList<>();

    /** One of the things that can be done with a file. */
    private interface Step {
        void run() throws Exception;
    }

    /**
     * @param file the file
     * @param random chooses where to cut
     */
    Attempt(final Path file, final Random random) {
        m_file = file;
        m_name = file.getFileName().toString().replaceFirst("\\.pt$", "");
        m_random = random;
    }

    /** @return what should not have happened; empty if all is well */
    List<String> faults() {
        return m_faults;
    }

    /** @return the messages of the refusals */
    List<String> refusals() {
        return m_refusals;
    }

    /** @return this */
    Attempt run() {
        final long start = ProcessorTime.now();
        final NetworkSpec[] spec = new NetworkSpec[1];
        step("read", () -> spec[0] = NetworkReader.read(m_file));
        final Path out = m_file.resolveSibling("out.pt");
        if (spec[0] != null) {
            step("replace the head", () -> write(replaced(spec[0], new HeadDesign(1)), out));
            step("export", () -> NetworkExporter.export(new Network(m_file, spec[0]),
                new NetworkExporter.Destination(m_file.resolveSibling("exported"), m_name, true, true), Monitor.NONE));
        }
        if (spec[0] != null && !spec[0].cutPoints().isEmpty()) {
            final List<CutPoint> offered = spec[0].cutPoints();
            final String path = offered.get(m_random.nextInt(offered.size())).path();
            final Pooling pooling = Pooling.values()[m_random.nextInt(Pooling.values().length)];
            step("cut after " + path, () -> write(replaced(spec[0], new HeadDesign(1).withCut(path, pooling)), out));
            step("split after " + path,
                () -> NetworkWriter.split(m_file, List.of(path, offered.get(0).path()), out));
        }
        final long used = ProcessorTime.now() - start;
        if (ProcessorTime.isOver(used, MAX_NANOS)) {
            m_faults.add("took " + used / 1_000_000 + " ms");
        }
        return this;
    }

    private static NetworkSpec replaced(final NetworkSpec spec, final HeadDesign design) throws EngineException {
        return HeadReplacer.replace(spec, Target.classes(List.of("a", "b", "c"), null), design);
    }

    /** What is written is a network again. */
    private void write(final NetworkSpec spec, final Path out) throws Exception {
        NetworkWriter.materialize(new Network(m_file, spec), out);
        try {
            NetworkReader.read(out);
        } catch (EngineException e) {
            throw new IllegalStateException("what was written cannot be read", e);
        } finally {
            Files.delete(out);
        }
    }

    private void step(final String name, final Step step) {
        try {
            step.run();
        } catch (EngineException e) {
            m_refusals.add(e.getMessage());
            if (!e.getMessage().contains(m_name) || e.resolution().isBlank()) {
                m_faults.add(name + ": \"" + e.getMessage() + "\", \"" + e.resolution() + "\"");
            }
        } catch (Throwable e) { // NOSONAR: errors are what is looked for
            final var text = new StringBuilder(name + ": " + e);
            for (int i = 0; i < Math.min(e.getStackTrace().length, 8); i++) {
                text.append("\n    ").append(e.getStackTrace()[i]);
            }
            m_faults.add(text.toString());
        }
    }
}
