// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.ports;

import java.io.IOException;
import java.nio.file.Files;

import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.parameters.NodeParameters;

/** A source of one {@link NoteObject} with a new file store. */
public final class WriteNoteNodeFactory extends DefaultNodeFactory {
    /** Called by the platform. */
    public WriteNoteNodeFactory() {
        super(DefaultNode.create().name("Write Note").icon("note.png").shortDescription("Writes a note.")
            .fullDescription("Writes a note.").sinceVersion(5, 8, 0)
            .ports(ports -> ports.addOutputPort("Note", "The note.", NoteObject.TYPE))
            .model(WriteNoteNodeFactory::model));
    }

    private static DefaultModel model(final DefaultModel.RequireModelParameters model) {
        return model.parametersClass(Parameters.class)
            .configure((in, out) -> out.setOutSpec(0, new NoteSpec(in.<Parameters> getParameters().m_title)))
            .execute((in, out) -> out.setOutData(0, write(in)));
    }

    private static NoteObject write(final ExecuteInput in) throws KNIMEException {
        final Parameters parameters = in.getParameters();
        try {
            final var store = in.getExecutionContext().createFileStore(parameters.m_file);
            Files.writeString(store.getFile().toPath(), parameters.m_text);
            if (parameters.m_isTwice) {
                in.getExecutionContext().createFileStore(parameters.m_file);
            }
            return new NoteObject(new NoteSpec(parameters.m_title), "as written", store);
        } catch (IOException ex) {
            throw new KNIMEException(ex.getMessage(), ex);
        }
    }

    static final class Parameters implements NodeParameters {
        String m_title = "title";

        String m_text = "text";

        String m_file = "note.txt";

        boolean m_isTwice;
    }
}
