// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.transferlearning.engine.CutPoint;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.Layer;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.TrainingPlan;
import org.transferlearning.nodes.freeze.FreezeLayersNodeFactory;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;

/** What the dialog of Freeze Layers offers: of a transformer whose root owns the class token. */
class FreezeLayersChoicesTest {

    private static final NetworkSpec NETWORK = new NetworkSpec("vit", true,
        List.of(module("", "VisionTransformer", "", "class_token"), module("conv", "Conv2d", "conv", "weight"),
            module("layers", "Sequential", "layers"), module("layers.0", "Block", "layers.0"),
            module("layers.0.norm", "LayerNorm", "layers.0", "weight"), module("layers.0.act", "GELU", "layers.0"),
            module("layers.1", "Block", "layers.1")),
        List.of(new CutPoint("layers.0", "Block", 8, null, List.of(), List.of())), Head.NONE, Preprocessing.IMAGENET,
        TrainingPlan.EVERYTHING, List.of());

    private static Layer module(final String path, final String kind, final String block, final String... parameters) {
        return new Layer(path, kind, block,
            List.of(parameters).stream().map(p -> new Layer.Tensor(p, List.of(8L))).toList(), List.of());
    }

    /** What a list shows; the lists belong to the node alone. */
    private static List<StringChoice> choices(final String list, final NetworkSpec network) {
        final var input = (NodeParametersInput)Proxy.newProxyInstance(FreezeLayersChoicesTest.class.getClassLoader(),
            new Class<?>[]{NodeParametersInput.class}, (proxy, method, arguments) -> "getInPortSpec"
                .equals(method.getName()) ? Optional.ofNullable(network).map(NetworkPortObjectSpec::new) : null);
        try {
            final var constructor = Class.forName("org.transferlearning.nodes.freeze.LayerChoices$" + list, true,
                FreezeLayersNodeFactory.class.getClassLoader()).getDeclaredConstructor();
            constructor.setAccessible(true); // NOSONAR: as KNIME does it
            return ((StringChoicesProvider)constructor.newInstance()).computeState(input);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void placesAreLayersBlocksAndCutPointsWithTheirKinds() {
        assertEquals(List.of(new StringChoice("conv", "conv (Conv2d)"),
            new StringChoice("layers.0", "layers.0 (Block, cut point)"),
            new StringChoice("layers.0.norm", "layers.0.norm (LayerNorm)")), choices("Places", NETWORK));
    }

    @Test
    void namesAreThoseOfLayersAndOfTheNetworkItself() {
        final var names = choices("Names", NETWORK).stream().map(StringChoice::id).toList();
        assertEquals(List.of("(network)", "conv", "layers.0.norm"), names);
        assertFalse(names.contains(""));
        // the dialog matches patterns with what it shows
        assertTrue(choices("Names", NETWORK).stream().allMatch(c -> c.id().equals(c.text())));
    }

    @Test
    void aDialogWithoutANetworkHasNothingToOffer() {
        assertEquals(List.of(), choices("Places", null));
        assertEquals(List.of(), choices("Names", null));
    }
}
