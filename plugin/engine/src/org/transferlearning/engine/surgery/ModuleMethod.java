// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import org.transferlearning.engine.script.ScriptMethod;

/**
 * A method of a module, which other modules of its class have too.
 *
 * @param module the module
 * @param method the method's name
 */
record ModuleMethod(ModuleNode module, String method) {

    /** Its code; {@code null} if the archive has none. */
    ScriptMethod script() {
        return module.type().methods().get(method);
    }
}
