// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.port;

import java.io.IOException;
import java.util.zip.ZipEntry;

import javax.swing.JComponent;

import org.knime.core.data.util.NonClosableInputStream;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;

/**
 * A small port object stored as settings. Sub-classes have a public constructor without arguments.
 * Stands for KNIME's {@code org.knime.core.node.port.AbstractSimplePortObject}.
 */
public abstract class AbstractSimplePortObject implements PortObject {
    private static final String ENTRY = "content.xml";

    /** For sub-classes. */
    protected AbstractSimplePortObject() {
    }

    /**
     * @param model gets the content
     * @param exec progress and cancellation
     * @throws CanceledExecutionException if the user canceled
     */
    protected abstract void save(ModelContentWO model, ExecutionMonitor exec) throws CanceledExecutionException;

    /**
     * @param model from {@link #save}
     * @param spec the object's specification, loaded before
     * @param exec progress and cancellation
     * @throws InvalidSettingsException if something is not in there
     * @throws CanceledExecutionException if the user canceled
     */
    protected abstract void load(ModelContentRO model, PortObjectSpec spec, ExecutionMonitor exec)
        throws InvalidSettingsException, CanceledExecutionException;

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    /**
     * Reads and writes such objects; sub-classes only name the class. Stands for KNIME's class of the same name.
     *
     * @param <T> the class
     */
    public abstract static class AbstractSimplePortObjectSerializer<T extends AbstractSimplePortObject>
        extends PortObjectSerializer<T> {
        @Override
        public void savePortObject(final T portObject, final PortObjectZipOutputStream out,
            final ExecutionMonitor exec) throws IOException, CanceledExecutionException {
            final var model = new ModelContent("model.xml");
            model.addInt("version", 1);
            model.addString("class_name", portObject.getClass().getName());
            portObject.save(model.addModelContent("model"), exec);
            out.putNextEntry(new ZipEntry(ENTRY));
            model.saveToXML(out);
        }

        @Override
        @SuppressWarnings("unchecked") // as it was saved
        public T loadPortObject(final PortObjectZipInputStream in, final PortObjectSpec spec,
            final ExecutionMonitor exec) throws IOException, CanceledExecutionException {
            final var entry = in.getNextEntry();
            if (entry == null || !ENTRY.equals(entry.getName())) {
                throw new IOException("Expected zip entry content.xml, got " + entry);
            }
            final var model = ModelContent.loadFromXML(new NonClosableInputStream.Zip(in));
            try {
                final var name = model.getString("class_name");
                final var type = PortTypeRegistry.getInstance().getObjectClass(name)
                    .orElseThrow(() -> new IOException("Unable to load class " + name));
                final var object = (T)type.getDeclaredConstructor().newInstance();
                object.load(model.getModelContent("model"), spec, exec);
                return object;
            } catch (InvalidSettingsException | ReflectiveOperationException ex) {
                throw new IOException("Unable to load model content: " + ex.getMessage(), ex);
            }
        }
    }
}
