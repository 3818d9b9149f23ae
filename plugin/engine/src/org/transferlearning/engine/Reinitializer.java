// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.archive.ZipReader;
import org.transferlearning.engine.archive.ZipWriter;
import org.transferlearning.engine.surgery.HeadSurgery;
import org.transferlearning.engine.surgery.ModuleTree;

/**
 * Writes new values into the layers that {@link TrainingPlan#reinitialized()} names, while an archive is copied. The
 * values of a tensor depend on its full name and the seed only, whatever else is written. A tensor that several layers
 * share belongs to the first of them, and is written once.
 */
final class Reinitializer {

    private final TorchArchive m_archive;

    private final Map<String, List<NewValues>> m_byEntry = new HashMap<>();

    private Reinitializer(final TorchArchive archive) {
        m_archive = archive;
    }

    /**
     * @param spec what is to be written
     * @param archive the archive that is copied
     * @param surgery its modules, as they are written
     * @return what copies the archive
     * @throws EngineException if a tensor's values cannot be replaced
     * @throws IOException if the archive cannot be read
     */
    static Reinitializer of(final NetworkSpec spec, final TorchArchive archive, final HeadSurgery surgery)
        throws EngineException, IOException {
        final var reinitializer = new Reinitializer(archive);
        if (spec.plan().reinitialized().isEmpty()) {
            return reinitializer;
        }
        final ModuleTree tree = ModuleTree.of(archive, surgery.code(), surgery.root());
        for (final Layer layer : spec.layers()) {
            final Long seed = spec.plan().reinitialized().get(layer.path());
            if (seed == null) {
                continue;
            }
            DefaultValues.requireKnown(layer);
            for (final Layer.Tensor parameter : layer.parameters()) {
                reinitializer.add(tree, layer.fullName(parameter), DefaultValues.ofParameter(layer, parameter), seed);
            }
            for (final Layer.Tensor buffer : layer.buffers()) {
                reinitializer.add(tree, layer.fullName(buffer), DefaultValues.ofBuffer(layer, buffer), seed);
            }
        }
        reinitializer.m_byEntry.values().forEach(l -> l.sort(Comparator.comparingLong(NewValues::start)));
        return reinitializer;
    }

    private void add(final ModuleTree tree, final String name, final Optional<Distribution> distribution,
        final long seed) throws EngineException, IOException {
        if (distribution.isEmpty()) {
            return;
        }
        final TensorInfo tensor = tree.tensor(name);
        final boolean isZero = distribution.get().equals(Distribution.constant(0));
        if (tensor == null || !isDense(tensor) || !(tensor.storage().type().isFloat() || isZero)) {
            throw new EngineException("The values of \"" + name + "\" in \"" + m_archive.file().getFileName()
                + "\" are stored in a way in which they cannot start anew.",
                "Leave the layer out of those that start anew.");
        }
        m_byEntry.computeIfAbsent(m_archive.entry(tensor.storage()).name(), n -> new ArrayList<>())
            .add(new NewValues(tensor, distribution.get(), random(name, seed), m_archive.byteOrder()));
    }

    /** The name's hash (FNV-1a, 64 bits) makes each tensor's numbers differ, and not depend on the other tensors. */
    private static SplittableRandom random(final String name, final long seed) {
        long hash = 0xcbf29ce484222325L;
        for (final byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001b3L;
        }
        return new SplittableRandom(new SplittableRandom(seed).nextLong() ^ hash);
    }

    /** Whether the elements fill a part of the storage without gaps, in whatever order of the dimensions. */
    private static boolean isDense(final TensorInfo tensor) {
        final List<Integer> dimensions = new ArrayList<>();
        for (int i = 0; i < tensor.shape().size(); i++) {
            if (tensor.shape().get(i) != 1) {
                dimensions.add(i);
            }
        }
        dimensions.sort(Comparator.comparing(tensor.strides()::get));
        long expected = 1;
        for (final int i : dimensions) {
            if (tensor.strides().get(i) != expected) {
                return false;
            }
            expected *= tensor.shape().get(i);
        }
        return true;
    }

    /**
     * Copies an entry of the archive, with the new values if it has some.
     *
     * @param zip where to
     * @param entry the entry
     * @throws IOException if it cannot be read or written
     */
    void copy(final ZipWriter zip, final ZipReader.Entry entry) throws IOException {
        final List<NewValues> values = m_byEntry.get(entry.name());
        if (values == null) {
            zip.copy(m_archive.zip(), entry);
        } else {
            zip.add(entry.name(), entry.size(), out -> m_archive.zip().transfer(entry, new Replacing(out, values)));
        }
    }

    /** The values of one tensor, byte by byte in the order of the storage. */
    private static final class NewValues {

        private final TensorInfo m_tensor;

        private final Distribution m_distribution;

        private final SplittableRandom m_random;

        private final ByteBuffer m_element;

        NewValues(final TensorInfo tensor, final Distribution distribution, final SplittableRandom random,
            final ByteOrder order) {
            m_tensor = tensor;
            m_distribution = distribution;
            m_random = random;
            m_element = ByteBuffer.allocate(tensor.storage().type().byteCount()).order(order);
            m_element.position(m_element.limit());
        }

        /** The first byte in the storage. */
        long start() {
            return m_tensor.offset() * m_element.capacity();
        }

        /** The byte after the last. */
        long end() {
            return start() + m_tensor.size() * m_element.capacity();
        }

        /** Puts the next bytes; a call may end within an element, and the next one goes on there. */
        void put(final byte[] bytes, final int offset, final int length) {
            int at = offset;
            while (at < offset + length) {
                if (!m_element.hasRemaining()) {
                    m_element.clear();
                    if (m_tensor.storage().type().isFloat()) {
                        m_tensor.storage().type().put(m_element, 0, m_distribution.next(m_random));
                    } // else zeros, as it was made
                }
                final int count = Math.min(m_element.remaining(), offset + length - at);
                m_element.get(bytes, at, count);
                at += count;
            }
        }
    }

    /** Replaces some of the bytes that go through it. */
    private static final class Replacing extends OutputStream {

        private final OutputStream m_out;

        private final List<NewValues> m_values;

        private long m_position;

        private int m_next;

        Replacing(final OutputStream out, final List<NewValues> values) {
            m_out = out;
            m_values = values;
        }

        @Override
        public void write(final int b) throws IOException {
            write(new byte[]{(byte)b}, 0, 1);
        }

        @Override
        public void write(final byte[] bytes, final int offset, final int length) throws IOException {
            final byte[] replaced = Arrays.copyOfRange(bytes, offset, offset + length);
            final long end = m_position + length;
            for (; m_next < m_values.size() && m_values.get(m_next).start() < end; m_next++) {
                final NewValues values = m_values.get(m_next);
                final long from = Math.max(values.start(), m_position);
                final long to = Math.min(values.end(), end);
                if (from < to) {
                    values.put(replaced, (int)(from - m_position), (int)(to - from));
                }
                if (values.end() > end) {
                    break;
                }
            }
            m_position = end;
            m_out.write(replaced, 0, length);
        }
    }
}
