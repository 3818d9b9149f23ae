// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.EngineException;

/** {@code java.util.zip} is the judge. */
class ZipWriterTest {

    @TempDir
    Path m_folder;

    private Path write() throws IOException {
        final Path file = m_folder.resolve("a.zip");
        try (var zip = new ZipWriter(file)) {
            zip.add("net/data.pkl", new byte[]{1, 2, 3});
            zip.add("net/data/0", new byte[100]);
            zip.add("net/ünï/1", 5, out -> out.write("hello".getBytes()));
            zip.add("net/empty", new byte[0]);
        }
        return file;
    }

    @Test
    void javaReadsItBackWithItsChecksums() throws Exception {
        try (var zip = new ZipFile(write().toFile())) {
            assertEquals(4, zip.size());
            final byte[] content = zip.getInputStream(zip.getEntry("net/ünï/1")).readAllBytes();
            assertArrayEquals("hello".getBytes(), content);
            final var crc = new CRC32();
            crc.update(content);
            assertEquals(crc.getValue(), zip.getEntry("net/ünï/1").getCrc());
        }
    }

    @Test
    void contentsStartAtMultiplesOf64Bytes() throws Exception {
        final Path file = write();
        final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        try (var zip = ZipReader.open(file)) {
            for (final ZipReader.Entry entry : zip.entries()) {
                final int at = (int)entry.headerOffset();
                assertEquals(0, (at + 30 + bytes.getShort(at + 26) + bytes.getShort(at + 28)) % 64, entry.name());
            }
        }
    }

    @Test
    void contentOfAnotherSizeThanAnnouncedIsRefused() throws Exception {
        try (var zip = new ZipWriter(m_folder.resolve("b.zip"))) {
            assertThrows(IOException.class, () -> zip.add("a", 3, out -> out.write(1)));
            zip.abandon();
        } catch (IOException e) {
            assertTrue(true, "an abandoned file has no directory");
        }
    }

    @Test
    void moreEntriesThanAShortCanCountAreReadBack() throws Exception {
        final Path file = m_folder.resolve("many.zip");
        try (var zip = new ZipWriter(file)) {
            for (int i = 0; i < 70_000; i++) {
                zip.add("e" + i, new byte[0]);
            }
        }
        try (var zip = ZipReader.open(file); var java = new ZipFile(file.toFile())) {
            assertEquals(70_000, zip.entries().size());
            assertEquals(70_000, java.size());
        }
    }

    @Test
    void aFailureLeavesNeitherTheTargetNorATemporaryFile() throws Exception {
        final Path target = m_folder.resolve("target.pt");
        assertThrows(IOException.class, () -> AtomicFile.write(target, 10, zip -> {
            zip.add("a", new byte[10]);
            throw new IOException("the source broke");
        }));
        try (var files = Files.list(m_folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aFailureLeavesTheOldTargetAsItWas() throws Exception {
        final Path target = Files.writeString(m_folder.resolve("target.pt"), "old");
        assertThrows(IOException.class, () -> AtomicFile.write(target, 10, zip -> {
            throw new IOException("the source broke");
        }));
        assertEquals("old", Files.readString(target));
    }

    @Test
    void aFullDiskIsToldWithTheFolderAndTheBytesThatAreNeeded() {
        final var e = assertThrows(EngineException.class,
            () -> AtomicFile.write(m_folder.resolve("large.pt"), Long.MAX_VALUE / 2, zip -> {
                throw new AssertionError("nothing is written when it cannot fit");
            }));
        // 2^62 − 1 bytes of content, 2^20 for the zip itself
        assertEquals("The disk with the folder \"" + m_folder + "\" is full: the network needs "
            + "4,611,686,018,428,436,479 bytes.", e.getMessage());
        assertFalse(e.resolution().isBlank());
    }

    @Test
    void aDiskThatFillsWhileWritingIsToldTheSameWay() {
        final var e = assertThrows(EngineException.class, () -> AtomicFile.write(m_folder.resolve("a.pt"), 10, zip -> {
            throw new IOException("No space left on device");
        }));
        assertTrue(e.getMessage().startsWith("The disk with the folder \"" + m_folder + "\" is full"), e.getMessage());
    }
}
