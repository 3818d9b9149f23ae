// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.util.pathresolve;

import java.io.File;
import java.io.IOException;
import java.net.URI;

import org.knime.core.node.workflow.NodeContext;
import org.knime.core.node.workflow.contextv2.AnalyticsPlatformExecutorInfo;

/** Stands for KNIME's class of the same name: where the things lie that URLs with the scheme {@code knime} name. */
public final class ResolverUtil {

    private static final String WORKFLOW = "knime.workflow";

    private ResolverUtil() {
    }

    /**
     * Resolves {@code knime://knime.workflow/...} in the folder of the workflow whose node this thread works for. Like
     * KNIME, it does not let {@code ..} lead out of the workflow's space, or out of a workflow that is in no space, as
     * in the batch application.
     *
     * @throws IOException if there is no such workflow, or the path leads out of it or its space
     */
    public static File resolveURItoLocalFile(final URI uri) throws IOException {
        if ("file".equalsIgnoreCase(uri.getScheme())) {
            return new File(uri);
        }
        var context = NodeContext.getContext();
        if (context == null) {
            throw new IOException("No context for relative URL available");
        }
        if (!WORKFLOW.equals(uri.getHost())) {
            throw new IOException("Mountpoint or space relative URL needs a mountpoint.");
        }
        var executor = (AnalyticsPlatformExecutorInfo)context.getWorkflowManager().getContextV2().getExecutorInfo();
        var root = executor.getLocalWorkflowPath();
        var path = root.resolve(uri.getPath().replaceFirst("^/", "")).normalize();
        var space = executor.getMountpoint().map(mountpoint -> mountpoint.getSecond().normalize());
        if (space.isPresent() && !path.startsWith(space.get())) {
            throw new IOException("Leaving the mount point is not allowed for workflow relative URLs: " + path
                + " is not in " + space.get());
        }
        if (space.isEmpty() && !path.startsWith(root)) {
            throw new IOException("Cannot access items outside the workflow because it is not imported into a space: '"
                + uri + "'");
        }
        return path.toFile();
    }
}
