// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.knime.core.node.workflow.WorkflowPersistor.LoadResultEntry.LoadResultEntryType;

/** Stands for KNIME's class of the same name: the names of files, and what is told about loading a workflow. */
public interface WorkflowPersistor {

    /** The file of a workflow. */
    String WORKFLOW_FILE = "workflow.knime";

    /** The file that marks a workflow that was saved with its data. */
    String SAVED_WITH_DATA_FILE = ".savedWithData";

    /** What a workflow says about itself. */
    String WORKFLOW_METADATA_FILE_NAME = "workflow-metadata.xml";

    /** One message about loading. */
    class LoadResultEntry {

        /** How serious a message is. */
        public enum LoadResultEntryType {
            Ok, Warning, DataLoadError, Error
        }

        private final LoadResultEntryType m_type;

        private final String m_message;

        LoadResultEntry(final LoadResultEntryType type, final String message) {
            m_type = type;
            m_message = message;
        }

        /** @return how serious it is */
        public LoadResultEntryType getType() {
            return m_type;
        }

        /** @return what happened */
        public String getMessage() {
            return m_message;
        }

        String format(final String indent, final LoadResultEntryType filter) {
            return indent + "Status: " + getType() + ": " + m_message;
        }
    }

    /** The messages about loading a workflow or a node. */
    class LoadResult extends LoadResultEntry {

        private final List<LoadResultEntry> m_children = new ArrayList<>();

        /** @param name the name of what is loaded */
        public LoadResult(final String name) {
            super(LoadResultEntryType.Ok, name);
        }

        void addError(final String error) {
            m_children.add(new LoadResultEntry(LoadResultEntryType.Error, error));
        }

        void addDataLoadError(final String error) {
            m_children.add(new LoadResultEntry(LoadResultEntryType.DataLoadError, error));
        }

        void addWarning(final String warning) {
            m_children.add(new LoadResultEntry(LoadResultEntryType.Warning, warning));
        }

        void addChildError(final LoadResult child) {
            if (child.getType() != LoadResultEntryType.Ok) {
                m_children.add(child);
            }
        }

        /** @return how serious the most serious message is */
        @Override
        public LoadResultEntryType getType() {
            return m_children.stream().map(LoadResultEntry::getType).reduce(LoadResultEntryType.Ok,
                (a, b) -> a.compareTo(b) >= 0 ? a : b);
        }

        /** @return whether something could not be loaded */
        public boolean hasErrors() {
            return getType().compareTo(LoadResultEntryType.DataLoadError) >= 0;
        }

        /** @return the messages that are at least as serious as the filter, one a line */
        public String getFilteredError(final String indent, final LoadResultEntryType filter) {
            return format(indent, filter);
        }

        @Override
        String format(final String indent, final LoadResultEntryType filter) {
            return super.format(indent, filter) + m_children.stream()
                .filter(child -> child.getType().compareTo(filter) >= 0)
                .map(child -> "\n" + child.format(indent + "  ", filter)).collect(Collectors.joining());
        }
    }

    /** The messages about loading a project, and the project. */
    final class WorkflowLoadResult extends LoadResult {

        private WorkflowManager m_workflow;

        WorkflowLoadResult(final String name) {
            super(name);
        }

        void setWorkflowManager(final WorkflowManager workflow) {
            m_workflow = workflow;
        }

        /** @return the project */
        public WorkflowManager getWorkflowManager() {
            return m_workflow;
        }
    }
}
