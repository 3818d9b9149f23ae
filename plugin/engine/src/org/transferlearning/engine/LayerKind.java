// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.regex.Pattern;

/**
 * Kinds of layers and parameters that are often frozen, or left trainable, all over a network. The names are those of
 * PyTorch's modules, and of the parameters in torchvision's and other usual networks.
 */
public enum LayerKind {
        /** Batch norms. */
        BATCH_NORM("batch norms", ".*BatchNorm.*", null),
        /** Norms of all kinds: batch, layer, group, instance, root mean square. */
        NORM("norms", ".*Norm(Act)?([123]d)?", null),
        /** The parameters that are added, of all kinds of layers: not whole layers, but a part of nearly each. */
        BIAS("biases", null, "bias|bias_[ih]h(_l[0-9]+)?(_reverse)?|.+_bias"),
        /** Tables of tokens' vectors; positions' vectors and class tokens, which modules of many kinds own. */
        EMBEDDING("embeddings", ".*Embedding(Bag)?", ".*(embed|token|position).*"),
        /** Convolutions, transposed ones too. */
        CONVOLUTION("convolutions", ".*Conv(Transpose)?[123]d.*", null),
        /** Linear layers, the head included. */
        LINEAR("linear layers", ".*Linear", null);

    private final String m_plural;

    private final Pattern m_layer;

    private final Pattern m_parameter;

    LayerKind(final String plural, final String layer, final String parameter) {
        m_plural = plural;
        m_layer = layer == null ? null : Pattern.compile(layer);
        m_parameter = parameter == null ? null : Pattern.compile(parameter);
    }

    /** @return what several of them are called, for example {@code batch norms} */
    public String plural() {
        return m_plural;
    }

    /**
     * @param layer a layer
     * @return whether the whole layer is of this kind
     */
    public boolean contains(final Layer layer) {
        return m_layer != null && m_layer.matcher(layer.kind()).matches();
    }

    /**
     * @param layer a layer
     * @param parameter one of its parameters
     * @return whether the parameter is of this kind
     */
    public boolean contains(final Layer layer, final Layer.Tensor parameter) {
        return contains(layer) || (m_parameter != null && m_parameter.matcher(parameter.name()).matches());
    }
}
