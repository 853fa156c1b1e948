import { DuckDBInstance } from '@duckdb/node-api';
import { textLiteral } from '../../src/core/kql/sql/sql.ts';

/** What DuckDB alone does with the same file, the floor: `copyProcess.ts TARGET FILE`. Prints JSON. */
const [target = '', file = ''] = process.argv.slice(2);
const database = await DuckDBInstance.create(':memory:');
const connection = await database.connect();
const started = performance.now();
const { rowsChanged } = await connection.run(
  `COPY (FROM read_json(${textLiteral(file).text}, format = 'newline_delimited', sample_size = -1)) TO ${textLiteral(target).text} (FORMAT parquet, COMPRESSION zstd)`,
);
const milliseconds = performance.now() - started;
connection.closeSync();
database.closeSync();
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ added: rowsChanged, milliseconds, peakBytes }));
