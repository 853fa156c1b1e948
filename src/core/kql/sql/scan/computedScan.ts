import { convertedSql } from '../expressionSql';
import { computedSql } from '../functions/computed';
import { contextOf, type Relation } from '../relation';
import { integerLiteral, sql, textLiteral, type Sql } from '../sql';
import { sqlTypes } from '../sqlTypes';
import { ScanProgramBuilder } from './scanProgram';
import {
  foundRows,
  foundSequence,
  foundStep,
  foundValue,
  part,
  placedRows,
  position,
  type ScanSource,
} from './scanSource';

/** The rows that the function is given at once: text of theirs is what JavaScript has in memory. */
const rowsOfPiece = 8_192;

/** A scan whose rows a function of ours goes through; undefined where that cannot compute what the steps look back with. */
export function computedScan(source: ScanSource): Relation | undefined {
  const rows = placedRows(source);
  const builder = new ScanProgramBuilder(source.plan, rows.columns);
  const program = builder.build();
  if (program === undefined) {
    return undefined;
  }
  const context = contextOf(rows, source.firstColumn);
  const values = [part, ...builder.inputs.map(({ expression, type }) => convertedSql(expression, type, context))];
  const line = sql`to_json([${values.map((value) => sql`${value}::VARCHAR`)}])::VARCHAR`;
  const scanPiece = (state: Sql): Sql =>
    computedSql('scan', [textLiteral(JSON.stringify(program)), state, sql`lines`, sql`is_last`]);
  const found = [
    sql`cells[1]::BIGINT AS ${part}`,
    sql`cells[2]::BIGINT AS ${position}`,
    sql`cells[3]::INTEGER AS ${foundStep}`,
    sql`cells[4]::BIGINT AS ${foundSequence}`,
    ...source.plan.declared.map(
      ({ expression }, index) =>
        sql`cells[${integerLiteral(index + 5)}]::${sqlTypes[expression.type]} AS ${foundValue(index)}`,
    ),
  ];
  return foundRows(
    source,
    rows,
    // A round of the recursion takes the next piece, with what the one before has left behind in its first line.
    sql`WITH RECURSIVE input AS MATERIALIZED (SELECT * FROM ${rows.from}),
      pieces AS MATERIALIZED (
        SELECT piece, string_agg(line, chr(10) ORDER BY place) AS lines, piece = max(piece) OVER () AS is_last
        FROM (SELECT *, place // ${integerLiteral(rowsOfPiece)} AS piece
          FROM (SELECT row_number() OVER (ORDER BY ${part}, ${position}) - 1 AS place, ${line} AS line FROM input))
        GROUP BY piece),
      scanned AS (
        SELECT piece, ${scanPiece(textLiteral(''))} AS result FROM pieces WHERE piece = 0
        UNION ALL
        SELECT pieces.piece, ${scanPiece(sql`substr(result, 1, instr(result, chr(10)) - 1)`)}
        FROM scanned JOIN pieces ON pieces.piece = scanned.piece + 1),
      found AS (SELECT ${found} FROM (SELECT from_json(line, '["VARCHAR"]') AS cells
        FROM (SELECT unnest(string_split(result, chr(10))[2:]) AS line FROM scanned)))`,
  );
}
