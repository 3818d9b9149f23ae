// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.internal;

import org.knime.core.node.message.Message;

/**
 * An exception with a message for the user.
 * Stands for KNIME's {@code org.knime.core.internal.MessageAwareException}.
 */
public interface MessageAwareException {
    /** @return what to show on the node, not null */
    Message getKNIMEMessage();
}
