// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.transferlearning.engine.archive.ElementType;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.archive.ZipReader;
import org.transferlearning.engine.protocol.ParameterFile;

/** Writes the trained values of a tensor, and checks what was written, in a process that has not the memory for it. */
final class LargeTensorRun implements FloatSource {

    /** 160 MB. */
    private static final long SIZE = 40_000_000;

    private LargeTensorRun() {
    }

    /** @param arguments a folder */
    public static void main(final String[] arguments) throws Exception {
        final long memory = Runtime.getRuntime().maxMemory();
        if (memory > 2 * SIZE) {
            throw new IllegalStateException("With " + memory + " bytes of memory, this shows nothing.");
        }
        final var folder = Path.of(arguments[0]);
        final var archive = folder.resolve("net.pt");
        final var tensor = new TensorInfo(new TensorInfo.Storage("0", ElementType.FLOAT, SIZE), 0,
            List.of(SIZE / 1000, 1000L), List.of(1000L, 1L));
        SyntheticArchive.withParameters(archive, Map.of("weight", tensor), (byte)0);
        final var file = folder.resolve("trained.values");
        ParameterFile.write(file, Map.of("weight", new LargeTensorRun()));
        final var target = folder.resolve("trained.pt");
        try (var values = ParameterFile.open(file)) {
            NetworkWriter.writeTrained(archive, values.values(), NetworkReader.read(archive), target);
        }
        try (var zip = ZipReader.open(target)) {
            final var check = new Check();
            zip.transfer(zip.entry("net/data/0"), check);
            System.out.println(check.m_count + " bytes, " + check.m_wrong + " of them wrong");
        }
    }

    /** Each value is the next integer's bits: all different. */
    private static int bits(final long index) {
        return (int)index;
    }

    @Override
    public long count() {
        return SIZE;
    }

    @Override
    public void forEachPiece(final Sink sink) throws IOException {
        final var piece = FloatBuffer.allocate(PIECE);
        for (long at = 0; at < SIZE; at += PIECE) {
            piece.clear();
            for (long i = at; i < Math.min(at + PIECE, SIZE); i++) {
                piece.put(Float.intBitsToFloat(bits(i)));
            }
            sink.accept(piece.flip());
        }
    }

    /** Compares bytes with those of the values, little-endian. */
    private static final class Check extends OutputStream {

        private long m_count;

        private long m_wrong;

        @Override
        public void write(final int value) {
            final byte expected = (byte)(bits(m_count / 4) >>> (m_count % 4 * 8));
            m_wrong += (byte)value == expected ? 0 : 1;
            m_count++;
        }
    }
}
