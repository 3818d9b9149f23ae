// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.filestore.internal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.knime.core.data.IDataRepository;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStoreKey;
import org.knime.core.data.filestore.FileStoreUtil;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.util.CheckUtils;
import org.knime.core.util.DuplicateKeyException;
import org.knime.core.util.FileUtil;

/**
 * The file stores of one execution of a node: files in a temporary folder, 1000 to a sub-folder.
 * Stands for KNIME's {@code org.knime.core.data.filestore.internal.WriteFileStoreHandler}.
 */
public final class WriteFileStoreHandler implements IWriteFileStoreHandler {
    private static final int FILES_PER_FOLDER = 1000;

    private final String m_name;

    private final UUID m_storeUUID;

    private final Set<String> m_names = new HashSet<>();

    private IDataRepository m_repository;

    private File m_savedDir;

    private File m_baseDir;

    private int m_nextIndex;

    private boolean m_isOpen;

    /**
     * @param name of the node
     * @param storeUUID of this execution
     */
    public WriteFileStoreHandler(final String name, final UUID storeUUID) {
        m_name = name;
        m_storeUUID = storeUUID;
    }

    /**
     * @param name of the node
     * @param uuid of the execution that was saved
     * @param repository gets the handler
     * @param inWorkflowDirectory the saved files, copied when the first one is asked for
     * @return the handler, read only
     */
    public static WriteFileStoreHandler restore(final String name, final UUID uuid, final IDataRepository repository,
        final File inWorkflowDirectory) {
        final var handler = new WriteFileStoreHandler(name, uuid);
        handler.m_savedDir = inWorkflowDirectory;
        handler.addToRepository(repository);
        return handler;
    }

    /** @param repository gets the handler */
    public synchronized void addToRepository(final IDataRepository repository) {
        repository.addFileStoreHandler(this);
        m_repository = repository;
    }

    /** @return of this execution */
    public UUID getStoreUUID() {
        return m_storeUUID;
    }

    /** @return the files' folder, null if there are none yet */
    public synchronized File getBaseDir() {
        return m_baseDir;
    }

    /** @param exec of the execution that starts: from now on stores can be made */
    public synchronized void open(final ExecutionContext exec) {
        m_isOpen = true;
    }

    /** The execution is over: no more stores. */
    public synchronized void close() {
        m_isOpen = false;
        m_names.clear();
    }

    @Override
    public synchronized FileStore createFileStore(final String name) throws IOException {
        CheckUtils.checkState(m_isOpen, "File store on node %s is read only/closed", m_name);
        if (name.startsWith(".")) {
            throw new IOException("Name must not start with a dot: \"" + name + "\"");
        }
        if (name.contains("/") || name.contains("\\")) {
            throw new IOException("Invalid file name, must not contain (back) slash: \"" + name + "\"");
        }
        if (!m_names.add(name)) {
            throw new DuplicateKeyException(name);
        }
        createBaseDir();
        final var key = new FileStoreKey(m_storeUUID, m_nextIndex++, name);
        final var parent = getParentDir(key.getIndex());
        if (!parent.isDirectory() && !parent.mkdirs()) {
            throw new IOException("Failed to create directory \"" + parent.getAbsolutePath() + "\"");
        }
        return FileStoreUtil.createFileStore(this, key);
    }

    private void createBaseDir() throws IOException {
        if (m_baseDir == null) {
            m_baseDir = FileUtil.createTempDir("fs-" + m_name.replaceAll("\\W+", "_") + "-");
        }
    }

    @Override
    public FileStore getFileStore(final FileStoreKey key) {
        try {
            ensureOpenAfterLoad();
        } catch (IOException ex) {
            throw new UncheckedIOException("Could not init file store \"" + this + "\"", ex);
        }
        CheckUtils.checkState(getBaseDir() != null, "No file stores in \"%s\"", this);
        return FileStoreUtil.createFileStore(this, key);
    }

    /**
     * Copies files that are still in the workflow's folder to the temporary one.
     *
     * @throws IOException if they cannot be copied
     */
    public synchronized void ensureOpenAfterLoad() throws IOException {
        if (m_savedDir != null) {
            createBaseDir();
            FileUtil.copyDir(m_savedDir, m_baseDir);
            m_savedDir = null;
        }
    }

    /**
     * @param index running number of a store
     * @return its folder
     */
    public synchronized File getParentDir(final int index) {
        final int folder = index / FILES_PER_FOLDER;
        return new File(new File(m_baseDir, String.format("%03d", folder / FILES_PER_FOLDER % FILES_PER_FOLDER)),
            String.format("%03d", folder % FILES_PER_FOLDER));
    }

    @Override
    public synchronized void clearAndDispose() {
        if (m_repository != null) {
            m_repository.removeFileStoreHandler(this);
            m_repository = null;
        }
        if (m_baseDir != null) {
            FileUtil.deleteRecursively(m_baseDir);
        }
        m_savedDir = null;
    }

    @Override
    public String toString() {
        return m_storeUUID + " (" + m_name + ")";
    }
}
