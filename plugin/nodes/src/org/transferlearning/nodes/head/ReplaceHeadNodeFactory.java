// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.head;

import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.transferlearning.nodes.port.NetworkPortObject;

/** Replace Head: gives a network a new last layer for the classes of a table. */
public final class ReplaceHeadNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create() //
        .name("Replace Head") //
        .icon("../../../../icons/head.png") //
        .shortDescription("Gives a network a new last layer for the classes of a table.") //
        .fullDescription("""
                <p>A pretrained network predicts the classes that it was trained with. This node takes its last layer
                away, and puts a new linear layer in its place, the head, with one output for each class of the target
                column. The rest of the network, the backbone, stays as it is, frozen layers included.</p>
                <p>The head is untrained: its predictions are random until Fine-tune has trained it. It is always
                trainable. The node takes no time and no space, whatever the network's size.</p>
                <p>Missing values in the target column are not a class.</p>
                """) //
        .sinceVersion(5, 8, 0) //
        .ports(p -> p //
            .addInputPort("Network", "The network that is to get a new head.", NetworkPortObject.TYPE) //
            .addInputTable("Training Table", "A table whose target column has the new classes. Only this column is "
                + "used: its domain if it is known, else its values.") //
            .addOutputPort("Network with New Head", "The network with an untrained head for the new classes.",
                NetworkPortObject.TYPE)) //
        .model(m -> m //
            .parametersClass(ReplaceHeadNodeParameters.class) //
            .configure(ReplaceHeadNodeModel::configure) //
            .execute(ReplaceHeadNodeModel::execute)) //
        .nodeType(NodeType.Manipulator) //
        .keywords("transfer learning", "deep learning", "classifier", "last layer", "classes", "fine-tuning",
            "neural network");

    /** Called by KNIME. */
    public ReplaceHeadNodeFactory() {
        super(NODE);
    }
}
