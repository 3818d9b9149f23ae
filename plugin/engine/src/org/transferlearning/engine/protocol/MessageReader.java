// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.protocol;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** The receiving end of a stream of messages, see {@link MessageWriter} for its form. For one thread. */
public final class MessageReader {

    static final int LARGEST = 1 << 30;

    private final DataInputStream m_in;

    private boolean m_isStarted;

    /**
     * @param in where from
     */
    public MessageReader(final InputStream in) {
        m_in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
    }

    /**
     * Waits for the next message.
     *
     * @return the message, {@code null} at the end of the stream
     * @throws ProtocolException if the stream holds anything else than messages of this protocol version, or ends
     *             within one
     * @throws IOException if the stream cannot be read
     */
    public Message receive() throws IOException {
        final var first = m_in.read();
        if (first < 0) {
            return null;
        }
        try {
            return readFrame(first);
        } catch (EOFException ex) {
            throw new ProtocolException("The stream ends within a message", ex);
        }
    }

    private Message readFrame(final int firstByte) throws IOException {
        requireMagic(firstByte);
        if (!m_isStarted) {
            final var version = m_in.readInt();
            if (version != Message.VERSION) {
                throw new ProtocolException(
                    "The other side has version " + version + " of the protocol, this one has " + Message.VERSION);
            }
            m_isStarted = true;
            requireMagic(m_in.readUnsignedByte());
        }
        final var length = m_in.readInt();
        final var expected = m_in.readInt();
        if (length < 0 || length > LARGEST) {
            throw new ProtocolException("A message announces a length of " + length + " bytes");
        }
        final var body = m_in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        final var crc = new CRC32();
        crc.update(body);
        if ((int)crc.getValue() != expected) {
            throw new ProtocolException("A message of " + length + " bytes was damaged on its way");
        }
        return RecordDecoder.decode(Message.class, body);
    }

    private void requireMagic(final int firstByte) throws IOException {
        final var magic = firstByte << 24 | m_in.readUnsignedByte() << 16 | m_in.readUnsignedShort();
        if (magic != MessageWriter.MAGIC) {
            throw new ProtocolException(
                String.format("The stream holds 0x%08X where a message should start", magic));
        }
    }
}
