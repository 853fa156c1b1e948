import type { Column } from '../../../../src/core/kql/kustoType';
import type { CellValue, Row } from '../../../../src/core/protocol/queryProtocol';
import { commonFields, workloadFields } from '../../../../src/core/schema/generated/documentedFields';
import type { QueryRunner } from '../../../../src/engine/query/queryRunner';
import { evaluate } from './reference/evaluate';
import { isObject, type PsObject, type PsValue } from './reference/semantics';

export const cellNow = Date.UTC(2026, 4, 2);

const fieldTypes: Readonly<Record<string, string>> = { ...commonFields, ...workloadFields };

/** A record as PowerShell has it: its times are times. */
export function psRecord(record: Readonly<Record<string, unknown>>): PsObject {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]): [string, PsValue] => [
      name,
      fieldTypes[name] === 'datetime' && typeof value === 'string' ? new Date(`${value}Z`) : (value as PsValue),
    ]),
  );
}

export interface CellResult {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** The rows of the last statement of a cell, by the engine. */
export async function runCell(runner: QueryRunner, text: string): Promise<CellResult> {
  const results = await runner.run(text, { language: 'powershell', now: cellNow });
  const last = results.at(-1);
  const rows = (await last?.readRows(0, last.rowCount)) ?? [];
  await Promise.all(results.map((result) => result.dispose()));
  return { columns: last?.columns ?? [], rows };
}

/** Rows as texts that are the same for both sides: KQL has no null text, and JSON no order of keys. */
export function engineRows({ columns, rows }: CellResult): readonly string[] {
  const isWhole = columns.some(({ name }) => name === 'Record');
  const shown = columns.map((_, index) => index).filter((index) => !isWhole || columns[index]?.name === 'Id');
  return rows.map((row) =>
    shown.map((index) => cellText(row[index] ?? null, columns[index]?.type ?? 'dynamic')).join(' | '),
  );
}

function cellText(value: CellValue, type: string): string {
  if (type === 'datetime' && typeof value === 'string') {
    return value.replace(/\d{4}Z$/, 'Z');
  }
  return plainText(value);
}

export function evaluatedRows(script: string, records: readonly PsObject[]): readonly string[] {
  return evaluate(script, records).map((row) => {
    if (!isObject(row)) {
      return plainText(row);
    }
    const whole = 'CreationTime' in row && 'Version' in row;
    return whole ? plainText(row.Id) : Object.values(row).map(plainText).join(' | ');
  });
}

function plainText(value: PsValue): string {
  if (value === null || value === undefined || value === '') {
    return '(none)';
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (typeof value === 'number') {
    return String(Number(value.toPrecision(10)));
  }
  return typeof value === 'object'
    ? JSON.stringify(sortedKeys(value))
    : typeof value === 'boolean'
      ? String(value)
      : value;
}

function sortedKeys(value: PsValue): unknown {
  if (Array.isArray(value)) {
    return value.map(sortedKeys);
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, item]) => [key, sortedKeys(item)]),
      )
    : value;
}
