import type { TableSchema } from '../kql/tableSchema';
import { parsePowerShell } from './syntax/parsePowerShell';
import { emptyScope, type PowerShellScope } from './powerShellScope';
import { CellTranslator, type TranslatedStatement } from './translate/cellTranslator';
import { RecordProperties } from './translate/streams/recordProperties';

export { placeInCell } from './placeInCell';
export type { ActionStatement, QueryStatement, TranslatedStatement } from './translate/cellTranslator';

export interface TranslateOptions {
  /** The tables that there are: those of `archiveTables`. */
  readonly tables: readonly TableSchema[];
  /** What `Get-Date` means, in milliseconds since the epoch. */
  readonly now: number;
  /** What the cells before have assigned. */
  readonly scope?: PowerShellScope;
}

export interface TranslatedCell {
  readonly statements: readonly TranslatedStatement[];
  /** The variables of the cells before that it reads: it gives something else when they change. */
  readonly reads: readonly string[];
  /** The variables that it assigns. Names are in lower case. */
  readonly assigns: readonly string[];
  /** The variables after the cell, for the cells that run next. */
  readonly scope: PowerShellScope;
}

/**
 * Translates a cell in PowerShell style into KQL, and into actions that the host runs. Nothing of PowerShell is run.
 *
 * @throws EngineError of kind `query` with its place: what is wrong, or (`code` is `notSupported`) what is not supported and what to
 *   write instead.
 */
export function translatePowerShell(
  text: string,
  { tables, now, scope = emptyScope }: TranslateOptions,
): TranslatedCell {
  const { statements, errors } = parsePowerShell(text);
  const [error] = errors;
  if (error !== undefined) {
    throw error;
  }
  const translator = new CellTranslator(new RecordProperties(tables), now, scope);
  const translated = statements.flatMap((statement) => translator.translate(statement));
  const { reads, assigns } = translator;
  return { statements: translated, reads, assigns, scope: translator.scope };
}
