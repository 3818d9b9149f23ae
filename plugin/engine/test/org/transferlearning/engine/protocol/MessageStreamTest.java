// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.Task;
import org.transferlearning.engine.job.BenchmarkResult;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.EpochResult;
import org.transferlearning.engine.job.FailedItem;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.job.Prediction;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.protocol.Message.RunnableNetwork;

class MessageStreamTest {

    /** With an umlaut, where names of files may have some: with LC_ALL=C, Java knows ASCII only. */
    private static Path archive() {
        try {
            return Path.of("/tmp/ä.pt");
        } catch (InvalidPathException ex) { // NOSONAR: see above
            return Path.of("/tmp/a.pt");
        }
    }

    /** Messages that are equal to themselves after a round trip; arrays have no such equality. */
    static List<Message> messages() {
        final var network =
            new RunnableNetwork("Netz ü", archive(), Preprocessing.INCEPTION, 2, true,
                Task.REGRESSION, List.of(Target.Scale.NONE, new Target.Scale(-1.5, 1e-3)));
        return List.of(new Message.Describe(network, Path.of("twin.pt"), Device.AUTOMATIC),
            new Message.Predict(network, new PredictionConfig(16, new Device(Device.Kind.GPU, 2), true)),
            new Message.Train(network, Map.of("fc.weight", 1.0, "fc.bias", 0.1),
                new TrainingConfig(3, 16, 1e-3, TrainingConfig.Optimizer.ADAMW, -5, Device.CPU), Path.of("values")),
            new Message.Benchmark(network, Device.CPU, 16, 2.5),
            new Message.Image(new ImageItem.File(Path.of("a b.png"))),
            new Message.LabeledImage(new ImageItem.Absent("missing value"), null, true), new Message.EndOfItems(),
            new Message.Cancel(), new Message.Taken(1L << 40), new Message.Progress(0.25, "Epoch 1 of 3"),
            new Message.Predictions(List.of(new Prediction(7, null, null, "not an image"))),
            new Message.Epoch(new EpochResult(1, 0.5, 0.75, Double.NaN, Double.NaN, 1e-3, 2.5)),
            new Message.Described(List.of(1L, 5L), List.of(List.of(), List.of(1L, 5L)), null, "CPU", "PyTorch"),
            new Message.Benchmarked(new BenchmarkResult("GPU 1", new BenchmarkResult.Versions("2.7.1", "0.35.1", "jni"),
                new BenchmarkResult.Hardware(4, 2, List.of(new BenchmarkResult.Gpu(1, 80L << 30, 79L << 30))), 1e12,
                0.5)),
            new Message.Predicted(List.of("The batch size was reduced.", "Ü")),
            new Message.Trained(2, List.of(new FailedItem(5, "not an image")), "GPU 0", List.of("A note.")),
            new Message.Canceled(),
            new Message.Failed("What is wrong.", "What to do.", null));
    }

    @Test
    void everyKindOfMessageIsAmongThem() {
        assertEquals(kinds(Message.class), messages().stream().map(Message::getClass).collect(Collectors.toSet()));
    }

