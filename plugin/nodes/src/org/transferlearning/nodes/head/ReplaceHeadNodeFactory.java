// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.head;

import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.transferlearning.nodes.port.NetworkPortObject;

/** Replace Head: gives a network a new, untrained head for what a table is to teach it. */
public final class ReplaceHeadNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create() //
        .name("Replace Head") //
        .icon("../../../../icons/head.png") //
        .shortDescription("Gives a network a new head for what a table is to teach it.") //
        .fullDescription("""
                <p>A pretrained network predicts the classes that it was trained with. This node takes its last layer
                away, or everything behind a layer inside the network, and puts a new head in its place. By default the
                head is one linear layer with one output for each class of the target column; it can also predict
                labels, of which an image may have any number, or numbers, and have hidden layers. The rest of the
                network, the backbone, stays as it is, frozen layers included.</p>
                <p>The fewer images you have, and the more they differ from those that the network was pretrained on,
                the earlier you should cut it: its first blocks know edges and textures, which every image has, and its
                last ones know the objects of its source.</p>
                <p>A network can be cut only after a layer whose result is all that the rest of the network needs; a
                layer inside a skip connection is none. The table of layers that Load Pretrained Net makes says for each
                layer whether it is such a cut point, and if not, why.</p>
                <p>The head is untrained: its predictions are random until Fine-tune has trained it. It is always
                trainable. The node takes no space and, unless it has to read the rows of the table, no time, whatever
                the network's size.</p>
                <p>Rows with missing values in the target columns are skipped.</p>
                """) //
        .sinceVersion(5, 8, 0) //
        .ports(p -> p //
            .addInputPort("Network", "The network that is to get a new head.", NetworkPortObject.TYPE) //
            .addInputTable("Training Table", "A table with the classes, labels or numbers to predict. Only the target "
                + "columns are used; of classes, their column's domain if it is known, else its values.") //
            .addOutputPort("Network with New Head", "The network with an untrained head for the new target.",
                NetworkPortObject.TYPE)) //
        .model(m -> m //
            .parametersClass(ReplaceHeadNodeParameters.class) //
            .configure(ReplaceHeadNodeModel::configure) //
            .execute(ReplaceHeadNodeModel::execute)) //
        .nodeType(NodeType.Manipulator) //
        .keywords("transfer learning", "deep learning", "classifier", "last layer", "classes", "multi-label",
            "regression", "cut", "fine-tuning", "neural network");

    /** Called by KNIME. */
    public ReplaceHeadNodeFactory() {
        super(NODE);
    }
}
