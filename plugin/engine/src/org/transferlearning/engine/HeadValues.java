// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.surgery.HeadModule;

/**
 * First values of a new head, as its design says. The values of a tensor depend on the seed, the tensor's full name and
 * the sizes of its own layer only.
 */
final class HeadValues {

    private static final int CHUNK = 1 << 14;

    private final Map<String, Distribution> m_distributions = new HashMap<>();

    private final HeadDesign m_design;

    private final String m_lastBias;

    /** @param head an untrained head */
    HeadValues(final Head head) {
        m_design = head.design();
        final List<HeadModule> modules = HeadModule.of(head);
        final HeadModule last = modules.get(modules.size() - 1);
        m_lastBias = last.path() + ".bias";
        for (final HeadModule module : modules) {
            final Layer layer = module.layer();
            final boolean isLinear = layer.kind().equals("Linear");
            layer.parameters().forEach(p -> m_distributions.put(layer.fullName(p),
                !isLinear ? Distribution.constant(p.name().equals("weight") ? 1 : 0)
                    : p.name().equals("weight") ? weight(module, module == last) : bias(module, module == last)));
            layer.buffers().forEach(b -> m_distributions.put(layer.fullName(b),
                Distribution.constant(b.name().equals("running_var") ? 1 : 0)));
        }
    }

    private Distribution weight(final HeadModule layer, final boolean isLast) {
        final double inputs = layer.inputs();
        final double both = inputs + layer.outputs();
        return switch (m_design.weights()) {
            case UNIFORM -> Distribution.uniform(1 / Math.sqrt(inputs));
            case KAIMING_UNIFORM -> Distribution.uniform(Math.sqrt(6 / inputs));
            case KAIMING_NORMAL -> Distribution.normal(Math.sqrt(2 / inputs));
            case XAVIER_UNIFORM -> Distribution.uniform(Math.sqrt(6 / both));
            case XAVIER_NORMAL -> Distribution.normal(Math.sqrt(2 / both));
            case SMALL_NORMAL -> Distribution.normal(0.01);
            case ZERO -> isLast ? Distribution.constant(0) : Distribution.uniform(1 / Math.sqrt(inputs));
        };
    }

    private Distribution bias(final HeadModule layer, final boolean isLast) {
        final boolean isDrawn = m_design.weights() == HeadDesign.Weights.UNIFORM
            || (m_design.weights() == HeadDesign.Weights.ZERO && !isLast);
        return isDrawn ? Distribution.uniform(1 / Math.sqrt(layer.inputs())) : Distribution.constant(0);
    }

    /**
     * Writes a tensor.
     *
     * @param name its full name
     * @param storage its storage, for it alone
     * @param out where to
     * @param order of its bytes
     */
    void writeTo(final OutputStream out, final String name, final TensorInfo.Storage storage, final ByteOrder order)
        throws IOException {
        final boolean isGiven = name.equals(m_lastBias) && !m_design.bias().isEmpty();
        final Distribution distribution = m_distributions.get(name);
        final SplittableRandom random = random(m_design.seed(), name);
        final int width = storage.type().byteCount();
        for (long at = 0; at < storage.size(); at += CHUNK) {
            final int count = (int)Math.min(storage.size() - at, CHUNK);
            final ByteBuffer chunk = ByteBuffer.allocate(width * count).order(order);
            for (int i = 0; storage.type().isFloat() && i < count; i++) {
                storage.type().put(chunk, i * width,
                    isGiven ? m_design.bias().get((int)at + i).floatValue() : distribution.next(random));
            }
            // whole numbers count batches: 0
            out.write(chunk.array());
        }
    }

    /** Seeds are mixed, because sequences of neighboring seeds of this generator may overlap. */
    private static SplittableRandom random(final long seed, final String name) {
        final long mixed = new SplittableRandom(seed).nextLong() + name.hashCode();
        return new SplittableRandom(new SplittableRandom(mixed).nextLong());
    }
}
