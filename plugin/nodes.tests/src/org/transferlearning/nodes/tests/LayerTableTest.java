// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Component;
import java.awt.Container;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.swing.JTable;
import javax.swing.JTextArea;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.transferlearning.engine.CutPoint;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.Layer;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Pooling;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.TrainingPlan;
import org.transferlearning.nodes.port.LayerTable;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.testing.RunningWorkflow;

/** The layer table: the second output of Load Pretrained Net, and the view of a Network port. */
class LayerTableTest {

    /** Everything that can be said of modules: a partly frozen convolution, a batch norm, a frozen head. */
    private static final NetworkSpec NETWORK = new NetworkSpec("Small", false, List.of(
        new Layer("", "Net", "", List.of(), List.of(), null, List.of(1L, 2L)),
        new Layer("a", "Conv2d", "a",
            List.of(new Layer.Tensor("weight", List.of(8L, 3L, 3L, 3L)), new Layer.Tensor("bias", List.of(8L))),
            List.of(), null, List.of(1L, 8L, 16L, 16L)),
        new Layer("b", "BatchNorm2d", "a",
            List.of(new Layer.Tensor("weight", List.of(8L)), new Layer.Tensor("bias", List.of(8L))),
            List.of(new Layer.Tensor("running_mean", List.of(8L)), new Layer.Tensor("steps", List.of())),
            "is inside a skip connection", List.of()),
        new Layer("fc", "Linear", "fc", List.of(new Layer.Tensor("weight", List.of(2L, 8L))), List.of(), null,
            List.of(1L, 2L))),
        List.of(new CutPoint("a", "Conv2d", 8, Pooling.AVERAGE, List.of("a"), List.of())), Head.NONE,
        Preprocessing.IMAGENET,
        new TrainingPlan(Set.of("a.bias", "fc.weight"), Set.of("b"), Map.of("a", 0.1), Map.of("a", 5L)),
        List.of("Loaded it.", "Froze something."));

    @TempDir
    private Path m_folder;

    @Test
    void eachModuleIsDescribedByWhatItOwns() {
        final var table = new LayerTable(NETWORK);
        // 8 × 3 × 3 × 3 + 8 = 224 elements, of which the bias's 8 are frozen
        assertRow(table, 1, "a", "Conv2d", "a", 224L, "weight [8, 3, 3, 3], bias [8]", null, true, 216L, 0.1, true,
            null, "[1, 8, 16, 16]", true, null);
        assertRow(table, 2, "b", "BatchNorm2d", "a", 16L, "weight [8], bias [8]", "running_mean [8], steps []", true,
            16L, 1.0, false, true, null, false, "is inside a skip connection");
        assertRow(table, 3, "fc", "Linear", "fc", 16L, "weight [2, 8]", null, false, 0L, 1.0, false, null, "[1, 2]",
            false, null);
        assertRow(table, 0, "", "Net", "", 0L, null, null, null, 0L, null, null, null, "[1, 2]", false,
            "is the whole network");
    }

    private static void assertRow(final LayerTable table, final int row, final Object... values) {
        for (var i = 0; i < values.length; i++) {
            assertEquals(values[i], table.value(row, i), LayerTable.columnName(i));
        }
        assertEquals(LayerTable.columnCount(), values.length);
    }

    @Test
    void theViewOfThePortShowsTheSameAndChangesNothing() {
        final var views = new NetworkPortObjectSpec(NETWORK).getViews();
        assertEquals(1, views.length);
        assertEquals("Layers", views[0].getName());
        final var table = find(JTable.class, views[0]);
        final var expected = new LayerTable(NETWORK);
        assertEquals(4, table.getRowCount());
        for (var row = 0; row < 4; row++) {
            for (var column = 0; column < LayerTable.columnCount(); column++) {
                assertEquals(expected.value(row, column), table.getValueAt(row, column));
                assertFalse(table.isCellEditable(row, column));
            }
        }
        table.getRowSorter().toggleSortOrder(column("Parameters"));
        assertEquals(List.of("", "b", "fc", "a"),
            IntStream.range(0, 4).mapToObj(row -> table.getValueAt(row, column("Path"))).toList());
        final var summary = find(JTextArea.class, views[0]);
        assertFalse(summary.isEditable());
        // 224 + 16 + 16 elements, without the bias's 8 and the head's 16
        for (final var text : List.of("Small (scripted): 4 modules, trainable 232 of 256 parameters",
            "Preprocessing: resize to 256, crop to 224 pixels, RGB, values 0 to 1.0, mean [0.485,",
            "Loaded it.\nFroze something.")) {
            assertTrue(summary.getText().contains(text), summary.getText());
        }
    }

