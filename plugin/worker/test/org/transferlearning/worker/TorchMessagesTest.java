// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TorchMessagesTest {

    @Test
    void theReasonOfATorchScriptExceptionIsItsLastLine() {
        final var message = """
            The following operation failed in the TorchScript interpreter.
            Traceback of TorchScript, serialized code (most recent call last):
              File "code/__torch__.py", line 10, in forward
                x: Tensor) -> Tensor:
                ~~~~~~~~~~~~~~~~~~~~~ <--- HERE
            builtins.RuntimeError: mat1 and mat2 shapes cannot be multiplied (1x2 and 3x4)
            """;
        assertEquals("mat1 and mat2 shapes cannot be multiplied (1x2 and 3x4)", TorchMessages.firstLine(
            new IllegalStateException(message)));
    }

    @Test
    void theReasonOfAnotherExceptionIsItsFirstLine() {
        assertEquals("open file failed",
            TorchMessages.firstLine(new IllegalStateException("open file failed.\nat somewhere")));
        assertEquals("NullPointerException", TorchMessages.firstLine(new NullPointerException()));
    }
}
