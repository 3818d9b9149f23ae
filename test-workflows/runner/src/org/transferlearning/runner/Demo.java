// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A workflow from beginning to end: KNIME's batch application executes it in the installation with the feature, and a
 * second process loads the executed workflow and reports on it.
 */
public final class Demo {

    private static final String BATCH = "org.knime.product.KNIME_BATCH_APPLICATION";

    private static final String REPORT = "org.transferlearning.demo.REPORT";

    /** The workflow with the images. Others refer to them in a way that needs a space, which a batch has not. */
    private static final String FIRST = "Surface_Inspection";

    private final Build m_build;

    private final Path m_output;

    /**
     * @param build what was built
     * @param output folder for the executed workflow, the log and the predictions; emptied first
     */
    public Demo(final Build build, final Path output) {
        m_build = build;
        m_output = output;
    }

    /**
     * Runs the demo with the workflow and the variables that this process's {@code demo.*} properties name.
     *
     * @param args the root folder of the project
     * @throws IOException if anything fails, with the reason
     * @throws InterruptedException if this thread is interrupted
     */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final var build = new Build(Path.of(args[0]));
        final var demo = new Demo(build, build.workflows().resolve(Path.of("target", "demo")));
        final var images = Path.of("test-workflows", "workflows", FIRST, "data");
        final var defaults = Map.of("demo.train", images.resolve("train"), "demo.test", images.resolve("holdout"));
        final var variables = new WorkflowVariables(build.root(),
            name -> System.getProperty(name, Objects.toString(defaults.get(name), null))).arguments();
        try {
            demo.execute(System.getProperty("demo.workflow", FIRST), variables);
            System.out.println(demo.report());
        } catch (IOException ex) {
            System.err.println("The demo failed: " + ex.getMessage());
            throw ex;
        }
    }

    /**
     * Executes the workflow.
     *
     * @param workflow name of a workflow folder of the project
     * @param variables arguments of the batch application that set workflow variables
     * @throws IOException if it fails, with the reason
     * @throws InterruptedException if this thread is interrupted
     */
    public void execute(final String workflow, final List<String> variables)
        throws IOException, InterruptedException {
        Folders.delete(m_output);
        Files.createDirectories(m_output);
        final var arguments = new ArrayList<>(List.of("-consoleLog", "-reset", "-data", workspace(),
            "-workflowDir=" + m_build.workflows().resolve(Path.of("workflows", workflow)),
            "-destDir=" + executed()));
        arguments.addAll(variables);
        System.out.println("Executing the workflow \"" + workflow + "\"; the log is " + log());
        final var exitCode = m_build.installation().run(javaArguments(), BATCH, arguments, log());
        if (exitCode != 0) {
            throw new IOException(reason() + "\nThe batch application ended with " + exitCode + "; its log is " + log()
                + ".");
        }
    }

    /**
     * Tells what the executed workflow holds, and writes all predictions to a CSV file.
     *
     * @return the text for a person
     * @throws IOException if it fails, with the reason
     * @throws InterruptedException if this thread is interrupted
     */
    public String report() throws IOException, InterruptedException {
        final var report = m_output.resolve("report.txt");
        final var log = m_output.resolve("report.log");
        final var exitCode = m_build.installation().run(javaArguments(), REPORT, List.of("-data", workspace(),
            "-workflowDir=" + executed(), "-report=" + report, "-csv=" + m_output.resolve("predictions.csv")), log);
        final var text = Files.readString(Files.exists(report) ? report : log);
        if (exitCode != 0) {
            throw new IOException(text.strip());
        }
        return text;
    }

    /** @return the folder with the executed workflow */
    public Path executed() {
        return m_output.resolve("workflow");
    }

    private Path log() {
        return m_output.resolve("demo.log");
    }

    private String workspace() {
        return m_output.resolve("workspace").toString();
    }

    private List<String> javaArguments() {
        return List.of("-Xmx1g", "-Djava.awt.headless=true", m_build.cacheArgument());
    }

    /** What the nodes of the saved workflow say; if it was not saved, the first error in the log. */
    private String reason() throws IOException, InterruptedException {
        if (Files.exists(executed())) {
            try {
                report();
            } catch (IOException ex) {
                return ex.getMessage();
            }
        }
        try (var lines = Files.lines(log())) {
            return lines.filter(line -> line.contains("ERROR")).findFirst().map(String::strip)
                .orElse("The workflow was not executed.");
        }
    }
}
