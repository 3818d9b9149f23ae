// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.check;

import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Transfer Learning System Check: what is installed, whether it works, and how fast, as a table. */
public final class SystemCheckNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create() //
        .name("Transfer Learning System Check") //
        .icon("../../../../icons/check.png") //
        .shortDescription("Tests the installation of this extension and measures its speed.") //
        .fullDescription("""
                <p>Starts a worker process, lets it predict one picture with the bundled network, and measures for two
                seconds how fast it computes. The table says what was found: the computer and KNIME, versions, the
                native PyTorch library, devices, the worker process, its speed, the folders that this extension fills,
                and its settings.</p>
                <p>What does not work becomes a row that says what is wrong and what to do, and a warning on the node;
                the node itself does not fail. Nothing is changed, except that the native library is unpacked if it was
                not yet.</p>
                <p>Speeds depend on what else runs: execute the node alone to compare computers.</p>
                """) //
        .sinceVersion(5, 8, 0) //
        .ports(p -> p //
            .addOutputTable("Findings", "A row for each check, always the same ones in the same order: its group, "
                + "what was found, and, if there is a problem, what to do about it.")) //
        .model(m -> m //
            .parametersClass(SystemCheckNodeParameters.class) //
            .configure(SystemCheckNodeModel::configure) //
            .execute(SystemCheckNodeModel::execute)) //
        .nodeType(NodeType.Source) //
        .keywords("diagnosis", "benchmark", "GPU", "PyTorch", "installation", "versions", "transfer learning");

    /** Called by KNIME. */
    public SystemCheckNodeFactory() {
        super(NODE);
    }
}
