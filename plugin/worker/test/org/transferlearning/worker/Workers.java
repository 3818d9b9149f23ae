// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.job.Prediction;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.job.TrainingItem;
import org.transferlearning.engine.process.WorkerInstallation;
import org.transferlearning.worker.image.TestData;

/** Real workers, and the networks and images of {@code test-data/networks/make_networks.py}, for tests. */
final class Workers {

    /** No resizing, 16 × 16 pixels, ImageNet's mean and standard deviation. */
    static final Preprocessing PREPROCESSING =
        new Preprocessing(0, 16, Preprocessing.Channels.RGB, 1 / 255.0, Preprocessing.IMAGENET.mean(),
            Preprocessing.IMAGENET.std());

    private static final String NATIVE = "pytorch-native-";

    private static final String FOLDER_OPTION = "-Djava.io.tmpdir=";

    private static final String TEST_ONLY = "(junit|opentest4j|apiguardian|org\\.eclipse|org\\.osgi|osgi).*\\.jar";

    private Workers() {
    }

    /** @return the files of a worker, from this test's class path and the fragment of this platform */
    static WorkerInstallation installation() throws IOException {
        final var classPath = new ArrayList<Path>();
        final var nativeJars = new ArrayList<Path>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            final var path = Path.of(entry).toAbsolutePath();
            if (!path.getFileName().toString().matches(TEST_ONLY)) {
                (entry.contains(NATIVE) ? nativeJars : classPath).add(path);
            }
        }
        if (nativeJars.isEmpty()) {
            nativeJars.addAll(fragmentJars());
        }
        return new WorkerInstallation(WorkerInstallation.currentJava(), classPath, nativeJars,
            WorkerInstallation.defaultCache());
    }

    private static List<Path> fragmentJars() throws IOException {
        final var os = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux") ? "linux"
            : File.separatorChar == '\\' ? "win32" : "macosx";
        final var arch = System.getProperty("os.arch").replace("amd64", "x86_64");
        final var folder = TestData.file("").resolve("../../worker." + os + "." + arch + "/lib").normalize();
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith(NATIVE)).toList();
        }
    }

    static Engine engine() throws IOException {
        return new Engine(installation());
    }

    /** @return the worker processes that a process has started and that have not ended */
    static Stream<ProcessHandle> processes(final ProcessHandle parent) {
        return parent.children().filter(p -> arguments(p).contains(Main.class.getName()));
    }

    /**
     * On Linux, ProcessHandle tells no arguments of a process whose command line is longer than a memory page, which is
     * a matter of the folders' names.
     */
    private static List<String> arguments(final ProcessHandle process) {
        return process.info().arguments().map(List::of).orElseGet(() -> {
            try {
                final var file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
                return List.of(Files.readString(file).split("\0"));
            } catch (IOException ex) { // NOSONAR: another system, or it has just ended
                return List.of();
            }
        });
    }

    /** @return whether a process, of whatever parent, has ended; perhaps nobody has asked for its exit code yet */
    static boolean hasEnded(final ProcessHandle process) {
        return !process.isAlive() || String.join("", arguments(process)).isEmpty();
    }

    /** @return the working folder of a worker process */
    static Path workingFolder(final ProcessHandle worker) {
        return arguments(worker).stream().filter(a -> a.startsWith(FOLDER_OPTION))
            .map(a -> Path.of(a.substring(FOLDER_OPTION.length()))).findFirst().orElseThrow();
    }

    /** @return the file that a message of a worker's end names */
    static Path crashReport(final EngineException failure) {
        final var file = Pattern.compile("What is known of its end is in \"(.+)\"\\.").matcher(failure.resolution());
        if (!file.find()) {
            throw new AssertionError(failure.resolution());
        }
        return Path.of(file.group(1));
    }

    /**
     * @param file of test-data/networks
     * @return the network with all layers trainable
     */
    static Network network(final String file) throws EngineException, IOException {
        final var archive = TestData.file("networks/" + file);
        return new Network(archive, NetworkReader.read(archive).withPreprocessing(PREPROCESSING));
    }

    /** @return the network with another head, which says what its outputs are */
    static Network withOutputs(final Network network, final int outputs, final boolean isProbabilities) {
        final var head = network.spec().head();
        return with(network, network.spec().withHead(
            new Head(head.layer(), head.features(), outputs, head.isReplaceable(), isProbabilities, Target.UNKNOWN,
                head.design())));
    }

    static Network with(final Network network, final NetworkSpec spec) {
        return new Network(network.archive(), spec);
    }

    /**
     * @param number of the image
     * @return a PNG
     */
    static ImageItem image(final int number) {
        final var image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (var y = 0; y < 16; y++) {
            for (var x = 0; x < 16; x++) {
                var rgb = 0;
                for (var c = 0; c < 3; c++) {
                    rgb = rgb << 8 | (7 * x + 13 * y + 50 * c + 31 * number + x * y * number) % 256;
                }
                image.setRGB(x, y, rgb);
            }
        }
        final var png = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(png)) { // no file: a test kills who makes it
            ImageIO.write(image, "png", out);
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
        return new ImageItem.Encoded(png.toByteArray());
    }

    static Stream<ImageItem> images(final int count) {
        return IntStream.range(0, count).mapToObj(i -> image(i % 8));
    }

    /** @return images 0 to count − 1 with the labels 0, 1, 2, 0, … */
    static Stream<TrainingItem> labeled(final int count, final boolean isValidation) {
        return IntStream.range(0, count).mapToObj(i -> new TrainingItem(image(i % 8), i % 3, isValidation));
    }

    static List<Prediction> predict(final Network network, final Stream<ImageItem> images, final int batchSize)
        throws EngineException, IOException {
        final var predictions = new ArrayList<Prediction>();
        engine().predict(network, images.iterator(), new PredictionConfig(batchSize, Device.CPU), Monitor.NONE,
            predictions::add);
        return predictions;
    }

    /** @return the numbers in a line of expected.txt */
    static double[] expected(final int line) throws IOException {
        return expected("expected.txt", line);
    }

    /** @return the numbers in a line of a file in test-data/networks */
    static double[] expected(final String file, final int line) throws IOException {
        return Stream.of(Files.readAllLines(TestData.file("networks/" + file)).get(line).split(" "))
            .mapToDouble(Double::parseDouble).toArray();
    }
}
