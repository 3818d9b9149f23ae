// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.transferlearning.engine.EngineException;

/**
 * A TorchScript file: a zip with one root folder that holds {@code data.pkl} (the module tree), {@code code/} (the
 * methods) and {@code data/} (the tensors' raw values). Opening it reads the zip's directory only.
 */
public final class TorchArchive implements Closeable {

    /** Where the names of the classes are, below the root. */
    public static final String LABELS = "extra/labels.txt";

    /** Where this project keeps what it knows of a network, below the root. */
    public static final String PROPERTIES = "extra/network.properties";

    /** A network of 400 layers has 0.1 MB; a hostile stream makes objects of 40 bytes from each of its bytes. */
    private static final int MAX_PICKLE = 4 << 20;

    private static final int MAX_CODE = 4 << 20;

    private static final String BUILT_IN = "__torch__.torch.classes.";

    /**
     * Those of PyTorch's own classes that hold weights in the order in which some processors compute fastest, and those
     * that measure time. Others open files, devices or connections.
     */
    private static final Pattern HARMLESS = Pattern.compile("(quantized|sparse|rnn|xnnpack|mkldnn|profiler)\\..+");

    private static final int MAX_EXTRA = 4 << 20;

    private final Path m_file;

    private final ZipReader m_zip;

    private final String m_root;

    private TorchArchive(final Path file, final ZipReader zip, final String root) {
        m_file = file;
        m_zip = zip;
        m_root = root;
    }

    /**
     * Opens a TorchScript file.
     *
     * @param file the file
     * @return the archive, to be closed by the caller
     * @throws EngineException if there is no such file, or it is not a complete TorchScript file; the message says
     *             what it is instead where that can be seen
     * @throws IOException if it cannot be read
     */
    public static TorchArchive open(final Path file) throws EngineException, IOException {
        FileKind.requireZip(file);
        final ZipReader zip;
        try {
            zip = ZipReader.open(file);
        } catch (DamagedFileException e) {
            throw FileKind.incomplete(file, e);
        }
        try {
            return new TorchArchive(file, zip, FileKind.requireTorchScript(file, zip));
        } catch (EngineException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** @return the file */
    public Path file() {
        return m_file;
    }

    /** @return the zip */
    public ZipReader zip() {
        return m_zip;
    }

    /** @return the root folder with a slash at its end */
    public String root() {
        return m_root;
    }

    /** @return the order of the bytes in tensors */
    public ByteOrder byteOrder() throws EngineException, IOException {
        return "big".equals(text("byteorder")) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /**
     * Reads the module tree, and checks it and the constants.
     *
     * @return the root module, read anew on each call
     * @throws EngineException if something in them is broken, or is nothing that TorchScript writes
     * @throws IOException if it cannot be read
     */
    public Pickled.Instance readModule() throws EngineException, IOException {
        unpickle("constants");
        if (unpickle("data") instanceof Pickled.Instance instance) {
            return instance;
        }
        throw new EngineException("\"" + m_file.getFileName() + "\" holds data, but no network.",
            "Choose a network that was saved by torch.jit.save.");
    }

    /** Reads a pickle and checks its tensors, whose values lie in the folder of the same name. */
    private Object unpickle(final String name) throws EngineException, IOException {
        try {
            final Object data = Unpickler.read(bytes(name + ".pkl", MAX_PICKLE));
            for (final TensorInfo tensor : PickledTensors.of(data)) {
                entry(name + "/" + tensor.storage().key(), tensor.storage());
            }
            return data;
        } catch (PickleException e) {
            throw new EngineException((name.equals("data") ? "The module tree in \"" : "The list of constants in \"")
                + m_file.getFileName() + "\" is broken or holds something that TorchScript never writes ("
                + e.getMessage() + ").", "Get the file again from a source that you trust.", e);
        }
    }

    /**
     * Reads a text below the root that is no code.
     *
     * @param name the entry's name below the root
     * @return the text, or {@code null} if there is no such entry
     * @throws EngineException if the entry is too large or broken
     * @throws IOException if it cannot be read
     */
    public String text(final String name) throws EngineException, IOException {
        if (m_zip.entry(m_root + name) == null) {
            return null;
        }
        return new String(bytes(name, MAX_EXTRA), StandardCharsets.UTF_8);
    }

    /** @return names of all entries with code, wherever in the zip; PyTorch does not care for upper and lower case */
    public List<String> codeFiles() {
        return m_zip.entries().stream().filter(e -> e.endsWith(".py")).map(ZipReader.Entry::name).toList();
    }

    /**
     * @param codeFile one of {@link #codeFiles}
     * @return its text
     * @throws EngineException if it is too large or broken
     * @throws IOException if it cannot be read
     */
    public String codeText(final String codeFile) throws EngineException, IOException {
        return new String(bytes(m_zip.entry(codeFile), MAX_CODE), StandardCharsets.UTF_8);
    }

    /**
     * Tells what a class may do.
     *
     * @param qualifiedName its dotted name
     * @return whether it does no more than compute; true for those whose code is in the archive
     */
    public static boolean isHarmlessClass(final String qualifiedName) {
        return !qualifiedName.startsWith(BUILT_IN)
            || HARMLESS.matcher(qualifiedName.substring(BUILT_IN.length())).matches();
    }

    /**
     * @param storage a tensor's storage
     * @return the entry with its values
     * @throws EngineException if there is none, or it is shorter than the storage
     */
    public ZipReader.Entry entry(final TensorInfo.Storage storage) throws EngineException {
        return entry("data/" + storage.key(), storage);
    }

    private ZipReader.Entry entry(final String name, final TensorInfo.Storage storage) throws EngineException {
        final ZipReader.Entry entry = m_zip.entry(m_root + name);
        if (entry == null || entry.size() < storage.byteCount()) {
            throw new EngineException("\"" + m_file.getFileName() + "\" lacks values of tensors (" + name + ").",
                "Get the file again; the copy is not complete.");
        }
        return entry;
    }

    private byte[] bytes(final String name, final int limit) throws EngineException, IOException {
        return bytes(m_zip.entry(m_root + name), limit);
    }

    /**
     * @param entry one of the zip's entries
     * @param limit the largest size to accept, in bytes
     * @return its content
     */
    byte[] bytes(final ZipReader.Entry entry, final int limit) throws EngineException, IOException {
        try {
            return m_zip.read(entry, limit);
        } catch (DamagedFileException e) {
            throw FileKind.incomplete(m_file, e);
        }
    }

    @Override
    public void close() throws IOException {
        m_zip.close();
    }
}
