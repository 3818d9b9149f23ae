// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;

/** The arguments of the batch application, as KNIME's class BatchExecutor understands them. */
final class BatchOptions {

    static final String USAGE = """
        -workflowDir=DIR    the workflow to execute, a folder
        -workflowFile=FILE  the workflow to execute, a zip file
        -reset              forget all results first
        -failonloaderror    do not execute a workflow that does not load without errors
        -noexecute          do not execute the workflow
        -nosave             do not save the workflow
        -destDir=DIR        save the workflow there and not where it was
        -workflow.variable=NAME,VALUE,TYPE  a workflow variable; TYPE is String, int or double
        -option=NODE,NAME,VALUE,TYPE        a setting of a node""";

    private static final Set<String> IGNORED =
        Set.of("-noversioncheck", "-perspective", "-showlocation", "-allowdeadlock", "-checkforupdates",
            "-profilelist", "-profilelocation");

    File m_input;

    File m_outputDir;

    boolean m_reset;

    boolean m_noSave;

    boolean m_noExecute;

    boolean m_failOnLoadError;

    final List<FlowVariable> m_variables = new ArrayList<>();

    final List<NodeOption> m_nodeOptions = new ArrayList<>();

    private BatchOptions() {
    }

    /** The arguments are wrong. */
    static final class IllegalOptionException extends Exception {

        private static final long serialVersionUID = 1L;

        IllegalOptionException(final String message, final Throwable cause) {
            super(message, cause);
        }
    }

    /** A setting of a node; the name is a path. */
    record NodeOption(int node, String name, String value, String type) {

        void writeTo(final NodeSettings model) throws InvalidSettingsException, IllegalOptionException {
            var path = name.split("/");
            var settings = model;
            for (var i = 0; i < path.length - 1; i++) {
                settings = settings.getNodeSettings(path[i]);
            }
            var key = path[path.length - 1];
            switch (type) {
                case "int" -> settings.addInt(key, Integer.parseInt(value));
                case "long" -> settings.addLong(key, Long.parseLong(value));
                case "boolean" -> settings.addBoolean(key, Boolean.parseBoolean(value));
                case "double", "float" -> settings.addDouble(key, Double.parseDouble(value));
                case "String" -> settings.addString(key, value);
                default -> throw new IllegalOptionException("Unknown option type for " + name + ": " + type, null);
            }
        }
    }

    static BatchOptions parse(final String... args) throws IllegalOptionException {
        var options = new BatchOptions();
        for (var arg : args) {
            var parts = arg.split("=", 2);
            if (parts.length == 2) {
                options.take(parts[0], parts[1], arg);
            } else {
                options.take(arg);
            }
        }
        if (options.m_input == null) {
            throw new IllegalOptionException("No workflow file or directory given.", null);
        }
        return options;
    }

    private void take(final String arg) throws IllegalOptionException {
        switch (arg) {
            case "-reset" -> m_reset = true;
            case "-nosave" -> m_noSave = true;
            case "-noexecute" -> m_noExecute = true;
            case "-failonloaderror" -> m_failOnLoadError = true;
            default -> ignoreOrRefuse(arg);
        }
    }

    private void take(final String name, final String value, final String arg) throws IllegalOptionException {
        switch (name) {
            case "-workflowDir" -> m_input = checked(new File(value), new File(value).isDirectory(),
                "Workflow directory '" + value + "' is not a directory.");
            case "-workflowFile" -> m_input = checked(new File(value), new File(value).isFile(),
                "Workflow file '" + value + "' is not a file.");
            case "-preferences" -> checked(new File(value), new File(value).isFile(),
                "Preference file '" + value + "' does not exist"); // nothing here has preferences
            case "-destDir" -> m_outputDir = new File(value);
            case "-workflow.variable" -> m_variables.add(variable(value, arg));
            case "-option" -> m_nodeOptions.add(nodeOption(value, arg));
            default -> ignoreOrRefuse(name);
        }
    }

    private static void ignoreOrRefuse(final String name) throws IllegalOptionException {
        if (!IGNORED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalOptionException("Unknown option '" + name + "'", null);
        }
    }

    private static File checked(final File file, final boolean isGood, final String message)
        throws IllegalOptionException {
        if (!isGood) {
            throw new IllegalOptionException(message, null);
        }
        return file;
    }

    private static FlowVariable variable(final String value, final String arg) throws IllegalOptionException {
        try {
            var parts = splitQuoted(value);
            if (parts.size() != 3) {
                throw new IllegalArgumentException("Invalid argument list");
            }
            return switch (parts.get(2)) {
                case "String" -> new FlowVariable(parts.get(0), parts.get(1));
                case "int" -> new FlowVariable(parts.get(0), Integer.parseInt(parts.get(1)));
                case "double" -> new FlowVariable(parts.get(0), Double.parseDouble(parts.get(1)));
                default -> throw new IllegalArgumentException("Invalid type: " + parts.get(2));
            };
        } catch (IllegalArgumentException ex) {
            throw new IllegalOptionException(
                "Couldn't parse -workflow.variable argument: " + arg + ": " + ex.getMessage(), ex);
        }
    }

    /** Commas separate, unless they are between quotes; in quotes, a backslash takes the next character as it is. */
    private static List<String> splitQuoted(final String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        var quote = (char)0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (quote != 0 && c == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote == 0 && c == ',') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /** The value may have commas. */
    private static NodeOption nodeOption(final String value, final String arg) throws IllegalOptionException {
        var first = value.indexOf(',');
        var second = value.indexOf(',', first + 1);
        var last = value.lastIndexOf(',');
        try {
            return new NodeOption(Integer.parseInt(value.substring(0, first)), value.substring(first + 1, second),
                value.substring(second + 1, last), value.substring(last + 1));
        } catch (IndexOutOfBoundsException | NumberFormatException ex) {
            throw new IllegalOptionException("Couldn't parse -option argument: " + arg, ex);
        }
    }
}
