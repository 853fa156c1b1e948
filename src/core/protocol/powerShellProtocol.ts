import type { Connection } from '../api/connection';
import type { PowerShellScope } from '../powershell/powerShellScope';
import type { ConnectionParams } from './requestParams';

export type { PowerShellCompletions } from '../powershell/language/completions';
export type { PowerShellDiagnostic } from '../powershell/language/diagnostics';
export type { TranslatedCell } from '../powershell/translatePowerShell';

export interface TranslatePowerShellParams extends ConnectionParams {
  readonly text: string;
  /** The variables that the cells before have assigned. */
  readonly scope?: PowerShellScope;
}

export interface CompletePowerShellParams {
  /** Whose archive's columns there are; null for those of the documents alone. */
  readonly connection: Connection | null;
  /** The cells before it, in order: they assign variables. */
  readonly earlier: readonly string[];
  readonly text: string;
  /** UTF-16 code units. */
  readonly offset: number;
}

export interface DiagnosePowerShellParams {
  /** As for completions. */
  readonly connection: Connection | null;
  /** The cells of a notebook, in order. */
  readonly cells: readonly string[];
}
