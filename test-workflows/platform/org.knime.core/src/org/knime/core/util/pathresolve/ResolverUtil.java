// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.util.pathresolve;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

import org.knime.core.node.workflow.NodeContext;

/** Stands for KNIME's class of the same name: where the things lie that URLs with the scheme {@code knime} name. */
public final class ResolverUtil {

    private static final String WORKFLOW = "knime.workflow";

    private ResolverUtil() {
    }

    /**
     * Resolves {@code knime://knime.workflow/...} in the folder of the workflow whose node this thread works for, and
     * {@code knime://LOCAL/...} and {@code knime://knime.mountpoint/...} in the folder that holds the workflow. Like
     * KNIME, it lets {@code ..} lead out of the workflow, but not out of the folder that holds it.
     *
     * @throws IOException if there is no such workflow, or the path leads too far out
     */
    public static File resolveURItoLocalFile(final URI uri) throws IOException {
        if ("file".equalsIgnoreCase(uri.getScheme())) {
            return new File(uri);
        }
        var context = NodeContext.getContext();
        if (context == null) {
            throw new IOException("No context for relative URL available: " + uri);
        }
        var executor = context.getWorkflowManager().getContextV2().getExecutorInfo();
        Path root = switch (String.valueOf(uri.getHost() == null ? uri.getAuthority() : uri.getHost())) {
            case WORKFLOW -> executor.getLocalWorkflowPath();
            case "LOCAL", "knime.mountpoint" -> executor.getMountpointRoot();
            default -> throw new IOException("Unknown mount point in \"" + uri + "\"");
        };
        var path = root.resolve(uri.getPath().replaceFirst("^/", "")).normalize();
        if (!path.startsWith(executor.getMountpointRoot())) {
            throw new IOException("Leaving the mount point is not allowed for workflow relative URLs: " + uri);
        }
        return path.toFile();
    }
}
