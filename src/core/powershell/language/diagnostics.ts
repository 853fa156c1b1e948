import type { Place } from '../../kql/queryError';
import { EngineError } from '../../protocol/engineError';
import { emptyScope, type PowerShellScope } from '../powerShellScope';
import { parsePowerShell } from '../syntax/parsePowerShell';
import { CellTranslator } from '../translate/cellTranslator';
import { RecordProperties } from '../translate/streams/recordProperties';
import type { TranslateOptions } from '../translatePowerShell';

export interface PowerShellDiagnostic extends Place {
  readonly severity: 'error' | 'information';
  readonly message: string;
  readonly code?: string;
}

export interface CellDiagnostics {
  readonly diagnostics: readonly PowerShellDiagnostic[];
  /** What the cell assigns, as far as it is right: cells after it are checked with it. */
  readonly scope: PowerShellScope;
}

/** What is wrong in a cell, or worth knowing: each statement by itself. It runs nothing, and never throws for a text with errors. */
export function diagnosePowerShell(
  text: string,
  { tables, now, scope = emptyScope }: TranslateOptions,
): CellDiagnostics {
  const { statements, errors } = parsePowerShell(text);
  const diagnostics = errors.map(diagnosticOf);
  const translator = new CellTranslator(new RecordProperties(tables), now, scope);
  for (const statement of statements) {
    try {
      for (const translated of translator.translate(statement)) {
        const notes = translated.kind === 'query' ? translated.notes : [];
        diagnostics.push(
          ...notes.map(({ message, place }) => ({ ...place, severity: 'information' as const, message })),
        );
      }
    } catch (error) {
      if (!(error instanceof EngineError)) {
        throw error;
      }
      diagnostics.push(diagnosticOf(error));
    }
  }
  return { diagnostics: diagnostics.toSorted((a, b) => a.start - b.start), scope: translator.scope };
}

function diagnosticOf({ data }: EngineError): PowerShellDiagnostic {
  const { message, code, start = 0, length = 0 } = data;
  return { severity: 'error', message, start, length, ...(code === undefined ? {} : { code }) };
}
