// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.image.png;

import org.knime.core.data.ExtensibleUtilityFactory;
import org.knime.core.data.image.ImageValue;

/** A PNG image. Stands for KNIME's {@code org.knime.core.data.image.png.PNGImageValue}. */
public interface PNGImageValue extends ImageValue {
    /** Name; there is no order. */
    UtilityFactory UTILITY = new ExtensibleUtilityFactory("Image (PNG)", null);

    @Override
    PNGImageContent getImageContent();
}
