// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What PyTorch says when something fails, in one line instead of fifty. */
final class TorchMessages {

    private static final int LONGEST = 300;

    /** For example {@code builtins.RuntimeError: the reason}. */
    private static final Pattern REASON = Pattern.compile("[\\w.]*(?:Error|Exception): (.+)");

    private TorchMessages() {
    }

    /**
     * @param throwable from PyTorch or DJL
     * @return the line that says what is wrong, without a full stop: TorchScript puts its own stack first and the
     *         reason last, everything else puts the reason first
     */
    static String firstLine(final Throwable throwable) {
        final var message = throwable.getMessage();
        if (message == null || message.isBlank()) {
            return throwable.getClass().getSimpleName();
        }
        final var lines = Arrays.stream(message.split("\\R")).map(String::strip).filter(l -> !l.isEmpty()).toList();
        final var reason = lines.stream().map(REASON::matcher).filter(Matcher::matches)
            .reduce((first, second) -> second).map(m -> m.group(1)).orElse(lines.get(0));
        final var text = reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /**
     * @param throwable from PyTorch or DJL
     * @return whether memory ran out, on whatever device: as PyTorch's allocators say it, or as NVIDIA's libraries do
     *         when they find none for their own use
     */
    static boolean isOutOfMemory(final Throwable throwable) {
        final var message = String.valueOf(throwable.getMessage());
        return message.contains("not enough memory") || message.contains("can't allocate memory")
            || message.contains("out of memory") || message.contains("bad_alloc")
            || message.contains("CUBLAS_STATUS_ALLOC_FAILED") || message.contains("CUDNN_STATUS_ALLOC_FAILED");
    }
}
