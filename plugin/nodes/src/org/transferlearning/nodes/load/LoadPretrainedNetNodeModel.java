// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.load;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeLogger;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.FileVersion;
import org.transferlearning.engine.KnownFiles;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.nodes.port.LayerTable;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.nodes.util.EngineCall;
import org.transferlearning.nodes.util.Location;
import org.transferlearning.nodes.util.Problem;

/** What Load Pretrained Net does. */
final class LoadPretrainedNetNodeModel {

    private static final NodeLogger LOGGER = NodeLogger.getLogger(LoadPretrainedNetNodeModel.class);

    /** KNIME configures a node again with each change of its settings, and the file rarely changes meanwhile. */
    private static final KnownFiles<NetworkSpec> KNOWN = new KnownFiles<>(8, NetworkReader::read);

    /** How much of the progress bar copying the file takes. */
    private static final double COPIED = 0.5;

    private LoadPretrainedNetNodeModel() {
    }

    static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        final LoadPretrainedNetNodeParameters parameters = in.getParameters();
        out.setOutSpec(1, LayerTable.SPEC);
        try {
            final var source = source(parameters);
            if (source.isLocal()) {
                final var file = FileVersion.of(existing(source.path()));
                final var spec = settle(KNOWN.get(file), source.fileName(), parameters);
                out.setOutSpec(0, new NetworkPortObjectSpec(spec));
            } // a remote file is read once, in execute: the port has no specification before
        } catch (EngineException e) {
            throw Problem.of(e).toInvalidSettingsException();
        } catch (IOException e) {
            throw Problem.of(e).toInvalidSettingsException();
        }
    }

    static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        final LoadPretrainedNetNodeParameters parameters = in.getParameters();
        final var exec = in.getExecutionContext();
        final var network = EngineCall.run(exec, monitor -> {
            final var source = source(parameters);
            final var store = exec.createFileStore("network.pt");
            final var archive = store.getFile().toPath();
            try {
                copy(source, archive, monitor);
                final var spec = settle(NetworkReader.read(archive), source.fileName(), parameters);
                return new NetworkPortObject(parameters.m_tryNetwork ? tried(archive, spec, monitor) : spec, store);
            } catch (InvalidSettingsException e) {
                throw new KNIMEException(e.getMessage(), e);
            }
        });
        out.setOutData(0, network);
        out.setOutData(1, new LayerTable(network.getSpec().network()).create(exec));
    }

    private static Location source(final LoadPretrainedNetNodeParameters parameters)
        throws IOException, EngineException {
        if (parameters.m_file == null || parameters.m_file.isBlank()) {
            return Location.of(BundledNetwork.locate().toString());
        }
        return Location.of(parameters.m_file);
    }

    private static Path existing(final Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return file;
    }

    private static void copy(final Location source, final Path archive, final Monitor monitor) throws IOException {
        monitor.progress(0, "Copying \"" + source.fileName() + "\"");
        try (var in = new Cancelable(source.isLocal() ? Files.newInputStream(existing(source.path())) : source.open(),
            monitor)) {
            Files.copy(in, archive, StandardCopyOption.REPLACE_EXISTING);
        }
        monitor.progress(COPIED, "Reading \"" + source.fileName() + "\"");
    }

    /** Completes what the file says of the network by what the user says. */
    private static NetworkSpec settle(final NetworkSpec read, final String fileName,
        final LoadPretrainedNetNodeParameters parameters)
        throws InvalidSettingsException, EngineException, IOException {
        var spec = read.withName(fileName.replaceFirst("(\\.(scripted|traced|pt|pth|torchscript|ts))+$", ""));
        spec = switch (parameters.m_preprocessing) {
            case OWN -> spec;
            case IMAGENET -> spec.withPreprocessing(Preprocessing.IMAGENET);
            case INCEPTION -> spec.withPreprocessing(Preprocessing.INCEPTION);
            case RAW -> spec.withPreprocessing(Preprocessing.RAW);
            case CUSTOM -> spec.withPreprocessing(parameters.customPreprocessing());
        };
        return parameters.m_labels == LoadPretrainedNetNodeParameters.LabelSource.FILE
            ? LabelFile.apply(spec, parameters.m_labelFile) : spec;
    }

    /** Runs the network once, which tells the shapes of the layers' outputs, and of its own. */
    private static NetworkSpec tried(final Path archive, final NetworkSpec spec, final Monitor monitor)
        throws EngineException, IOException {
        monitor.progress(COPIED, "Trying \"" + spec.name() + "\"");
        final var description =
            Engine.get().describe(new Network(archive, spec), Device.CPU, monitor.part(COPIED, 1));
        if (description.problem() != null) {
            LOGGER.info("The output shapes of the layers are not known: " + description.problem());
        }
        final var shape = description.outputShape();
        final var known = description.addTo(spec);
        return spec.head().outputs() > 0 ? known
            : known.withHead(spec.head().withOutputs(Math.toIntExact(shape.get(shape.size() - 1))));
    }

    /** A stream that ends when the user cancels: networks can be large, and come from far away. */
    private static final class Cancelable extends FilterInputStream {

        private final Monitor m_monitor;

        Cancelable(final InputStream in, final Monitor monitor) {
            super(in);
            m_monitor = monitor;
        }

        @Override
        public int read(final byte[] buffer, final int offset, final int length) throws IOException {
            m_monitor.checkCanceled();
            return super.read(buffer, offset, length);
        }
    }
}
