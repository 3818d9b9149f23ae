// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.load;

import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.transferlearning.nodes.port.NetworkPortObject;

/** Load Pretrained Net: a TorchScript file, or the bundled network, becomes a Network port. */
public final class LoadPretrainedNetNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create() //
        .name("Load Pretrained Net") //
        .icon("../../../../icons/load.png") //
        .shortDescription("Loads a pretrained network from a TorchScript file.") //
        .fullDescription("""
                <p>Loads a network that was trained on other images, as the start of your own. It comes from a
                TorchScript file (<tt>.pt</tt>, as written by PyTorch's <tt>torch.jit.save</tt>), or from this
                extension: the bundled network is small and knows textures, shapes and line drawings.</p>
                <p>The network carries its layers, its class labels and the preprocessing that it was trained with:
                an image that is prepared in another way is another image to it. If the file does not say which, choose
                it here. The file is copied into the workflow and never changed.</p>
                <p>A file that holds only the weights of a network (a state dict, often <tt>.pth</tt>) cannot be
                loaded: it lacks the network itself. The node's message then has the lines of Python that convert it.
                </p>
                """) //
        .sinceVersion(5, 8, 0) //
        .ports(p -> p //
            .addOutputPort("Pretrained Network",
                "The network with its layers, none of them frozen, its class labels and its preprocessing.",
                NetworkPortObject.TYPE)
            .addOutputTable("Layers",
                "A row for each module of the network, the network itself first: its path, kind and block, its own "
                    + "parameters and buffers, whether they are trained, the shape of its output for one image, and "
                    + "whether the network can be cut after it. The shapes are known if the network is tried.")) //
        .model(m -> m //
            .parametersClass(LoadPretrainedNetNodeParameters.class) //
            .configure(LoadPretrainedNetNodeModel::configure) //
            .execute(LoadPretrainedNetNodeModel::execute)) //
        .nodeType(NodeType.Source) //
        .keywords("transfer learning", "deep learning", "TorchScript", "PyTorch", "image classification",
            "neural network", "backbone", "model reader");

    /** Called by KNIME. */
    public LoadPretrainedNetNodeFactory() {
        super(NODE);
    }
}
