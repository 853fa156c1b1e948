import { DuckDBScalarFunction, VARCHAR, type DuckDBConnection, type DuckDBDataChunk } from '@duckdb/node-api';
import type { ComputedFunction } from '../../../core/kql/compute/computedFunction';
import { computedFunctions } from '../../../core/kql/compute/computedFunctions';
import { computedName } from '../../../core/kql/sql/functions/computed';
import type { ComputingQueries } from '../computingQueries';
import { compressionFunctions } from './compressionFunctions';
import type { GeoDatabases } from './geoDatabases';

type Compute = ComputedFunction['compute'];

/**
 * Lets DuckDB call the functions of KQL that are computed here. They belong to the database; to register them again is harmless.
 *
 * @param computing are the queries that may call them
 * @param geo is asked for places of addresses; without it there is no such function
 */
export function registerFunctions(connection: DuckDBConnection, computing: ComputingQueries, geo?: GeoDatabases): void {
  const register = (name: string, compute: Compute): void => {
    registerFunction(connection, computing, name, compute);
  };
  for (const [name, { compute }] of Object.entries(computedFunctions)) {
    register(name, compute);
  }
  for (const [name, { compute }] of Object.entries(compressionFunctions)) {
    register(name, compute);
  }
  if (geo !== undefined) {
    register('geo_info_from_ip_address', ([address = null, file = null]) =>
      address === null || file === null ? null : geo.lookUp(address, file),
    );
  }
}

/** Whose query calls a function. */
class Caller {
  constructor(readonly connectionId: number) {}
}

function registerFunction(
  connection: DuckDBConnection,
  computing: ComputingQueries,
  name: string,
  compute: Compute,
): void {
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name: computedName(name),
      returnType: VARCHAR,
      varArgsType: VARCHAR,
      // Without this DuckDB would answer null for every call with a null.
      specialHandling: true,
      bindFunction: (info) => {
        info.setBindData(new Caller(info.clientContext.connectionId));
      },
      mainFunction: ({ bindData }, input, output) => {
        const columns = columnsOf(input);
        const throwIfCancelled = (): void => {
          if (bindData instanceof Caller) {
            computing.throwIfCancelled(bindData.connectionId);
          }
        };
        for (let row = 0; row < input.rowCount; row++) {
          throwIfCancelled();
          output.setItem(
            row,
            compute(
              columns.map((column) => column(row)),
              throwIfCancelled,
            ),
          );
        }
        output.flush();
      },
    }),
  );
}

function columnsOf(input: DuckDBDataChunk): ((row: number) => string | null)[] {
  return Array.from({ length: input.columnCount }, (_, index) => {
    const vector = input.getColumnVector(index);
    return (row) => {
      const value = vector.getItem(row);
      return typeof value === 'string' ? value : null;
    };
  });
}
