import { listItems, present } from './kusto';
import { loadKusto } from './loadKusto';

type GlobalState = Kusto.Language.GlobalState;
type FunctionSymbol = Kusto.Language.Symbols.FunctionSymbol;
type TypeSymbol = Kusto.Language.Symbols.TypeSymbol;
type CallContext = Kusto.Language.Symbols.CustomReturnTypeContext;
type ResultType = (context: CallContext, declared: TypeSymbol) => TypeSymbol;

/** Functions whose results are of another type in the engine than the language service says. */
function engineResultTypes(): ReadonlyMap<string, ResultType> {
  const { ScalarTypes } = loadKusto().Symbols;
  const real = present(ScalarTypes.Real, 'real');
  return new Map<string, ResultType>([
    ['jaccard_index', () => real],
    ['datetime_diff', (context, declared) => (isText(listItems(context.Arguments)[0], 'week') ? real : declared)],
  ]);
}

function isText(node: Kusto.Language.Syntax.Expression | null | undefined, text: string): boolean {
  return typeof node?.LiteralValue === 'string' && node.LiteralValue.toLowerCase() === text;
}

/** Functions with the types that the engine gives their results, and those that Kusto has by its documents alone. */
export function withEngineTypes(globals: GlobalState): GlobalState {
  const { Symbols } = loadKusto();
  const types = engineResultTypes();
  const all = listItems(globals.Functions);
  const parseJson = all.find(({ Name }) => Name === 'parse_json');
  const functions = new (System.Collections.Generic.List$1<FunctionSymbol>(Symbols.FunctionSymbol))();
  for (const symbol of all) {
    const name = symbol.Name ?? '';
    const resultType = types.get(name);
    if (name === 'make_timespan') {
      functions.add(withSecondParts(symbol));
    } else if (jsonParsers.includes(name) && parseJson !== undefined) {
      functions.add(withSignaturesOf(parseJson, symbol));
    } else {
      functions.add(resultType === undefined ? symbol : retyped(name, symbol, resultType));
    }
    if (name === 'series_iir') {
      for (const smoothing of smoothingNames) {
        functions.add(smoothingFunction(smoothing, symbol));
      }
    }
  }
  return present(globals.WithFunctions(functions), 'state');
}

/** Other names of `parse_json()`, by Kusto's documents. The language service gives them texts only, and not what is dynamic already. */
const jsonParsers = ['todynamic', 'toobject'];

function withSignaturesOf(source: FunctionSymbol, { Name, ResultNameKind }: FunctionSymbol): FunctionSymbol {
  const { Symbols } = loadKusto();
  const symbol = new Symbols.FunctionSymbol.$ctor4(Name, listItems(source.Signatures));
  return present(symbol.WithResultNameKind(ResultNameKind), 'function');
}

/** Exponential smoothing: Kusto's documents define it by `series_iir()`, under the second of these names. */
const smoothingNames = ['series_exp_smooth', 'series_exp_smoothing_fl'];

/** @param filter the function that takes a series as this one does */
function smoothingFunction(name: string, filter: FunctionSymbol): FunctionSymbol {
  const { Symbols } = loadKusto();
  const [series] = listItems(filter.Signatures).flatMap(({ Parameters }) => listItems(Parameters));
  return new Symbols.FunctionSymbol.$ctor4(name, [
    new Symbols.Signature.$ctor5(Symbols.ScalarTypes.Dynamic, [present(series, 'series'), numberParameter('alpha', 1)]),
  ]);
}

function numberParameter(name: string | null, leastOccurring: number): Kusto.Language.Symbols.Parameter {
  const { Symbols } = loadKusto();
  return new Symbols.Parameter.ctor(
    name,
    Symbols.ParameterTypeKind.Number,
    Symbols.ArgumentKind.Expression,
    null,
    null,
    false,
    null,
    leastOccurring,
    1,
    null,
    null,
  );
}

/** The engine takes parts of a second; the language service wants whole ones. */
function withSecondParts(symbol: FunctionSymbol): FunctionSymbol {
  const { Symbols } = loadKusto();
  const signatures = listItems(symbol.Signatures).map(
    (signature) =>
      new Symbols.Signature.$ctor5(
        signature.DeclaredReturnType,
        listItems(signature.Parameters).map((parameter) =>
          parameter.Name === 'seconds' ? numberParameter(parameter.Name, parameter.MinOccurring) : parameter,
        ),
      ),
  );
  return new Symbols.FunctionSymbol.$ctor4(symbol.Name, signatures);
}

function retyped(name: string, symbol: FunctionSymbol, resultType: ResultType): FunctionSymbol {
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
