// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.knime.core.node.BufferedDataTable;

/**
 * Loads an executed workflow and writes down its nodes with their messages, the trained network's layers, the history of
 * the training, the hold-out accuracy with a confusion matrix and the first predictions, for a person; and all predictions
 * as a table. Arguments: {@code -workflowDir=FOLDER -report=FILE -csv=FILE}. If that fails, ends with 1 and the reason in
 * the report.
 */
public final class ReportApplication implements IApplication {

    private static final Integer FAILED = 1;

    @Override
    public Object start(final IApplicationContext context) throws Exception {
        final var arguments = (String[])context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        try (var out = new PrintStream(argument(arguments, "-report="), StandardCharsets.UTF_8)) {
            try (var workflow = ExecutedWorkflow.load(Path.of(argument(arguments, "-workflowDir=")))) {
                workflow.requireExecuted();
                print(workflow, Path.of(argument(arguments, "-csv=")), out);
                return EXIT_OK;
            } catch (IOException | IllegalArgumentException ex) {
                out.println(ex.getMessage());
                return FAILED;
            }
        }
    }

    private static void print(final ExecutedWorkflow workflow, final Path csv, final PrintStream out)
        throws IOException {
        title("Nodes", out);
        workflow.nodes().forEach(out::println);
        final var fineTune = workflow.node("Fine-tune");
        title("Layers of the trained network", out);
        LayerSummary.of(fineTune.getOutPort(1).getPortObject()).forEach(out::println);
        title("Training history", out);
        TextTable.of((BufferedDataTable)fineTune.getOutPort(2).getPortObject(), Integer.MAX_VALUE).lines()
            .forEach(out::println);
        final var table = (BufferedDataTable)workflow.node("Predict").getOutPort(1).getPortObject();
        title("Hold-out images", out);
        HoldOut.of(table).lines().forEach(out::println);
        title("First predictions", out);
        TextTable.of(table, 8).lines().forEach(out::println);
        CsvFile.write(table, csv);
        out.println();
        out.println("All predictions: " + csv);
    }

    private static void title(final String text, final PrintStream out) {
        out.println();
        out.println(text);
        out.println("-".repeat(text.length()));
    }

    private static String argument(final String[] arguments, final String start) {
        return Arrays.stream(arguments).filter(argument -> argument.startsWith(start)).findFirst()
            .map(argument -> argument.substring(start.length()))
            .orElseThrow(() -> new IllegalArgumentException("The argument " + start + "... is missing."));
    }

    @Override
    public void stop() {
        // runs to its end within seconds
    }
}
