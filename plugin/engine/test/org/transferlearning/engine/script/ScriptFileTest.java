// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptFileTest {

    private static final String FILE = """
        op_version_set = 1
        class Box(Module):
          __parameters__ = ["weight", ]
          __buffers__ = []
          weight : Tensor
          training : bool
          stride : Final[int] = 2
          __annotations__["0"] = __torch__.torch.nn.modules.conv.___torch_mangle_1.Conv2d
          def forward(self: __torch__.nets.Box,
            x: Tensor,
            scale: Optional[float]=None) -> Tensor:
            weight = self.weight
            if torch.gt(x, 0):
              y = (getattr(self, "0")).forward(x, )
            else:
              y = x
            for i in range(torch.len(x)):
              y0 = torch.add_(y, i)
            a, b, = torch.split(y, 2)
            return torch.linear(a, weight, None)
          def __len__(self: __torch__.nets.Box) -> int:
            return 1
        class Pair(NamedTuple):
          first : Tensor
        def helper(x: Tensor) -> Tensor:
          return x
        """;

    private static Expression expression(final String text) throws ScriptException {
        final var file = ScriptFile.parse(new SourceText("def f(x: int) -> int:\n  return " + text + "\n"));
        final Expression value =
            ((Statement.Return)file.functions().get("f").body().get(0)).value();
        assertEquals(text, file.text(value), "the place of the expression");
        return value;
    }

    @Test
    void findsClassesAttributesAndMethodsInOrder() throws Exception {
        final ScriptFile file = ScriptFile.parse(new SourceText(FILE));
        assertEquals(List.of("Box", "Pair"), List.copyOf(file.classes().keySet()));
        assertEquals(List.of("helper"), List.copyOf(file.functions().keySet()));
        final ScriptClass box = file.classes().get("Box");
        assertTrue(box.isModule() && !file.classes().get("Pair").isModule());
        assertEquals(List.of("weight"), box.parameters());
        assertEquals(List.of(), box.buffers());
        assertEquals(List.of("weight", "training", "stride", "0"), List.copyOf(box.attributes().keySet()));
        assertEquals("__torch__.torch.nn.modules.conv.___torch_mangle_1.Conv2d",
            box.typeText(box.attributes().get("0")));
        assertEquals(List.of("forward", "__len__"), List.copyOf(box.methods().keySet()));
    }

    @Test
    void parsesSignaturesAndStatements() throws Exception {
        final ScriptMethod forward = ScriptFile.parse(new SourceText(FILE)).classes().get("Box").methods().get("forward");
        assertEquals(List.of("self", "x", "scale"), forward.signature().parameters());
        final List<Statement> body = forward.body();
        assertEquals(5, body.size());
        final var branch = assertInstanceOf(Statement.Block.class, body.get(1));
        assertEquals(1, branch.otherwise().size());
        assertEquals("for", assertInstanceOf(Statement.Block.class, body.get(2)).keyword());
        assertEquals(2, assertInstanceOf(Statement.Assignment.class, body.get(3)).targets().size());
        assertInstanceOf(Statement.Return.class, body.get(4));
    }

    @Test
    void methodsReachFromTheirFirstToTheirLastLine() throws Exception {
        final ScriptMethod length = ScriptFile.parse(new SourceText(FILE)).classes().get("Box").methods().get("__len__");
        assertEquals("  def __len__(self: __torch__.nets.Box) -> int:\n    return 1\n",
            FILE.substring(length.start(), length.end()));
    }

    @Test
    void callsHaveTheirArguments() throws Exception {
        final Expression parsed = expression("(self.a).forward((b).forward(x, ), 1.5e-05)");
        final var call = assertInstanceOf(Expression.Call.class, parsed);
        assertEquals(2, call.arguments().size());
        assertInstanceOf(Expression.Call.class, call.arguments().get(0));
        assertEquals("1.5e-05", assertInstanceOf(Expression.Literal.class, call.arguments().get(1)).text());
    }

    @Test
    void operatorsBindAsInPython() throws Exception {
        final var or = assertInstanceOf(Expression.Operation.class, expression("a or not b == c + d * -e"));
        assertEquals("or", or.operator());
        final var not = assertInstanceOf(Expression.Operation.class, or.parts().get(1));
        assertEquals("not", not.operator());
        assertEquals("==", assertInstanceOf(Expression.Operation.class, not.parts().get(0)).operator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1, 2, ]", "(a, )", "()", "{\"k\": [1], \"l\": []}", "annotate(List[int], [])",
        "x[0][1:2]", "a if b else c", "unchecked_cast(Tensor, x)", "\"quo\\\"te {}\"", "torch.slice(x, 0, None, -1)",
        "a is not None", "f(a, b=1)", "-1", "1.", "float(\"inf\")", "a ** -b", "(a)"})
    void understandsWhatTorchScriptWrites(final String text) throws Exception {
        expression(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f(", "a b", "\"open", "[1", "a +", "?", ")"})
    void refusesBrokenCode(final String text) {
        assertThrows(ScriptException.class, () -> expression(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "not ", "[", "f(", "1 if 1 else ", "1 ** ", "1 + "})
    void refusesEndlessNesting(final String start) {
        assertThrows(ScriptException.class, () -> expression(start.repeat(50_000) + "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".a", "()", "[0]", " + 1"})
    void refusesEndlessRowsInWhichEachHoldsTheOnesBefore(final String next) {
        assertThrows(ScriptException.class, () -> expression("x" + next.repeat(50_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 = x", "\"a\" = x", "a, 1, = x", "() = x", "for 1 in x:\n    pass"})
    void refusesToAssignToAValue(final String line) throws Exception {
        final var file = ScriptFile.parse(new SourceText("def f(x: int) -> int:\n  " + line + "\n"));
        assertThrows(ScriptException.class, () -> file.functions().get("f").body());
    }
}
