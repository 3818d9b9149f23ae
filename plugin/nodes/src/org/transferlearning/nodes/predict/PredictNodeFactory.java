// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.predict;

import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.transferlearning.nodes.port.NetworkPortObject;

/** Predict: appends what a network says of the images of a table. */
public final class PredictNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create() //
        .name("Predict") //
        .icon("../../../../icons/predict.png") //
        .shortDescription("Appends what a network predicts for the images of a table.") //
        .fullDescription("""
                <p>Runs a network on the images of a table, and appends what it predicts. All rows stay, in their
                order. What is appended depends on what the network was made for:</p>
                <ul>
                <li>Classes: the most probable class and, if asked, the probability of every class and the confidence,
                which is the highest of them.</li>
                <li>Several labels from one column: the list of those whose probability is 0.5 or more and, if asked,
                the probability of every label. If each label has a column of its own: for each, 1 or 0 and, if asked,
                the probability.</li>
                <li>Numbers: a column for each, in the units that the network was trained with.</li>
                </ul>
                <p>If asked, the embedding is appended too: the numbers that the network's head decides by.</p>
                <p>Images are prepared as the network was trained with: the preprocessing travels with it. The network
                runs in a process of its own, on the processor or an NVIDIA GPU, and can be canceled at any time.</p>
                <p>A network only knows the classes that it was trained with: an image of another class gets one of
                them all the same, and often with a high probability.</p>
                """) //
        .sinceVersion(5, 8, 0) //
        .ports(p -> p //
            .addInputPort("Network", "The network to predict with.", NetworkPortObject.TYPE) //
            .addInputTable("Table to Label", "A row for each image, with the image or its path.") //
            .addOutputTable("Labeled Table", "The same rows, with the predictions appended.")) //
        .model(m -> m //
            .parametersClass(PredictNodeParameters.class) //
            .configure(PredictNodeModel::configure) //
            .execute(PredictNodeModel::execute)) //
        .nodeType(NodeType.Predictor) //
        .keywords("transfer learning", "deep learning", "inference", "predictor", "image classification", "classify",
            "neural network", "score");

    /** Called by KNIME. */
    public PredictNodeFactory() {
        super(NODE);
    }
}
