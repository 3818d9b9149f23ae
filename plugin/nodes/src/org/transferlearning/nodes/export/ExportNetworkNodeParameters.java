// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.export;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** What the user decides about exporting a network. */
final class ExportNetworkNodeParameters implements NodeParameters {

    @Widget(title = "Folder", description = """
            The path or URL of the folder on this machine to write into, for example <tt>C:\\nets\\flowers</tt> or
            <tt>knime://knime.workflow/data/flowers</tt>.
            """)
    @TextInputWidget(placeholder = "knime://knime.workflow/data/network")
    String m_folder = "";

    @Widget(title = "Name", description = """
            The name of the network there: its file gets this name and the extension <tt>.pt</tt>. Leave it empty for
            the name that the network has, which is the default.
            """)
    @TextInputWidget(placeholder = "The network's name")
    String m_name = "";

    /** What happens to files that are there already, in the words of KNIME's writers. */
    enum IfExists {
            @Label("Overwrite")
            OVERWRITE,
            @Label("Fail")
            FAIL
    }

    @Widget(title = "If exists", description = """
            What to do if the folder already has one of the files that are written. The default is to fail, which leaves
            them as they are. Other files in the folder always stay.
            """)
    @ValueSwitchWidget
    IfExists m_ifExists = IfExists.FAIL;

    @Widget(title = "Create missing folders", description = """
            Whether the folder, and those above it, are created if they do not exist. It is on by default; if it is off,
            a missing folder is an error.
            """)
    boolean m_createFolders = true;
}
