/** The list of what is supported is made from the tables; `node test/tools/writeKqlDocs.ts` writes it anew. */
import { expect, test } from 'vitest';
import { columnFunctions } from '../../../../src/core/kql/language/columnFunctions';
import { plugins } from '../../../../src/core/kql/language/operators/evaluateOperator';
import { clockFunctions } from '../../../../src/core/kql/language/expressions';
import { listItems } from '../../../../src/core/kql/language/kusto/kusto';
import { loadKusto } from '../../../../src/core/kql/language/kusto/loadKusto';
import { kustoGlobals } from '../../../../src/core/kql/language/kusto/kustoGlobals';
import { mostOpenBrackets } from '../../../../src/core/kql/language/problems/nesting';
import { operatorRows } from '../../../../src/core/kql/language/operators/operators';
import { resultOperators } from '../../../../src/core/kql/language/severalResults';
import { deepestTree } from '../../../../src/core/kql/language/problems/syntaxDepth';
import { tableRows } from '../../../../src/core/kql/language/tables/tables';
import { aggregateFunctions, tupleAggregates } from '../../../../src/core/kql/sql/functions/aggregates/aggregates';
import { scalarFamilies } from '../../../../src/core/kql/sql/functions/scalarFunctions';
import { kqlDocs, type KqlSupport } from '../../../tools/kqlDocs';

const inOrder = (names: Iterable<string>): string[] => [...new Set(names)].sort();

/** Operators whose names are not made of the words of their classes. */
const oddNames: Readonly<Record<string, string>> = {
  DataTable: 'datatable',
  ExternalData: 'externaldata',
  Filter: 'where',
  GetSchema: 'getschema',
  ReduceBy: 'reduce',
  ToTable: 'totable',
};

/** `MakeSeriesOperator` is `make-series`. */
function operatorName(className: string): string {
  const words = className.replace(/(Operator|Expression)$/, '');
  return oddNames[words] ?? words.replaceAll(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
}

const sources = ['DataTableExpression', 'ExternalDataExpression', 'MaterializeExpression', 'ToTableExpression'];

function currentSupport(): KqlSupport {
  const kusto = loadKusto();
  const names = (symbols: Parameters<typeof listItems<{ readonly Name: string | null }>>[0]): ReadonlySet<string> =>
    new Set(listItems(symbols).map(({ Name }) => Name ?? ''));
  const [functions, aggregates] = [names(kustoGlobals([]).Functions), names(kusto.Aggregates.All)];
  const families: Record<string, readonly string[]> = Object.fromEntries(
    Object.entries(scalarFamilies).map(([family, rows]) => [
      family,
      inOrder(Object.keys(rows).filter((name) => functions.has(name))),
    ]),
  );
  families.values = inOrder([...(families.values ?? []), ...(families.operators ?? [])]);
  delete families.operators;
  families.times = inOrder([...(families.times ?? []), ...clockFunctions]);
  families.columns = inOrder(Object.keys(columnFunctions));
  const supported = new Set(Object.values(families).flat());
  // An operator is a sign, or a word that can be no name.
  const isOperator = (name: string): boolean =>
    /^\W/.test(name) ||
    /^(and|or|in|between|has|contains|startswith|endswith|hasprefix|hassuffix|matches)(~|_| |$)/.test(name);
  return {
    operators: inOrder(
      [...Object.keys(operatorRows), ...Object.keys(tableRows), ...Object.keys(resultOperators)]
        .filter((name) => name.endsWith('Operator') || sources.includes(name))
        .map(operatorName),
    ),
    plugins: inOrder(Object.keys(plugins)),
    expressionOperators: inOrder(
      Object.values(scalarFamilies)
        .flatMap((rows) => Object.keys(rows))
        .filter((name) => isOperator(name) && !functions.has(name)),
    ),
    families,
    aggregates: inOrder([...Object.keys(aggregateFunctions), ...Object.keys(tupleAggregates)]).filter((name) =>
      aggregates.has(name),
    ),
    limits: { openBrackets: mostOpenBrackets, operators: deepestTree },
    missing: inOrder(
      [...functions].filter(
        (name) => !name.startsWith('__') && !supported.has(name) && !aggregates.has(name) && name !== 'table',
      ),
    ),
  };
}

test('the list of what is supported is current', async () => {
  await expect(kqlDocs(currentSupport())).toMatchFileSnapshot('../../../../media/docs/kql.md');
});

test('no function is in two families', () => {
  const all = Object.values(currentSupport().families).flat();
  expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
});
