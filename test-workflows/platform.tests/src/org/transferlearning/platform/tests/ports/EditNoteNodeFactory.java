// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.ports;

import org.knime.node.DefaultModel;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Replaces the line of a {@link NoteObject} and shares its file store. */
public final class EditNoteNodeFactory extends DefaultNodeFactory {
    /** Called by the platform. */
    public EditNoteNodeFactory() {
        super(DefaultNode.create().name("Edit Note").icon("note.png").shortDescription("Edits a note.")
            .fullDescription("Edits a note.").sinceVersion(5, 8, 0)
            .ports(ports -> ports.addInputPort("Note", "The note.", NoteObject.TYPE).addOutputPort("Edited Note",
                "The note with another line.", NoteObject.TYPE))
            .model(EditNoteNodeFactory::model));
    }

    private static DefaultModel model(final DefaultModel.RequireModelParameters model) {
        return model.withoutParameters().configure((in, out) -> out.setOutSpec(0, in.<NoteSpec> getInPortSpec(0)))
            .execute((in, out) -> out.setOutData(0, in.<NoteObject> getInPortObject(0).withLine("edited")));
    }
}
