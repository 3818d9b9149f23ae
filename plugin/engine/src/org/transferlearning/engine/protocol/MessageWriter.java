// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.protocol;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/**
 * The sending end of a stream of messages. The stream starts with a header ({@link #MAGIC} as an int, the protocol's
 * version as an int); each message is a frame: {@link #MAGIC}, length of the body in bytes and CRC-32 of the body, an
 * int each, and the body. Safe for use by several threads.
 */
public final class MessageWriter {

    /** First bytes of the stream and of each frame. */
    static final int MAGIC = 0x544C4B57;

    private final DataOutputStream m_out;

    private boolean m_isStarted;

    /**
     * @param out where to
     */
    public MessageWriter(final OutputStream out) {
        m_out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
    }

    /**
     * Sends a message.
     *
     * @param message the message
     * @throws IOException if the other end is gone
     * @throws IllegalArgumentException if the message is longer than any that is read
     */
    public void send(final Message message) throws IOException {
        final var body = RecordEncoder.encode(Message.class, message);
        if (body.length > MessageReader.LARGEST) {
            throw new IllegalArgumentException("A message of " + body.length + " bytes is too long");
        }
        final var crc = new CRC32();
        crc.update(body);
        synchronized (this) {
            if (!m_isStarted) {
                m_out.writeInt(MAGIC);
                m_out.writeInt(Message.VERSION);
                m_isStarted = true;
            }
            m_out.writeInt(MAGIC);
            m_out.writeInt(body.length);
            m_out.writeInt((int)crc.getValue());
            m_out.write(body);
            m_out.flush();
        }
    }
}
