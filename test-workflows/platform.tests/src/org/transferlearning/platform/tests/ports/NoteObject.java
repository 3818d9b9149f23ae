// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.ports;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.ZipEntry;

import javax.swing.JComponent;

import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortObjectZipInputStream;
import org.knime.core.node.port.PortObjectZipOutputStream;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;

/** A line of its own and a text in a file store, as the plug-in's network is: small content and a large file. */
public final class NoteObject extends FileStorePortObject {
    /** Registered in plugin.xml. */
    public static final PortType TYPE = PortTypeRegistry.getInstance().getPortType(NoteObject.class);

    private static final String ENTRY = "line.txt";

    private final NoteSpec m_spec;

    private final String m_line;

    private boolean m_isComplete;

    NoteObject(final NoteSpec spec, final String line, final FileStore file) {
        super(List.of(file));
        m_spec = spec;
        m_line = line;
    }

    private NoteObject(final NoteSpec spec, final String line) {
        m_spec = spec;
        m_line = line;
    }

    NoteObject withLine(final String line) {
        return new NoteObject(m_spec, line, getFileStore(0));
    }

    @Override
    protected void postConstruct() throws IOException {
        m_isComplete = getFileStoreCount() == 1;
    }

    boolean isCompleteAfterLoading() {
        return m_isComplete;
    }

    String line() {
        return m_line;
    }

    File file() {
        return getFileStore(0).getFile();
    }

    String text() throws IOException {
        return Files.readString(file().toPath());
    }

    @Override
    public NoteSpec getSpec() {
        return m_spec;
    }

    @Override
    public String getSummary() {
        return "Note: " + m_line;
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    /** Registered in plugin.xml. */
    public static final class Serializer extends PortObjectSerializer<NoteObject> {
        @Override
        public void savePortObject(final NoteObject note, final PortObjectZipOutputStream out,
            final ExecutionMonitor exec) throws IOException {
            out.putNextEntry(new ZipEntry(ENTRY));
            out.write(note.m_line.getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }

        @Override
        public NoteObject loadPortObject(final PortObjectZipInputStream in, final PortObjectSpec spec,
            final ExecutionMonitor exec) throws IOException {
            if (!ENTRY.equals(in.getNextEntry().getName())) {
                throw new IOException("This is no note");
            }
            return new NoteObject((NoteSpec)spec, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
