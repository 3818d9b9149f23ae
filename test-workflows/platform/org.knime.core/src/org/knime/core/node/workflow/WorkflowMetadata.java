// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Stands for KNIME's class of the same name: what a workflow says about itself, in a file of its own. It is kept as the
 * XML that was loaded, because nothing changes it here.
 */
final class WorkflowMetadata {

    private static final String NAMESPACE = "http://www.knime.org/core/node/workflow/metadata/v1.0";

    private final String m_xml;

    private WorkflowMetadata(final String xml) {
        m_xml = xml;
    }

    /** @return without a description, created now, as KNIME makes for a workflow without the file */
    static WorkflowMetadata empty() {
        final var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new WorkflowMetadata("""
                <?xml version="1.0" encoding="UTF-8"?>
                <workflow-metadata content-type="text/plain" xmlns="%1$s">
                    <created>%2$s</created>
                    <last-modified>%2$s</last-modified>
                    <description/>
                </workflow-metadata>
                """.formatted(NAMESPACE, now));
    }

    static WorkflowMetadata fromXML(final Path xmlFile) throws IOException {
        return new WorkflowMetadata(Files.readString(xmlFile));
    }

    void toXML(final Path xmlFile) throws IOException {
        Files.writeString(xmlFile, m_xml);
    }
}
