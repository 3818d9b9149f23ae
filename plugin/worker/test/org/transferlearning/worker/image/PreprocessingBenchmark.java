// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.job.ImageItem;

/**
 * Compares decoding, resizing and cropping with PIL's on the same photos, one thread each. A program, not a test:
 * {@code java … PreprocessingBenchmark PYTHON IMAGE…}
 */
public final class PreprocessingBenchmark {

    private static final int PASSES = 5;

    private PreprocessingBenchmark() {
    }

    /**
     * @param args a Python with PIL, then image files
     * @throws Exception if a photo cannot be read, or Python not started
     */
    public static void main(final String[] args) throws Exception {
        final var images = List.of(args).subList(1, args.length);
        final double own = Math.min(milliseconds(images), milliseconds(images));
        final double pil = pilMilliseconds(args[0], images);
        System.out.printf("%d images: %.2f ms each, PIL %.2f ms, ratio %.2f%n", images.size(), own, pil, own / pil);
    }

    /** The fastest of several passes, per image: other load on the machine only makes a pass slower. */
    private static double milliseconds(final List<String> images) throws ImageException {
        final var preprocessor = new Preprocessor(Preprocessing.IMAGENET);
        double best = Double.MAX_VALUE;
        for (int pass = 0; pass < PASSES; pass++) {
            final long start = System.nanoTime();
            for (final var image : images) {
                preprocessor.read(new ImageItem.File(Path.of(image)));
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e6 / images.size());
        }
        return best;
    }

    private static double pilMilliseconds(final String python, final List<String> images)
        throws IOException, InterruptedException {
        final var command = new ArrayList<>(List.of(python, "-c", """
            import sys, time
            from PIL import Image
            from torchvision import transforms
            crop = transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224)])
            times = []
            for _ in range(PASSES):
                start = time.perf_counter()
                for path in sys.argv[1:]:
                    crop(Image.open(path).convert("RGB"))
                times.append(time.perf_counter() - start)
            print(min(times) * 1000 / len(sys.argv[1:]))
            """.replace("PASSES", Integer.toString(PASSES))));
        command.addAll(images);
        final var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        final var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return Double.parseDouble(output.trim());
    }
}
