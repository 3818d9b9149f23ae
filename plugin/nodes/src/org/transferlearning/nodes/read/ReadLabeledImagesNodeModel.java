// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataTableSpecCreator;
import org.knime.core.data.MissingValue;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.transferlearning.engine.Count;
import org.transferlearning.nodes.util.EngineCall;
import org.transferlearning.nodes.util.Location;
import org.transferlearning.nodes.util.Problem;
import org.transferlearning.nodes.util.ProblemException;

/** What Read Labeled Images does. */
final class ReadLabeledImagesNodeModel {

    private static final String RESOLUTION =
        "Choose a folder on this machine that has one sub-folder per class, with the class's images in it.";

    private ReadLabeledImagesNodeModel() {
    }

    static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        final ReadLabeledImagesNodeParameters parameters = in.getParameters();
        out.setOutSpec(0, ProblemException.inConfigure(() -> {
            final var folder = folder(parameters);
            return spec(classes(folder), parameters.m_appendImages);
        }));
    }

    static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws KNIMEException, CanceledExecutionException {
        final ReadLabeledImagesNodeParameters parameters = in.getParameters();
        final var exec = in.getExecutionContext();
        final var folder = ProblemException.inExecute(() -> folder(parameters));
        final var images = list(folder, parameters, exec);
        final var container =
            exec.createDataContainer(spec(images.stream().map(Image::label).distinct().toList(),
                parameters.m_appendImages));
        final var unreadable = new Unreadable();
        try {
            for (var i = 0; i < images.size(); i++) {
                exec.checkCanceled();
                final var image = images.get(i);
                exec.setProgress((double)i / images.size(), "Image " + (i + 1) + " of " + images.size());
                final var cells = cells(image, parameters.m_appendImages);
                unreadable.note(image, cells.get(cells.size() - 1));
                container.addRowToTable(new DefaultRow(image.key(), cells));
            }
        } finally {
            container.close();
        }
        unreadable.warn(out);
        out.setOutData(0, container.getTable());
    }

    /** An image file: its path from the folder on, its class. */
    private record Image(Path path, String key, String label) {
    }

    private static ImageFolder folder(final ReadLabeledImagesNodeParameters parameters) throws ProblemException {
        final var folder = Location.localFolder(parameters.m_folder, RESOLUTION);
        if (!Files.isDirectory(folder)) {
            throw new ProblemException("The folder \"" + parameters.m_folder + "\" does not exist.", RESOLUTION);
        }
        return new ImageFolder(folder, parameters.extensions());
    }

    private static List<String> classes(final ImageFolder folder) throws ProblemException {
        final var classes = new ArrayList<String>();
        try {
            for (final var subFolder : folder.subFolders()) {
                if (folder.hasImage(subFolder)) {
                    classes.add(subFolder.getFileName().toString());
                }
            }
        } catch (IOException e) {
            throw new ProblemException(Problem.of(e));
        }
        if (classes.isEmpty()) {
            throw noImages(folder);
        }
        return classes;
    }

    private static List<Image> list(final ImageFolder folder, final ReadLabeledImagesNodeParameters parameters,
        final ExecutionContext exec) throws KNIMEException, CanceledExecutionException {
        final var images = EngineCall.run(exec, monitor -> {
            final var found = new ArrayList<Image>();
            for (final var subFolder : folder.subFolders()) {
                final var label = subFolder.getFileName().toString();
                monitor.progress(0, "Listing \"" + label + "\"");
                folder.images(subFolder, monitor).stream()
                    .limit(parameters.m_isLimited ? parameters.m_limit : Long.MAX_VALUE)
                    .forEach(p -> found.add(new Image(p, folder.relative(p), label)));
            }
            return found;
        });
        ProblemException.inExecute(() -> {
            if (images.isEmpty()) {
                throw noImages(folder);
            }
            return null;
        });
        return images;
    }

    private static ProblemException noImages(final ImageFolder folder) {
        return new ProblemException(
            "The folder \"" + folder.folder() + "\" has no sub-folder with images in it.", RESOLUTION);
    }

    private static DataTableSpec spec(final List<String> classes, final boolean hasImages) {
        final var label = new DataColumnSpecCreator("Class", StringCell.TYPE);
        label.setDomain(
            new DataColumnDomainCreator(classes.stream().map(StringCell::new).toArray(DataCell[]::new)).createDomain());
        final var spec = new DataTableSpecCreator()
            .addColumns(new DataColumnSpecCreator("Path", StringCell.TYPE).createSpec(), label.createSpec());
        if (hasImages) {
            spec.addColumns(new DataColumnSpecCreator("Image", PNGImageCellFactory.TYPE).createSpec());
        }
        return spec.createSpec();
    }

    private static List<DataCell> cells(final Image image, final boolean hasImages) {
        final var cells = new ArrayList<DataCell>();
        cells.add(new StringCell(image.path().toString()));
        cells.add(new StringCell(image.label()));
        if (hasImages) {
            cells.add(PngImages.cell(image.path()));
        }
        return cells;
    }

    /** Counts the images that could not be read. */
    private static final class Unreadable {

        private int m_count;

        private String m_first;

        void note(final Image image, final DataCell cell) {
            if (cell.isMissing()) {
                m_count++;
                m_first = m_first == null ? "\"" + image.key() + "\": " + ((MissingValue)cell).getError() : m_first;
            }
        }

        void warn(final ExecuteOutput out) {
            if (m_count > 0) {
                out.setWarningMessage(Count.of(m_count, "image") + " could not be read and "
                    + Count.verb(m_count, "is", "are") + " missing; the first is " + m_first + ".");
            }
        }
    }
}
