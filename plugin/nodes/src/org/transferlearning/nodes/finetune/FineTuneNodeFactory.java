// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.finetune;

import org.knime.core.node.BufferedDataTable;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.transferlearning.nodes.port.NetworkPortObject;

/** Fine-tune: trains what is not frozen on a table of labeled images. */
public final class FineTuneNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create() //
        .name("Fine-tune") //
        .icon("../../../../icons/finetune.png") //
        .shortDescription("Trains the layers of a network that are not frozen.") //
        .fullDescription("""
                <p>Trains a network on a table of images and what it is to predict for them: the class of each image,
                several labels, or numbers, whatever its head was made for. Frozen layers keep their values, bit by
                bit; the others learn. An epoch is one pass through the training images. Of
                the networks that the epochs give, the one with the lowest loss on the validation images is kept, the
                number that says how wrong it is; without validation images it is the last one.</p>
                <p>Training runs in a process of its own, on the processor or an NVIDIA GPU. It can be canceled at any
                time, and several of these nodes can train at once. The same seed, table and device give the same
                network.</p>
                <p>Batch norms, layers that normalize what goes through them, keep the mean and variance that they were
                pretrained with, unless a Freeze Layers node has
                said that they learn them. Dropout is active in training from the first layers on that learn. What is
                frozen before those is computed once per image.</p>
                <p>Rows without an image that can be read, or without a target, are skipped with a warning. The classes
                in the target column must be those of the network: if they are not, add a Replace Head node before.
                </p>
                <p>For training, numbers are scaled as the Replace Head node says; predictions and errors are in the
                units of the table.</p>
                """) //
        .sinceVersion(5, 8, 0) //
        .dynamicPorts(p -> p //
            .addInputPortGroup("Network", g -> g.name("Network")
                .description("The network to train. At least one of its layers must not be frozen.")
                .fixed(NetworkPortObject.TYPE))
            .addInputPortGroup("Training Table", g -> g.name("Training Table")
                .description("A row for each image, with the image or its path, and what is to be predicted for it.")
                .fixed(BufferedDataTable.TYPE))
            .addInputPortGroup("Validation Table", g -> g.name("Validation Table")
                .description("Images to measure with and not to learn from, in columns of the same names. Without this "
                    + "table, a part of the training table can be used.")
                .optional().supportedTypes(BufferedDataTable.TYPE))
            .addOutputPortGroup("Trained Network", g -> g.name("Trained Network")
                .description("The network with the values of the best epoch.").fixed(NetworkPortObject.TYPE))
            .addOutputPortGroup("Training History", g -> g.name("Training History")
                .description("A row for each epoch: losses, learning rate, duration in seconds, and what people look "
                    + "at. For classes, the loss is the mean cross-entropy in nats, and there is the accuracy (0 to "
                    + "1). For several labels, it is the mean binary cross-entropy in nats, and there is the share of "
                    + "right decisions (0 to 1). For numbers, it is the mean squared error of the scaled numbers, and "
                    + "there is the mean absolute error in the units of the table.")
                .fixed(BufferedDataTable.TYPE))) //
        .model(m -> m //
            .parametersClass(FineTuneNodeParameters.class) //
            .configure(FineTuneNodeModel::configure) //
            .execute(FineTuneNodeModel::execute)) //
        .nodeType(NodeType.Learner) //
        .keywords("transfer learning", "deep learning", "train", "learner", "image classification", "neural network",
            "epochs", "PyTorch");

    /** Called by KNIME. */
    public FineTuneNodeFactory() {
        super(NODE);
    }
}
