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
                <p>Decides what training does to the layers of a network. A frozen layer keeps its parameters, and a
                batch norm its mean and variance; the other layers are trainable. The fewer images you have, and the
                more they resemble those that the network was pretrained on, the more layers you should freeze: with a
                few hundred images, everything but the head, which is the default.</p>
                <p>Beside that, the node sets how fast layers learn, lets layers start anew from random values, and
                decides whether batch norms learn mean and variance from the training data.</p>
                <p>The node changes the layers that you choose and leaves all others as they are, so that several of
                these nodes in a row compose: freeze everything but the head, make the last two blocks trainable, let
                them learn slower. In a network that was just loaded, all layers are trainable, and batch norms keep
                their mean and variance. A head that Replace Head adds later is always trainable.</p>
                <p>The values of the network stay as they are until it is trained, so the node takes no time and no
                space, whatever the network's size. The output port says how much of the network is left to train, and
                what each node has done.</p>
                """) //
        .sinceVersion(5, 8, 0) //
        .ports(p -> p //
            .addInputPort("Network", "The network whose layers are to be changed.", NetworkPortObject.TYPE) //
            .addOutputPort("Frozen Network", "The same network, with what you chose for its layers.",
                NetworkPortObject.TYPE)) //
        .model(m -> m //
            .parametersClass(FreezeLayersNodeParameters.class) //
            .configure(FreezeLayersNodeModel::configure) //
            .execute(FreezeLayersNodeModel::execute)) //
        .nodeType(NodeType.Manipulator) //
        .keywords("transfer learning", "deep learning", "fine-tuning", "trainable", "unfreeze", "feature extraction",
            "learning rate", "batch norm", "re-initialize", "from scratch", "neural network");

    /** Called by KNIME. */
    public FreezeLayersNodeFactory() {
        super(NODE);
    }
}
