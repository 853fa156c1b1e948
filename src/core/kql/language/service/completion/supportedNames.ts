import { aggregateFunctions, tupleAggregates } from '../../../sql/functions/aggregates/aggregates';
import { scalarFunctions } from '../../../sql/functions/scalarFunctions';
import { columnFunctions } from '../../columnFunctions';
import { plugins } from '../../operators/evaluateOperator';
import { clockFunctions } from '../../expressions';
import { operatorRows } from '../../operators/operators';
import { tableRows } from '../../tables/tables';

/** Operators whose names are not made of the words of their classes, and those with several names. */
const oddNames: Readonly<Record<string, readonly string[]>> = {
  DataTable: ['datatable'],
  Filter: ['where', 'filter'],
  GetSchema: ['getschema'],
  Sort: ['sort', 'order'],
  Take: ['take', 'limit'],
  ToTable: ['toTable'],
};

/** Classes of expressions that are written as operators are. */
const sources: ReadonlySet<string> = new Set(['DataTableExpression', 'MaterializeExpression', 'ToTableExpression']);

/** Names of the tabular operators that are supported: `MakeSeriesOperator` is `make-series`. */
export const supportedOperators: ReadonlySet<string> = new Set(
  [...Object.keys(operatorRows), ...Object.keys(tableRows)]
    .filter((className) => className.endsWith('Operator') || sources.has(className))
    .flatMap((className) => {
      const words = className.replace(/(Operator|Expression)$/, '');
      return oddNames[words] ?? [words.replaceAll(/(?<!^)[A-Z]/g, '-$&').toLowerCase()];
    }),
);

export const supportedFunctions: ReadonlySet<string> = new Set([
  ...Object.keys(scalarFunctions),
  ...Object.keys(columnFunctions),
  ...clockFunctions,
]);

export const supportedAggregates: ReadonlySet<string> = new Set([
  ...Object.keys(aggregateFunctions),
  ...Object.keys(tupleAggregates),
]);

/** The plugins of `evaluate`. */
export const supportedPlugins: ReadonlySet<string> = new Set(Object.keys(plugins));
