// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.ArrayList;
import java.util.List;

import org.transferlearning.engine.Head;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.Layer;

/**
 * One of the modules that a new head consists of. A head without hidden layers is one linear layer. Any other is a
 * container, and its children are numbered as those of PyTorch's {@code Sequential} are: for each hidden layer linear,
 * batch norm if wanted, activation, dropout if wanted; last the linear layer with the outputs.
 *
 * @param path dotted path of the module from the root
 * @param kind name of its class, as PyTorch has it
 * @param inputs number of features that go in
 * @param outputs number of features that come out
 * @param dropout probability that a unit is left out in a training step
 */
public record HeadModule(String path, String kind, int inputs, int outputs, double dropout) {

    static final String CONTAINER = "Sequential";

    static final String LINEAR = "Linear";

    static final String BATCH_NORM = "BatchNorm1d";

    static final String DROPOUT = "Dropout";

    /** Why the network cannot be cut after it: the rest of a sentence that begins with its path. */
    public static final String OBSTACLE = "is a part of the head";

    /**
     * @param head a new head with its design
     * @return its modules in the order of {@code named_modules}
     */
    public static List<HeadModule> of(final Head head) {
        final var modules = new ArrayList<HeadModule>();
        if (head.design().hidden().isEmpty()) {
            modules.add(new HeadModule(Head.NEW_LAYER, LINEAR, head.features(), head.outputs(), 0));
            return modules;
        }
        modules.add(new HeadModule(Head.NEW_LAYER, CONTAINER, head.features(), head.outputs(), 0));
        int width = head.features();
        for (final HeadDesign.Hidden hidden : head.design().hidden()) {
            add(modules, LINEAR, width, hidden.units(), 0);
            width = hidden.units();
            if (hidden.hasBatchNorm()) {
                add(modules, BATCH_NORM, width, width, 0);
            }
            add(modules, kind(hidden.activation()), width, width, 0);
            if (hidden.dropout() > 0) {
                add(modules, DROPOUT, width, width, hidden.dropout());
            }
        }
        add(modules, LINEAR, width, head.outputs(), 0);
        return modules;
    }

    private static void add(final List<HeadModule> modules, final String kind, final int inputs, final int outputs,
        final double dropout) {
        modules.add(new HeadModule(Head.NEW_LAYER + "." + (modules.size() - 1), kind, inputs, outputs, dropout));
    }

    private static String kind(final HeadDesign.Activation activation) {
        return switch (activation) {
            case RELU -> "ReLU";
            case GELU -> "GELU";
            case SILU -> "SiLU";
            case TANH -> "Tanh";
        };
    }

    /** @return the module as a network's specification lists it */
    public Layer layer() {
        final List<Layer.Tensor> parameters = switch (kind) {
            case LINEAR -> List.of(tensor("weight", outputs, inputs), tensor("bias", outputs));
            case BATCH_NORM -> List.of(tensor("weight", outputs), tensor("bias", outputs));
            default -> List.of();
        };
        final List<Layer.Tensor> buffers = kind.equals(BATCH_NORM)
            ? List.of(tensor("running_mean", outputs), tensor("running_var", outputs), tensor("num_batches_tracked"))
            : List.of();
        return new Layer(path, kind, Head.NEW_LAYER, parameters, buffers, OBSTACLE, List.of());
    }

    private static Layer.Tensor tensor(final String name, final long... shape) {
        return new Layer.Tensor(name, java.util.Arrays.stream(shape).boxed().toList());
    }

    /** @return its name in the container; empty if it is the head itself */
    String name() {
        return path.equals(Head.NEW_LAYER) ? "" : path.substring(Head.NEW_LAYER.length() + 1);
    }

    /** @return TorchScript that computes its result from the variable {@code input}; {@code null} for a container */
    String expression() {
        return switch (kind) {
            case LINEAR -> "torch.linear(input, self.weight, self.bias)";
            case BATCH_NORM -> "torch.batch_norm(input, self.weight, self.bias, self.running_mean, "
                + "self.running_var, False, 0.1, 1.0000000000000001e-05, True)";
            case "ReLU" -> "torch.relu(input)";
            case "GELU" -> "torch.gelu(input)";
            case "SiLU" -> "torch.silu(input)";
            case "Tanh" -> "torch.tanh(input)";
            case DROPOUT -> "torch.dropout(input, " + dropout + ", False)";
            default -> null;
        };
    }
}
