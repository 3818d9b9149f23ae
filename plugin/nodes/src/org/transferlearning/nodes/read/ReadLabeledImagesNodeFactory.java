// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.read;

import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Read Labeled Images: a folder with one sub-folder per class becomes a table. */
public final class ReadLabeledImagesNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create() //
        .name("Read Labeled Images") //
        .icon("../../../../icons/read.png") //
        .shortDescription("Lists the images of a folder that has one sub-folder per class.") //
        .fullDescription("""
                <p>Makes a table of labeled images from a folder: each of its sub-folders is a class, with the images
                of this class in it, or in folders below. The table has a row for each image, with its path, its class
                and, if asked, the image itself.</p>
                <p>Rows are in the order of their paths, and their IDs are the paths from the folder on: the same files
                give the same table on every machine. Hidden files and folders and files with other extensions are left
                out, and so are images that lie in no sub-folder. The files are not changed.</p>
                <p>The other nodes of this category read images by their paths: the image column is only needed to look
                at them, and it takes memory.</p>
                """) //
        .sinceVersion(5, 8, 0) //
        .ports(p -> p //
            .addOutputTable("Labeled Images", "A row for each image: its path, its class and, if asked, the image.")) //
        .model(m -> m //
            .parametersClass(ReadLabeledImagesNodeParameters.class) //
            .configure(ReadLabeledImagesNodeModel::configure) //
            .execute(ReadLabeledImagesNodeModel::execute)) //
        .nodeType(NodeType.Source) //
        .keywords("image reader", "list images", "folder", "classes", "labels", "transfer learning");

    /** Called by KNIME. */
    public ReadLabeledImagesNodeFactory() {
        super(NODE);
    }
}
