// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.translator.ImageFeatureExtractorFactory;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.translate.TranslateException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkExporter;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.Target.Scale;
import org.transferlearning.engine.Task;
import org.transferlearning.engine.Preprocessing.Channels;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.job.Prediction;
import org.transferlearning.worker.image.TestData;

/**
 * Exported folders in plain DJL, with nothing of this project but the folder, against the worker. Both run the same
 * operations in float32, but may add in another order.
 */
@Tag("slow")
class ExportedNetworkTest {

    private static final double TOLERANCE = 1e-4;

    @TempDir
    Path m_folder;

    /** DJL's native library, in this process, from where the worker has it. */
    @BeforeAll
    static void useTheWorkersCache() {
        WorkersCache.use();
    }

    @Test
    void imagesOfTheCropsSizeGetTheSameProbabilities() throws Exception {
        final var network = Workers.network("tiny.pt");
        final var spec = network.spec().withHead(
            network.spec().head().withTarget(Target.classes(List.of("ä b", "c,d", "#e"), null)));
        assertAgree(Workers.with(network, spec), 16, 16);
    }

    @Test
    void onlyTheCenterCountsWhereNothingIsResized() throws Exception {
        assertAgree(Workers.network("tiny.pt"), 40, 22);
    }

    @Test
    void imagesWhoseShorterSideHasItsLengthAreResizedByNeither() throws Exception {
        final var network = Workers.network("tiny.pt");
        final var resizing =
            new Preprocessing(20, 16, Channels.RGB, 1 / 255.0, List.of(0.5, 0.4, 0.3), List.of(0.1, 0.2, 0.3));
        assertAgree(Workers.with(network, network.spec().withPreprocessing(resizing)), 20, 30);
    }

    @Test
    void valuesFrom0To255ComeToTheSame() throws Exception {
        final var network = Workers.network("tiny.pt");
        final var raw =
            new Preprocessing(0, 16, Channels.RGB, 1, List.of(120.0, 110.0, 100.0), List.of(60.0, 50.0, 40.0));
        assertAgree(Workers.with(network, network.spec().withPreprocessing(raw)), 16, 16);
    }

    @Test
    void aNetworkThatEndsInASoftmaxGetsNoOther() throws Exception {
        assertAgree(Workers.network("softmax.pt"), 16, 16);
    }

    @Test
    void aNewHeadIsExportedWithItsValues() throws Exception {
        final var network = Workers.network("tiny.pt");
        final NetworkSpec spec = HeadReplacer.replace(network.spec(), Target.classes(List.of("ants", "bees"), null),
                new HeadDesign(5));
        assertAgree(Workers.with(network, spec), 16, 16);
    }

    @Test
    void theBundledNetworkPredictsTheSame() throws Exception {
        final Path archive = TestData.file("networks").resolve("../../../nodes/networks/textures30.pt").normalize();
        final NetworkSpec spec = NetworkReader.read(archive);
        final int side = Math.max(spec.preprocessing().resize(), spec.preprocessing().crop());
        assertAgree(new Network(archive, spec), side, side);
    }

    @Test
    void aRealNetworkPredictsTheSame() throws Exception {
        final Path archive = TestData.shared("networks/mobilenet_v2_imagenet.traced.pt");
        assertAgree(new Network(archive, NetworkReader.read(archive)), 300, 256);
    }

    @Test
    void channelsThatDjlCannotOrderAreRefusedAndNotPredictedWrongly() throws Exception {
        final var network = Workers.network("tiny.pt");
        final var bgr = new Preprocessing(0, 16, Channels.BGR, 1, List.of(104.0, 117.0, 123.0), List.of(1.0, 1.0, 1.0));
        export(Workers.with(network, network.spec().withPreprocessing(bgr)));
        final var e = assertThrows(IllegalArgumentException.class, () -> criteria().loadModel());
        assertTrue(e.getMessage().contains("see the comments in serving.properties"), e.getMessage());
        final var arrays = Criteria.builder().setTypes(NDList.class, NDList.class)
            .optModelPath(m_folder.resolve("out")).build();
        try (var model = arrays.loadModel()) {
            assertEquals("my net", model.getName());
        }
    }

    @Test
    void outputsOfOtherTasksAreGivenAsTheyAreAndExplained() throws Exception {
        final var network = Workers.network("tiny.pt");
        final var target = new Target(Task.REGRESSION, List.of("a", "b", "c"),
            List.of(new Scale(1035, 23), new Scale(-8.75, 8), Scale.NONE), null);
        final var numbers = Workers.with(network, network.spec().withHead(network.spec().head().withTarget(target)));
        final byte[] png = png(16, 16, 1);
        final double[] expected = Workers.predict(numbers, Stream.of(new ImageItem.Encoded(png)), 1).get(0).values();
        export(numbers);
        final var image = ImageFactory.getInstance().fromInputStream(new ByteArrayInputStream(png));
        try (var model = criteria().loadModel(); Predictor<Image, Classifications> predictor = model.newPredictor()) {
            final var e = assertThrows(TranslateException.class, () -> predictor.predict(image));
            assertTrue(e.getCause().getMessage().contains("see the comments in serving.properties"), e.toString());
        }
        final var outputs = Criteria.builder().setTypes(Image.class, float[].class)
            .optTranslatorFactory(new ImageFeatureExtractorFactory()).optModelPath(m_folder.resolve("out")).build();
        try (var model = outputs.loadModel(); Predictor<Image, float[]> predictor = model.newPredictor()) {
            final float[] given = predictor.predict(image);
            for (int i = 0; i < 3; i++) {
                // as the comments in serving.properties say
                final Scale scale = target.scales().get(i);
                assertEquals(expected[i], given[i] * scale.deviation() + scale.mean(), TOLERANCE * scale.deviation());
            }
        }
    }

    private void assertAgree(final Network network, final int width, final int height) throws Exception {
        final var pngs = Stream.of(1, 2, 3, 4).map(seed -> png(width, height, seed)).toList();
        final List<Prediction> expected =
            Workers.predict(network, pngs.stream().map(ImageItem.Encoded::new), pngs.size());
        export(network);
        try (var model = criteria().loadModel(); Predictor<Image, Classifications> predictor = model.newPredictor()) {
            for (int i = 0; i < pngs.size(); i++) {
                final var image = ImageFactory.getInstance().fromInputStream(new ByteArrayInputStream(pngs.get(i)));
                final Classifications predicted = predictor.predict(image);
                assertEquals(classes(network), predicted.getClassNames());
                final double[] probabilities = expected.get(i).values();
                for (int c = 0; c < probabilities.length; c++) {
                    assertEquals(probabilities[c], predicted.getProbabilities().get(c), TOLERANCE);
                }
            }
        }
    }

    private static List<String> classes(final Network network) {
        final var classes = new ArrayList<>(network.spec().classes());
        for (int i = classes.size(); i < network.spec().head().outputs(); i++) {
            classes.add(String.valueOf(i));
        }
        return classes;
    }

    private void export(final Network network) throws Exception {
        NetworkExporter.export(network, new NetworkExporter.Destination(m_folder.resolve("out"), "my net", false, true),
            Monitor.NONE);
    }

    private Criteria<Image, Classifications> criteria() {
        return Criteria.builder().setTypes(Image.class, Classifications.class).optModelPath(m_folder.resolve("out"))
            .build();
    }

    private static byte[] png(final int width, final int height, final long seed) {
        final var random = new Random(seed);
        final var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        final var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
