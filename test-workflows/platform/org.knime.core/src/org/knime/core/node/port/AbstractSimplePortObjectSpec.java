// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.port;

import java.io.IOException;
import java.util.zip.ZipEntry;

import javax.swing.JComponent;

import org.knime.core.data.util.NonClosableInputStream;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;

/**
 * A specification stored as settings; equal if these are. Sub-classes have a public constructor without arguments.
 * Stands for KNIME's {@code org.knime.core.node.port.AbstractSimplePortObjectSpec}.
 */
public abstract class AbstractSimplePortObjectSpec implements PortObjectSpec {
    private static final String ENTRY = "content.xml";

    /** For sub-classes. */
    protected AbstractSimplePortObjectSpec() {
    }

    /** @param model gets the content */
    protected abstract void save(ModelContentWO model);

    /**
     * @param model from {@link #save}
     * @throws InvalidSettingsException if something is not in there
     */
    protected abstract void load(ModelContentRO model) throws InvalidSettingsException;

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    private ModelContent content() {
        final var content = new ModelContent("ignored");
        save(content);
        return content;
    }

    @Override
    public boolean equals(final Object obj) {
        return obj == this || obj != null && obj.getClass() == getClass()
            && content().equals(((AbstractSimplePortObjectSpec)obj).content());
    }

    @Override
    public int hashCode() {
        return content().hashCode();
    }

    /**
     * Reads and writes such specifications; sub-classes only name the class. Stands for KNIME's class of the same name.
     *
     * @param <T> the class
     */
    public abstract static class AbstractSimplePortObjectSpecSerializer<T extends AbstractSimplePortObjectSpec>
        extends PortObjectSpecSerializer<T> {
        @Override
        public void savePortObjectSpec(final T spec, final PortObjectSpecZipOutputStream out) throws IOException {
            final var model = new ModelContent("model.xml");
            model.addInt("version", 1);
            model.addString("class_name", spec.getClass().getName());
            spec.save(model.addModelContent("model"));
            out.putNextEntry(new ZipEntry(ENTRY));
            model.saveToXML(out);
        }

        @Override
        @SuppressWarnings("unchecked") // as it was saved
        public T loadPortObjectSpec(final PortObjectSpecZipInputStream in) throws IOException {
            final var entry = in.getNextEntry();
            if (entry == null || !ENTRY.equals(entry.getName())) {
                throw new IOException("Expected zip entry content.xml, got " + entry);
            }
            final var model = ModelContent.loadFromXML(new NonClosableInputStream.Zip(in));
            try {
                final var name = model.getString("class_name");
                final var type = PortTypeRegistry.getInstance().getSpecClass(name)
                    .orElseThrow(() -> new IOException("Unable to load class " + name));
                final var spec = (T)type.getDeclaredConstructor().newInstance();
                spec.load(model.getModelContent("model"));
                return spec;
            } catch (InvalidSettingsException | ReflectiveOperationException ex) {
                throw new IOException("Unable to load model content: " + ex.getMessage(), ex);
            }
        }
    }
}
