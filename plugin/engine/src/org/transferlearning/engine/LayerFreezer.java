// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

/**
 * Decides what training does to the layers of a network: which ones keep their parameters and running statistics, how
 * fast the others learn, and which ones start anew. Changes the specification only. A step changes the layers that are
 * selected and leaves all others as they are, so that steps can be chained; all layers of a network that was just
 * loaded are trainable, their running statistics are not.
 */
public final class LayerFreezer {

    private LayerFreezer() {
    }

    /**
     * Does something to some layers.
     *
     * @param spec a network's specification
     * @param selection which layers or parameters
     * @param action what to do
     * @return the changed specification, with one more sentence in its lineage
     * @throws EngineException if nothing is selected, or the action is not possible there
     */
    public static NetworkSpec apply(final NetworkSpec spec, final LayerSelection selection, final LayerAction action)
        throws EngineException {
        final LayerAction.Change change = action.change(spec, selection.in(spec));
        return spec.withPlan(change.plan()).withStep(change.step());
    }

    /**
     * Freezes every layer but the head: for few images that resemble those of the pretraining.
     *
     * @param spec a network's specification
     * @return the changed specification
     * @throws EngineException if the network has no head
     */
    public static NetworkSpec allButHead(final NetworkSpec spec) throws EngineException {
        return freeze(spec, LayerSelection.allButHead());
    }

    /**
     * Freezes every layer but the head and the last blocks before it.
     *
     * @param spec a network's specification
     * @param n number of blocks beside the head, 0 for the head alone
     * @return the changed specification
     * @throws EngineException if there are not so many blocks, or no layer is left to freeze
     */
    public static NetworkSpec allButLastBlocks(final NetworkSpec spec, final int n) throws EngineException {
        return freeze(spec, LayerSelection.allButLastBlocks(n));
    }

    /**
     * Freezes the layers up to and with the named one.
     *
     * @param spec a network's specification
     * @param path path of a layer, a block or a cut point
     * @return the changed specification
     * @throws EngineException if there is no such module
     */
    public static NetworkSpec upTo(final NetworkSpec spec, final String path) throws EngineException {
        return freeze(spec, LayerSelection.upTo(path));
    }

    /**
     * Freezes the layers whose paths match.
     *
     * @param spec a network's specification
     * @param wildcards for the whole path, {@code *} for any characters and {@code ?} for one
     * @return the changed specification
     * @throws EngineException if no layer matches
     */
    public static NetworkSpec matching(final NetworkSpec spec, final String wildcards) throws EngineException {
        return freeze(spec, LayerSelection.matching(wildcards, false));
    }

    /**
     * Makes every layer trainable.
     *
     * @param spec a network's specification
     * @return the changed specification
     * @throws EngineException never for a network that was read
     */
    public static NetworkSpec nothing(final NetworkSpec spec) throws EngineException {
        return apply(spec, LayerSelection.everything(), new LayerAction.MakeTrainable());
    }

    /**
     * Starts every layer from random values: for many images that differ much from those of the pretraining.
     *
     * @param spec a network's specification
     * @param seed of the random numbers
     * @return the changed specification
     * @throws EngineException if it is not known what the first values of a layer should be
     */
    public static NetworkSpec fromScratch(final NetworkSpec spec, final long seed) throws EngineException {
        return apply(spec, LayerSelection.everything(), new LayerAction.Reinitialize(seed));
    }

    private static NetworkSpec freeze(final NetworkSpec spec, final LayerSelection selection) throws EngineException {
        return apply(spec, selection, new LayerAction.Freeze());
    }
}
