import { computedFunctions } from '../../compute/computedFunctions';
import { computedSql } from './computed';
import { argument, type FunctionTable } from './functionTable';

function isComputed(name: string): name is keyof typeof computedFunctions {
  return Object.hasOwn(computedFunctions, name);
}

/** The rows of functions that DuckDB calls back for. */
export function computedRows(family: Partial<typeof computedFunctions>): FunctionTable {
  return Object.fromEntries(
    Object.keys(family)
      .filter(isComputed)
      .map((name) => [
        name,
        (call) => {
          const { parameters } = computedFunctions[name];
          const given = parameters.slice(0, call.arguments.length);
          return computedSql(
            name,
            given.map((type, index) => argument(call, index, type)),
          );
        },
      ]),
  );
}
