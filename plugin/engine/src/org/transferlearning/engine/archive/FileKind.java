// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.transferlearning.engine.EngineException;

/** Tells TorchScript files from the other files that networks come in, and says what to do about those. */
final class FileKind {

    private static final String CONVERT_ELSEWHERE =
        "Load it in the framework that it is from, and save it as TorchScript (torch.jit.script(model).save(…)).";

    /** Names of torchvision's classifiers, with which the files of their weights begin. */
    private static final String TORCHVISION = "(alexnet|convnext_(tiny|small|base|large)"
        + "|densenet(121|161|169|201)|efficientnet_(b[0-7]|v2_[sml])|googlenet|inception_v3|mnasnet(0_5|0_75|1_0|1_3)"
        + "|mobilenet_v2|mobilenet_v3_(large|small)|regnet_[xy]_(16gf|32gf|1_6gf|3_2gf|8gf|400mf|800mf)"
        + "|(wide_)?resnet(18|34|50|101|152)(_2)?|resnext(50_32x4d|101_32x8d|101_64x4d)"
        + "|shufflenet_v2_x(0_5|1_0|1_5|2_0)|squeezenet1_[01]|swin_(v2_)?[tsb]"
        + "|vgg(11|13|16|19)(_bn)?|vit_[blh]_(14|16|32))(?![a-z0-9])";

    private FileKind() {
    }

    /** Makes sure that the file is there and starts like a zip. */
    static void requireZip(final Path file) throws EngineException, IOException {
        if (!Files.exists(file)) {
            throw new EngineException("There is no file \"" + file + "\".", "Check the path, or choose another file.");
        }
        if (!Files.isRegularFile(file)) {
            throw new EngineException("\"" + file + "\" is a folder and not a file.",
                "Choose a TorchScript file (usually *.pt).");
        }
        final byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(16);
        }
        if (head.length < 4 || head[0] != 'P' || head[1] != 'K' || head[2] != 3 || head[3] != 4) {
            throw notZip(file, head);
        }
    }

    private static EngineException notZip(final Path file, final byte[] head) {
        final String text = new String(head, StandardCharsets.ISO_8859_1);
        final String name = file.getFileName().toString();
        final String lowerName = name.toLowerCase(Locale.ROOT);
        if (head.length == 0) {
            return new EngineException("\"" + name + "\" is empty.", "Get the file again.");
        } else if (text.startsWith("\u0080\u0002") || text.startsWith("\u0080\u0003")
            || text.startsWith("\u0080\u0004")) {
            return stateDict(name);
        } else if (text.startsWith("\u0089HDF")) {
            return other(name, "a Keras or HDF5 file");
        } else if (lowerName.endsWith(".onnx")) {
            return other(name, "an ONNX file");
        } else if (lowerName.endsWith(".safetensors") || (text.length() > 8 && text.charAt(8) == '{')) {
            return other(name, "a safetensors file: it holds the weights of a network, but not the network itself");
        } else if (lowerName.endsWith(".pb") || lowerName.endsWith(".tflite")) {
            return other(name, "a TensorFlow file");
        }
        return new EngineException("\"" + name + "\" is not a TorchScript file.",
            "Choose a network that was saved by torch.jit.save (usually *.pt).");
    }

    private static EngineException other(final String name, final String what) {
        return new EngineException("\"" + name + "\" is " + what + ", not TorchScript.", CONVERT_ELSEWHERE);
    }

    /** Makes sure that the zip is a TorchScript file, and returns its root folder with a slash. */
    static String requireTorchScript(final Path file, final ZipReader zip) throws EngineException {
        final String name = file.getFileName().toString();
        // PyTorch's reader: the root is that of the first entry, and names are compared without regard to case
        final String first = zip.entries().isEmpty() ? "" : zip.entries().get(0).name();
        final String root = first.substring(0, first.indexOf('/') + 1);
        final boolean hasModule = zip.entry(root + "data.pkl") != null;
        boolean hasCode = false;
        for (final ZipReader.Entry entry : zip.entries()) {
            hasCode |= entry.name().contains("/code/");
            if (entry.endsWith("/model.json")) {
                throw new EngineException("\"" + name + "\" is TorchScript of a PyTorch before 1.4.",
                    "Load it with a newer PyTorch by torch.jit.load, and save it again by torch.jit.save.");
            }
        }
        if (hasModule && hasCode && zip.entry(root + "constants.pkl") != null) {
            return root;
        } else if (hasModule && !hasCode) {
            throw stateDict(name);
        } else if (zip.entry("config.json") != null && zip.entry("metadata.json") != null) {
            throw other(name, "a Keras file");
        } else if (zip.entries().stream().anyMatch(e -> e.name().contains("exported_program"))) {
            throw other(name, "a program saved by torch.export");
        }
        throw new EngineException("\"" + name + "\" is a zip file, but not TorchScript.",
            "Choose a network that was saved by torch.jit.save (usually *.pt).");
    }

    /** The lines unwrap what training scripts save: the weights in a dictionary, with the names of DataParallel. */
    private static EngineException stateDict(final String name) {
        final String target = name.replaceFirst("\\.[^.]*$", "") + ".pt";
        final Matcher matcher = Pattern.compile(TORCHVISION).matcher(name.toLowerCase(Locale.ROOT));
        final String model = matcher.lookingAt() ? matcher.group() : "resnet18";
        return new EngineException(
            "\"" + name + "\" is a state dict or checkpoint: it holds the weights of a network, but not the network "
                + "itself.",
            "Convert it with these lines of Python, with your model class in place of \"" + model + "()\":\n"
                + "import torch, torchvision; model = torchvision.models." + model + "()\n"
                + "state = torch.load(\"" + name + "\", map_location=\"cpu\"); "
                + "state = state.get(\"state_dict\", state)\n"
                + "model.load_state_dict({k.removeprefix(\"module.\"): v for k, v in state.items()}); "
                + "torch.jit.script(model.eval()).save(\"" + target + "\")");
    }

    /** The message for a zip that ends too early or is broken. */
    static EngineException incomplete(final Path file, final Exception cause) {
        return new EngineException("\"" + file.getFileName() + "\" is damaged or not complete (" + cause.getMessage()
            + ").", "Get the file again; a download may have been cut off.", cause);
    }
}
