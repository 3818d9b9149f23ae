// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.surgery;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;

/** A network in this process, in evaluation mode. */
final class TorchRun implements AutoCloseable {

    private final PtNDManager m_manager;

    private final PtSymbolBlock m_block;

    TorchRun(final Path archive) {
        m_manager = (PtNDManager)Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
        JniUtils.setGraphExecutorOptimize(false);
        m_block = JniUtils.loadModule(m_manager, archive, true, new String[0], new String[0], true);
    }

    /**
     * @param method name of a method of the root module
     * @param inputs its arguments, which it may change
     * @return its first result
     */
    NDArray run(final String method, final NDList inputs) {
        return runAll(method, inputs).get(0);
    }

    /**
     * @param method name of a method of the root module
     * @param inputs its arguments, which it may change
     * @return its results
     */
    NDList runAll(final String method, final NDList inputs) {
        final var list = new NDList(inputs);
        final var name = m_manager.zeros(new Shape(1));
        name.setName("module_method:" + method);
        list.add(name);
        return IValueUtils.forward(m_block, list, false);
    }

    PtNDManager manager() {
        return m_manager;
    }

    @Override
    public void close() {
        m_block.close();
        m_manager.close();
    }
}
