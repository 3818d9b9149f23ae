// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.freeze;

import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.transferlearning.nodes.port.NetworkPortObject;

/** Freeze Layers: decides which layers keep their pretrained values. */
public final class FreezeLayersNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create() //
        .name("Freeze Layers") //
        .icon("../../../../icons/freeze.png") //
        .shortDescription("Decides which layers of a network keep their pretrained values.") //
        .fullDescription("""
                <p>A frozen layer keeps its parameters, and a batch norm its mean and variance, when the network is
                trained; the other layers are trainable. The fewer images you have, and the more they resemble those
                that the network was pretrained on, the more layers you should freeze: with a few hundred images,
                everything but the head.</p>
                <p>The node changes only what is frozen, and nothing else of the network; it takes no time and no
                space, whatever the network's size. Several of these nodes in a row compose: the options
                <i>Everything but the head</i>, <i>All but the last blocks</i> and <i>Nothing</i> decide for every
                layer, the others change only the layers that they name. The node's message says how much of the
                network is left to train.</p>
                <p>A head that Replace Head adds later is always trainable.</p>
                """) //
        .sinceVersion(5, 8, 0) //
        .ports(p -> p //
            .addInputPort("Network", "The network whose layers are to be frozen.", NetworkPortObject.TYPE) //
            .addOutputPort("Frozen Network", "The same network, with the layers frozen that you chose.",
                NetworkPortObject.TYPE)) //
        .model(m -> m //
            .parametersClass(FreezeLayersNodeParameters.class) //
            .configure(FreezeLayersNodeModel::configure) //
            .execute(FreezeLayersNodeModel::execute)) //
        .nodeType(NodeType.Manipulator) //
        .keywords("transfer learning", "deep learning", "fine-tuning", "trainable", "unfreeze", "feature extraction",
            "neural network");

    /** Called by KNIME. */
    public FreezeLayersNodeFactory() {
        super(NODE);
    }
}
