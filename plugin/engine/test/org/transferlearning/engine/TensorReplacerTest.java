// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.archive.ElementType;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.archive.ZipReader;
import org.transferlearning.engine.archive.ZipWriter;
import org.transferlearning.engine.protocol.ParameterFile;

class TensorReplacerTest {

    /** A float32 of four such bytes. */
    private static final byte OLD = 0x11;

    @TempDir
    private Path m_folder;

    private static TensorInfo tensor(final TensorInfo.Storage storage, final long offset, final List<Long> shape,
        final List<Long> strides) {
        return new TensorInfo(storage, offset, shape, strides);
    }

    private static TensorInfo vector(final ElementType type, final long size) {
        return tensor(new TensorInfo.Storage("0", type, size), 0, List.of(size), List.of(1L));
    }

    /** The bytes of the storage "0" after new values have been written. */
    private ByteBuffer storage(final Map<String, TensorInfo> tensors, final Map<String, float[]> values)
        throws Exception {
        final Path archive = m_folder.resolve("net.pt");
        SyntheticArchive.withParameters(archive, tensors, OLD);
        final Path target = m_folder.resolve("trained.pt");
        NetworkWriter.replaceTensors(archive, values, target);
        return storage(target);
    }

    private static ByteBuffer storage(final Path archive) throws Exception {
        try (var zip = ZipReader.open(archive)) {
            return ByteBuffer.wrap(zip.read(zip.entry("net/data/0"), 1 << 24)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private static float[] floats(final ByteBuffer bytes) {
        final var floats = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(floats);
        return floats;
    }

    private static float old() {
        return Float.intBitsToFloat(0x11111111);
    }

    @Test
    void doublesAreTheSameNumbers() throws Exception {
        final var storage = storage(Map.of("w", vector(ElementType.DOUBLE, 3)),
            Map.of("w", new float[]{1.5f, 0.1f, -2}));
        final var written = new double[3];
        storage.asDoubleBuffer().get(written);
        assertArrayEquals(new double[]{1.5, 0.1f, -2}, written);
    }

    @Test
    void halvesAreRounded() throws Exception {
        final var storage = storage(Map.of("w", vector(ElementType.HALF, 3)), Map.of("w", new float[]{1, 0.1f, -2}));
        final var written = new short[3];
        storage.asShortBuffer().get(written);
        // 0.1 ≈ 1638/1024 × 2^-4: sign 0, exponent 15 - 4, fraction 614 = 0x266
        assertArrayEquals(new short[]{0x3C00, 0x2E66, (short)0xC000}, written);
    }

    @Test
    void anArchiveKeepsItsByteOrder() throws Exception {
        final Path little = m_folder.resolve("little.pt");
        SyntheticArchive.withParameters(little, Map.of("w", vector(ElementType.FLOAT, 1)), OLD);
        final Path big = m_folder.resolve("big.pt");
        try (var zip = new ZipWriter(big); var source = ZipReader.open(little)) {
            for (final ZipReader.Entry entry : source.entries()) {
                zip.copy(source, entry);
            }
            zip.add("net/byteorder", "big".getBytes());
        }
        NetworkWriter.replaceTensors(big, Map.of("w", new float[]{1.5f}), big);
        assertArrayEquals(new byte[]{0x3F, (byte)0xC0, 0, 0}, storage(big).array()); // 1.5 = 0x3FC00000
    }

    @Test
    void valuesOfMoreThanOnePieceKeepTheirOrder() throws Exception {
        final long rows = FloatSource.PIECE + 3L;
        final var values = new float[Math.toIntExact(2 * rows)];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        assertArrayEquals(values,
            floats(storage(Map.of("w", vector(ElementType.FLOAT, 2 * rows)), Map.of("w", values))));
        final var byColumns = tensor(new TensorInfo.Storage("0", ElementType.FLOAT, 2 * rows), 0, List.of(rows, 2L),
            List.of(1L, rows));
        final var written = floats(storage(Map.of("w", byColumns), Map.of("w", values)));
        for (int i = 0; i < rows; i++) {
            assertEquals(2 * i, written[i]);
            assertEquals(2 * i + 1, written[(int)rows + i]);
        }
    }

    @Test
    void aTensorThatIsAPartOfItsStorageLeavesTheRestAlone() throws Exception {
        final var storage = new TensorInfo.Storage("0", ElementType.FLOAT, 4);
        final var part = tensor(storage, 1, List.of(2L), List.of(1L));
        assertArrayEquals(new float[]{old(), 7, 8, old()},
            floats(storage(Map.of("w", part), Map.of("w", new float[]{7, 8}))));
    }

    @Test
    void tensorsThatShareAStorageAreAllWritten() throws Exception {
        final var storage = new TensorInfo.Storage("0", ElementType.FLOAT, 7);
        final var tensors = new LinkedHashMap<String, TensorInfo>();
        tensors.put("a", tensor(storage, 0, List.of(2L), List.of(1L)));
        tensors.put("b", tensor(storage, 2, List.of(2L, 2L), List.of(1L, 2L)));
        final var written =
            floats(storage(tensors, Map.of("a", new float[]{1, 2}, "b", new float[]{3, 4, 5, 6})));
        assertArrayEquals(new float[]{1, 2, 3, 5, 4, 6, old()}, written);
    }

    @Test
    void aPartAndAllOfAStorageAreWrittenBoth() throws Exception {
        final var storage = new TensorInfo.Storage("0", ElementType.FLOAT, 3);
        final var tensors = new LinkedHashMap<String, TensorInfo>();
        tensors.put("all", tensor(storage, 0, List.of(3L), List.of(1L)));
        tensors.put("part", tensor(storage, 1, List.of(1L), List.of(1L)));
        final var values = new LinkedHashMap<String, float[]>();
        values.put("all", new float[]{1, 2, 3});
        values.put("part", new float[]{2});
        assertArrayEquals(new float[]{1, 2, 3}, floats(storage(tensors, values)));
    }

    @Test
    void runningStatisticsAreCutOutOfTheirList() throws Exception {
        final var sizes = new LinkedHashMap<String, Integer>();
        sizes.put("bn.running_mean", 2);
        sizes.put("bn.running_var", 1);
        final var weight = FloatSource.of(9);
        final var values = new TrainingArchive(null, List.of(), sizes).byFullName(
            Map.of("fc.weight", weight, TrainingArchive.RUNNING_STATISTICS, FloatSource.of(1, 2, 3)));
        assertEquals(3, values.size());
        assertEquals(weight, values.get("fc.weight"));
        assertArrayEquals(new float[]{1, 2}, values.get("bn.running_mean").toArray());
        assertArrayEquals(new float[]{3}, values.get("bn.running_var").toArray());
    }

    @Test
    void aTensorLargerThanTheMemoryIsWritten() throws Exception {
        final Path output = m_folder.resolve("output.txt");
        final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx48m", "-XX:+UseSerialGC", "-cp", place(LargeTensorRun.class) + File.pathSeparator
                + place(ParameterFile.class), LargeTensorRun.class.getName(), m_folder.toString())
            .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            final int exitCode = process.waitFor();
            final List<String> lines = Files.readAllLines(output);
            assertEquals(List.of("160000000 bytes, 0 of them wrong"), lines);
            assertEquals(0, exitCode);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path place(final Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toRealPath();
    }
}
