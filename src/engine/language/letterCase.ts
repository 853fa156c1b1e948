import type { ComparedText } from '../../core/kql/language/service/diagnostics/comparedTexts';
import type { KqlDiagnostic } from '../../core/kql/language/service/diagnostics/diagnostic';
import type { ValueColumn } from '../../core/kql/language/service/valueColumn';
import type { ColumnValue } from './columnValues';
import { valueInLetters, valueLiteral } from './valueLiteral';

/**
 * Tells of texts that no value equals, though one does in other letters: `Operation == "new-inboxrule"`.
 *
 * @param valuesOf what the archive is known to have; empty where it is not known
 */
export function letterCaseDiagnostics(
  compared: readonly ComparedText[],
  valuesOf: (column: ValueColumn) => readonly ColumnValue[],
): KqlDiagnostic[] {
  return compared.flatMap(({ start, length, text, column, operator }): KqlDiagnostic[] => {
    const values = valuesOf(column).flatMap(({ value }) =>
      typeof value === 'string' ? [valueInLetters(value, column)] : [],
    );
    const meant = values.find((value) => value.toLowerCase() === text.toLowerCase());
    // Whoever writes both knows of the letters.
    const isWritten = compared.some((other) => other.text === meant && isSameColumn(other.column, column));
    if (meant === undefined || isWritten || values.includes(text)) {
      return [];
    }
    const literal = valueLiteral(meant, { type: column.type });
    const { word, anyCase, ...place } = operator;
    return [
      {
        start,
        length,
        code: 'letterCase',
        severity: 'warning',
        message: `The archive has "${meant}". Case counts with "${word}", so "${text}" is another text.`,
        fixes: [
          { replacement: literal, edits: [{ start, length, text: literal }] },
          { replacement: anyCase, edits: [{ ...place, text: anyCase }] },
        ],
      },
    ];
  });
}

function isSameColumn(left: ValueColumn, right: ValueColumn): boolean {
  return left.table === right.table && left.column === right.column;
}
