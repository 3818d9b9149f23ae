// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.export;

import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.transferlearning.nodes.port.NetworkPortObject;

/** Export Network: a Network port becomes a folder for PyTorch, DJL and DJL Serving. */
public final class ExportNetworkNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create() //
        .name("Export Network") //
        .icon("../../../../icons/export.png") //
        .shortDescription("Writes a network as TorchScript, to be used outside of KNIME.") //
        .fullDescription("""
                <p>Writes a network into a folder from which PyTorch (Python and C++), DJL and DJL Serving run it
                without KNIME and without this extension. It does not change the network. The folder gets three files:
                </p>
                <ul>
                <li>a TorchScript file with the network's name and the extension <tt>.pt</tt>. The Load Pretrained Net
                node reads it back with the network's class labels and preprocessing;</li>
                <li><tt>serving.properties</tt>, which tells DJL the preprocessing. Its comments say it in words, for
                other programs;</li>
                <li><tt>synset.txt</tt> with the class labels, one a line, in the order of the network's outputs.</li>
                </ul>
                <p>In Java, <tt>Criteria.builder().setTypes(Image.class, Classifications.class)
                .optModelPath(folder)</tt> is then all that DJL needs; DJL Serving takes the folder as a model.</p>
                <p>For a network that predicts several labels or numbers, take the type <tt>float[]</tt> in place of
                <tt>Classifications</tt>, and add <tt>.optTranslatorFactory(new ImageFeatureExtractorFactory())</tt>:
                DJL then gives the network's outputs as they are, and the comments in <tt>serving.properties</tt> say
                how to turn them into probabilities or into the numbers.</p>
                <p>DJL resizes images without antialiasing. It predicts the same probabilities as the Predict node for
                images that need no resizing, and somewhat different ones for others. The channel order blue, green, red
                and gray images with mean and standard deviation are beyond DJL's own preprocessing: the node then
                warns, and DJL refuses images instead of predicting something wrong.</p>
                """) //
        .sinceVersion(5, 8, 0) //
        .ports(p -> p //
            .addInputPort("Network", "The network to be written, in general a trained one.", NetworkPortObject.TYPE)) //
        .model(m -> m //
            .parametersClass(ExportNetworkNodeParameters.class) //
            .configure(ExportNetworkNodeModel::configure) //
            .execute(ExportNetworkNodeModel::execute)) //
        .nodeType(NodeType.Sink) //
        .keywords("transfer learning", "deep learning", "TorchScript", "PyTorch", "DJL", "deployment", "model writer",
            "save", "neural network");

    /** Called by KNIME. */
    public ExportNetworkNodeFactory() {
        super(NODE);
    }
}
