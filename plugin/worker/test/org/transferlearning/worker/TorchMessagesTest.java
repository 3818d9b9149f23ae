// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    /** As PyTorch 2.7 says it: CUDACachingAllocator.cpp, CPUAllocator.cpp on Linux and on Windows, CUDAException.h. */
    @Test
    void aLackOfMemoryIsKnownFromOtherFailures() {
        for (var message : new String[]{
            "CUDA out of memory. Tried to allocate 98.00 MiB. GPU 0 has a total capacity of 7.79 GiB of which 63.06 MiB"
                + " is free.",
            "The following operation failed in the TorchScript interpreter.\nRuntimeError: CUDA out of memory. Tried to"
                + " allocate 2.00 GiB.",
            "[enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to"
                + " allocate 9663676416 bytes. Error code 12 (Cannot allocate memory)",
            "[enforce fail at alloc_cpu.cpp:116] data. DefaultCPUAllocator: not enough memory: you tried to allocate"
                + " 9663676416 bytes.",
            "CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported at some other API call",
            "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
            "cuDNN error: CUDNN_STATUS_ALLOC_FAILED", "std::bad_alloc"}) {
            assertTrue(TorchMessages.isOutOfMemory(new IllegalStateException(message)), message);
        }
        assertFalse(TorchMessages.isOutOfMemory(new IllegalStateException("CUDA error: an illegal memory access was"
            + " encountered")));
        assertFalse(TorchMessages.isOutOfMemory(new NullPointerException()));
    }
}
