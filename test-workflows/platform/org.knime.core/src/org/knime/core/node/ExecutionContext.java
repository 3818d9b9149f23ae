// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.io.IOException;

import org.knime.core.data.DataTableSpec;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.internal.IWriteFileStoreHandler;
import org.knime.core.node.util.CheckUtils;
import org.knime.core.node.workflow.WorkflowDataRepository;

/**
 * What a node gets to execute: also makes tables and file stores.
 * Stands for KNIME's {@code org.knime.core.node.ExecutionContext}.
 */
public class ExecutionContext extends ExecutionMonitor {
    private final IWriteFileStoreHandler m_fileStores;

    private final WorkflowDataRepository m_repository;

    /**
     * @param progMon gets progress
     * @param fileStores makes the node's file stores, null if it must not have any
     * @param repository numbers tables
     */
    public ExecutionContext(final NodeProgressMonitor progMon, final IWriteFileStoreHandler fileStores,
        final WorkflowDataRepository repository) {
        super(progMon);
        m_fileStores = fileStores;
        m_repository = CheckUtils.checkArgumentNotNull(repository);
    }

    WorkflowDataRepository getDataRepository() {
        return m_repository;
    }

    /**
     * Makes a file store, whose file lives as long as the node's output.
     *
     * @param relativePath a file name, new in this execution, without slashes, not starting with a dot
     * @return the store; its file is not created yet
     * @throws IOException if the name is not allowed or the folder cannot be created
     * @throws org.knime.core.util.DuplicateKeyException if the name was used before in this execution
     */
    public FileStore createFileStore(final String relativePath) throws IOException {
        CheckUtils.checkState(m_fileStores != null, "File stores cannot be created here");
        return m_fileStores.createFileStore(relativePath);
    }

    /**
     * @param spec of the table; its domains are kept and extended
     * @return takes the rows
     */
    public BufferedDataContainer createDataContainer(final DataTableSpec spec) {
        return createDataContainer(spec, true);
    }

    /**
     * @param spec of the table
     * @param initDomain whether its domains are kept and extended, else they are computed from the rows alone
     * @return takes the rows
     */
    public BufferedDataContainer createDataContainer(final DataTableSpec spec, final boolean initDomain) {
        return new BufferedDataContainer(spec, initDomain, m_repository);
    }

    /**
     * @param in a table of another node
     * @return the same table, to be owned by this node
     */
    public BufferedDataTable createWrappedTable(final BufferedDataTable in) {
        return in.withSpec(in.getDataTableSpec(), m_repository.generateNewID());
    }

    /**
     * @param maxProg share of this context's progress, from 0 to 1
     * @return a context from 0 to 1 for that share
     */
    public ExecutionContext createSubExecutionContext(final double maxProg) {
        return sub(maxProg, false);
    }

    /**
     * @param maxProg share of this context's progress, from 0 to 1
     * @return a context from 0 to 1 for that share, whose messages are not shown
     */
    public ExecutionContext createSilentSubExecutionContext(final double maxProg) {
        return sub(maxProg, true);
    }

    private ExecutionContext sub(final double maxProg, final boolean isSilent) {
        return new ExecutionContext(new SubNodeProgressMonitor(getProgressMonitor(), maxProg, isSilent), m_fileStores,
            m_repository);
    }
}
