// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.image;

import org.knime.core.data.DataValue;
import org.knime.core.data.ExtensibleUtilityFactory;

/** An image. Stands for KNIME's {@code org.knime.core.data.image.ImageValue}. */
public interface ImageValue extends DataValue {
    /** Name; there is no order. */
    UtilityFactory UTILITY = new ExtensibleUtilityFactory("Generic Image", null);

    /** @return the image */
    ImageContent getImageContent();

    /** @return ending of a file with this image, without the dot */
    String getImageExtension();
}