    private static int column(final String name) {
        return IntStream.range(0, LayerTable.columnCount()).filter(i -> LayerTable.columnName(i).equals(name))
            .findFirst().orElseThrow();
    }

    private static <T extends Component> T find(final Class<T> type, final Container in) {
        for (final var component : in.getComponents()) {
            final var found = type.isInstance(component) ? type.cast(component)
                : component instanceof Container container ? find(type, container) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    @Test
    void theColumnsAreKnownBeforeTheNetworkIsLoaded() throws Exception {
        try (var workflow = open(NodeSettingsMap.load(Chain.BUNDLED))) {
            assertTrue(LayerTable.SPEC.equalStructure((DataTableSpec)workflow.outputSpec(1, 2)));
        }
    }

    @Test
    void theOutputIsWhatPyTorchSaysOfTheModules() throws Exception {
        final var facts = new Facts("resnet_basic.scripted");
        final var settings = NodeSettingsMap.load(facts.archive().toString()).put("preprocessing", "CUSTOM")
            .put("resize", 32).put("crop", 32).put("tryNetwork", true);
        try (var workflow = open(settings)) {
            workflow.execute();
            Messages.assertExecuted(workflow, 1);
            final var modules = new ArrayList<String>();
            for (final var row : workflow.table(1, 2)) {
                modules.add(row.getKey().getString() + " " + text(row, "Kind"));
                assertRow(facts, row);
            }
            final var expected = facts.lines("module");
            assertEquals(expected.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList(), modules);
        }
    }

    private static void assertRow(final Facts facts, final DataRow row) {
        final var path = text(row, "Path");
        assertEquals(path.isEmpty() ? LayerTable.ROOT : path, row.getKey().getString());
        assertEquals(facts.tensors("parameter", path), text(row, "Parameter shapes"), path);
        assertEquals(facts.tensors("buffer", path), text(row, "Buffers"), path);
        final var activation = facts.lines("activation").get(path);
        if (activation != null) {
            // the facts are those of two images
            assertEquals(shape(activation).replace("[2", "[1"), text(row, "Output shape"), path);
        }
        final var isCutPoint = text(row, "Cut point").equals("true");
        assertEquals(isCutPoint ? "?" : "reason", text(row, "Why no cut point").equals("?") ? "?" : "reason", path);
        assertTrue(!isCutPoint || facts.lines("cut").get(path).equals("sound"), path);
    }

    private static String shape(final String fact) {
        return fact.split(" ")[0].replace(",", ", ");
    }

    private static String text(final DataRow row, final String column) {
        return row.getCell(column(column)).toString();
    }

    private RunningWorkflow open(final NodeSettingsMap settings) throws Exception {
        final var chain = new Chain(Files.createDirectories(m_folder.resolve("workflow")));
        chain.load(settings);
        return chain.open();
    }

    /** What PyTorch says about one of the engine's small networks; the file README.md beside them explains the lines. */
    private record Facts(Path archive, List<String> all) {

        Facts(final String name) throws Exception {
            this(locate().resolve(name + ".pt"), Files.readAllLines(locate().resolve(name + ".expected.txt")));
        }

        private static Path locate() {
            for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
                final var found = folder.resolve("plugin/engine/test-data/architectures");
                if (Files.exists(found)) {
                    return found;
                }
            }
            return Assumptions.abort("The tests do not run in the repository.");
        }

        /** The rests of the lines that begin so, by their first word. */
        Map<String, String> lines(final String start) {
            final var lines = new LinkedHashMap<String, String>();
            all.stream().filter(l -> l.startsWith(start + " ")).map(l -> l.substring(start.length() + 1).split(" ", 2))
                .forEach(w -> lines.put(w[0], w[1]));
            return lines;
        }

        /** The names and shapes of a module's own tensors. */
        String tensors(final String start, final String path) {
            final var texts = new ArrayList<String>();
            lines(start).forEach((name, fact) -> {
                final var dot = name.lastIndexOf('.');
                if (path.equals(dot < 0 ? "" : name.substring(0, dot))) {
                    texts.add(name.substring(dot + 1) + " " + shape(fact.substring(fact.indexOf(' ') + 1)));
                }
            });
            return texts.isEmpty() ? "?" : String.join(", ", texts);
        }
    }
}
