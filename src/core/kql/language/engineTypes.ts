import { listItems, loadKusto, present } from './kusto';

type GlobalState = Kusto.Language.GlobalState;
type TypeSymbol = Kusto.Language.Symbols.TypeSymbol;
type CallContext = Kusto.Language.Symbols.CustomReturnTypeContext;
type ResultType = (context: CallContext, declared: TypeSymbol) => TypeSymbol;

/** Functions whose results are of another type in the engine than the language service says. */
function engineResultTypes(): ReadonlyMap<string, ResultType> {
  const { ScalarTypes } = loadKusto().Symbols;
  const real = present(ScalarTypes.Real, 'real');
  return new Map<string, ResultType>([
    ['jaccard_index', () => real],
    ['datetime_diff', (context, declared) => (isText(context.Arguments?.getItem(0), 'week') ? real : declared)],
  ]);
}

function isText(node: Kusto.Language.Syntax.Expression | null | undefined, text: string): boolean {
  return typeof node?.LiteralValue === 'string' && node.LiteralValue.toLowerCase() === text;
}

/** Functions with the types that the engine gives their results. */
export function withEngineTypes(globals: GlobalState): GlobalState {
  const { Symbols } = loadKusto();
  const types = engineResultTypes();
  const functions = new (System.Collections.Generic.List$1<Kusto.Language.Symbols.FunctionSymbol>(
    Symbols.FunctionSymbol,
  ))();
  for (const symbol of listItems(globals.Functions)) {
    const name = symbol.Name ?? '';
    const resultType = types.get(name);
    functions.add(
      name === 'make_timespan'
        ? withSecondParts(symbol)
        : resultType === undefined
          ? symbol
          : retyped(name, symbol, resultType),
    );
  }
  return present(globals.WithFunctions(functions), 'state');
}

/** The engine takes parts of a second; the language service wants whole ones. */
function withSecondParts(symbol: Kusto.Language.Symbols.FunctionSymbol): Kusto.Language.Symbols.FunctionSymbol {
  const { Symbols } = loadKusto();
  const number = ({ Name, MinOccurring }: Kusto.Language.Symbols.Parameter): Kusto.Language.Symbols.Parameter =>
    new Symbols.Parameter.ctor(
      Name,
      Symbols.ParameterTypeKind.Number,
      Symbols.ArgumentKind.Expression,
      null,
      null,
      false,
      null,
      MinOccurring,
      1,
      null,
      null,
    );
  const signatures = listItems(symbol.Signatures).map(
    (signature) =>
      new Symbols.Signature.$ctor5(
        signature.DeclaredReturnType,
        listItems(signature.Parameters).map((parameter) =>
          parameter.Name === 'seconds' ? number(parameter) : parameter,
        ),
      ),
  );
  return new Symbols.FunctionSymbol.$ctor4(symbol.Name, signatures);
}

function retyped(
  name: string,
  symbol: Kusto.Language.Symbols.FunctionSymbol,
  resultType: ResultType,
): Kusto.Language.Symbols.FunctionSymbol {
  const { Symbols } = loadKusto();
  const signatures = listItems(symbol.Signatures).map((signature) => {
    const declared = present(signature.DeclaredReturnType, 'type');
    return new Symbols.Signature.$ctor1(
      (context) => resultType(context, declared),
      Symbols.Tabularity.Scalar,
      signature.Parameters,
    );
  });
  return new Symbols.FunctionSymbol.$ctor4(name, signatures);
}
