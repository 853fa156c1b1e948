import { DuckDBScalarFunction, VARCHAR, type DuckDBConnection, type DuckDBDataChunk } from '@duckdb/node-api';
import { computedFunctions } from '../../core/kql/compute/computedFunctions';
import { computedName } from '../../core/kql/sql/functions/computed';

/** Lets DuckDB call the functions of KQL that are computed here. They belong to the database; to register them again is harmless. */
export function registerFunctions(connection: DuckDBConnection): void {
  for (const [name, { compute }] of Object.entries(computedFunctions)) {
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name: computedName(name),
        returnType: VARCHAR,
        varArgsType: VARCHAR,
        // Without this DuckDB would answer null for every call with a null.
        specialHandling: true,
        mainFunction: (_info, input, output) => {
          const columns = columnsOf(input);
          for (let row = 0; row < input.rowCount; row++) {
            output.setItem(row, compute(columns.map((column) => column(row))));
          }
          output.flush();
        },
      }),
    );
  }
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