    private static Set<Class<?>> kinds(final Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(t -> kinds(t).stream())
            .collect(Collectors.toSet()) : Set.of(type);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageArrivesAsItWasSent(final Message message) throws Exception {
        assertEquals(message, reader(bytes(message)).receive());
    }

    @Test
    void arraysArriveAsTheyWereSent() throws Exception {
        final var bytes = new byte[100_000];
        Arrays.fill(bytes, (byte)-3);
        final var floats = new float[]{1.5f, Float.NaN, -0f, Float.MIN_VALUE};
        final var doubles = new double[]{0.1, Double.NaN, -0.0, Double.MIN_VALUE};
        final var reader = reader(bytes(new Message.Image(new ImageItem.Encoded(bytes)),
            new Message.Predictions(List.of(new Prediction(1, doubles, floats, null))),
            new Message.LabeledImage(new ImageItem.Absent("missing value"), doubles, false)));
        assertArrayEquals(bytes, ((ImageItem.Encoded)((Message.Image)reader.receive()).image()).bytes());
        final var prediction = ((Message.Predictions)reader.receive()).predictions().get(0);
        assertArrayEquals(doubles, prediction.values());
        assertArrayEquals(floats, prediction.embedding());
        assertArrayEquals(doubles, ((Message.LabeledImage)reader.receive()).target());
    }

    @Test
    void messagesKeepTheirOrderAndTheStreamItsEnd() throws Exception {
        final var reader = reader(bytes(messages().toArray(Message[]::new)));
        for (var message : messages()) {
            assertEquals(message, reader.receive());
        }
        assertNull(reader.receive());
    }

    @Test
    void anyTruncationIsNoticed() throws Exception {
        final var bytes = bytes(new Message.Progress(0.5, "half"));
        for (var length = 1; length < bytes.length; length++) {
            final var reader = reader(Arrays.copyOf(bytes, length));
            assertEquals("The stream ends within a message",
                assertThrows(ProtocolException.class, reader::receive).getMessage());
        }
    }

    @Test
    void anyDamagedByteIsNoticed() throws Exception {
        final var good = bytes(new Message.Progress(0.5, "half"));
        for (var i = 0; i < good.length; i++) {
            final var bytes = good.clone();
            bytes[i] ^= 0x10;
            assertThrows(ProtocolException.class, reader(bytes)::receive, "byte " + i);
        }
    }

    @Test
    void somethingElseThanMessagesIsShown() {
        final var reader = reader("Hello, world\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals("The stream holds 0x48656C6C where a message should start",
            assertThrows(ProtocolException.class, reader::receive).getMessage());
    }

    @Test
    void textBetweenMessagesIsNoticed() throws Exception {
        final var out = new ByteArrayOutputStream();
        final var writer = new MessageWriter(out);
        writer.send(new Message.Predicted(List.of()));
        out.write("printed by a library".getBytes(StandardCharsets.US_ASCII));
        writer.send(new Message.Predicted(List.of()));
        final var reader = reader(out.toByteArray());
        assertEquals(new Message.Predicted(List.of()), reader.receive());
        assertThrows(ProtocolException.class, reader::receive);
    }

    @Test
    void anotherVersionIsSaid() throws Exception {
        final var bytes = bytes(new Message.Cancel());
        bytes[7] = 99; // the lowest byte of the version
        assertEquals("The other side has version 99 of the protocol, this one has " + Message.VERSION,
            assertThrows(ProtocolException.class, reader(bytes)::receive).getMessage());
    }

    @Test
    void aBodyThatIsNoMessageIsNoticed() {
        for (var body : List.of(new byte[]{1, 99}, new byte[]{1}, new byte[]{},
            RecordEncoder.encode(Message.class, new Message.Taken(1)).clone())) {
            final var longer = Arrays.copyOf(body, body.length + 50); // more than any message of zeros
            assertThrows(ProtocolException.class, () -> RecordDecoder.decode(Message.class, longer));
        }
    }

    @Test
    void aLengthBeyondTheMessageTakesNoMemory() {
        final var body = RecordEncoder.encode(Message.class, new Message.Failed("a", "b", null));
        body[4] = 0x7f; // the length of the first string, after two type bytes and its presence
        final var message = assertThrows(ProtocolException.class, () -> RecordDecoder.decode(Message.class, body));
        assertTrue(message.getMessage().startsWith("A message announces"), message.getMessage());
    }

    private static byte[] bytes(final Message... messages) throws IOException {
        final var out = new ByteArrayOutputStream();
        final var writer = new MessageWriter(out);
        for (var message : messages) {
            writer.send(message);
        }
        return out.toByteArray();
    }

    private static MessageReader reader(final byte[] bytes) {
        return new MessageReader(new ByteArrayInputStream(bytes));
    }
}
