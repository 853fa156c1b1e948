import { queryError, refused, type Place } from '../../kql/queryError';
import type { BoundCommand } from '../commands/bindCommand';
import { expressionsOf, isGiven, textsOf } from './boundValues';
import type { Env } from './context';
import type { StreamBuilder } from './streamBuilder';
import { selectProperties } from './steps/selectObject';

/** How a result is shown. */
export type Display = 'list' | 'table' | 'grid' | 'json' | 'csv';

/** Something beyond the result, which the host does after the user has agreed. */
export interface Effect {
  readonly kind: 'exportCsv';
  /** As it is written: a stranger's text where the cell is. */
  readonly path: string;
  readonly delimiter: string;
  readonly isAppended: boolean;
  /** Never write over a file. */
  readonly keepsExisting: boolean;
  readonly place: Place;
}

const displays: Readonly<Record<string, Display>> = {
  'Format-List': 'list',
  'Format-Table': 'table',
  'Out-GridView': 'grid',
  'Out-Host': 'grid',
  'ConvertTo-Json': 'json',
  'ConvertTo-Csv': 'csv',
  'Export-Csv': 'grid',
};

export function displayOf(name: string): Display {
  return displays[name] ?? 'grid';
}

/** What a cmdlet at the end of a pipeline asks for. */
export function outputOf(
  bound: BoundCommand,
  builder: StreamBuilder,
  env: Env,
  effects: readonly Effect[],
): { readonly display: Display; readonly effects?: readonly Effect[] } {
  const { name } = bound.help;
  if (expressionsOf(bound, 'Property').length > 0) {
    selectProperties(bound, builder, env);
  }
  const display = displayOf(name);
  return name === 'Export-Csv' ? { display, effects: [...effects, exportCsv(bound, env)] } : { display };
}

function exportCsv(bound: BoundCommand, env: Env): Effect {
  // The name of a file holds the time at which the cell runs: report_$(Get-Date -Format yyyyMMdd).csv.
  const [path] = textsOf(bound, 'Path', { ...env, isKept: true });
  const [delimiter] = textsOf(bound, 'Delimiter', env);
  const [encoding] = textsOf(bound, 'Encoding', env);
  if (path === undefined || path.text === '') {
    throw queryError('Export-Csv needs a file: Export-Csv -Path report.csv.', bound.namePlace);
  }
  if (delimiter !== undefined && delimiter.text.length !== 1) {
    throw queryError('-Delimiter is one character.', delimiter.place);
  }
  if (encoding !== undefined && !/^utf-?8/i.test(encoding.text)) {
    throw refused(`The encoding ${encoding.text}`, 'Files are written in UTF-8.', encoding.place);
  }
  return {
    kind: 'exportCsv',
    path: path.text,
    delimiter: delimiter?.text ?? ',',
    isAppended: isGiven(bound, 'Append', env),
    keepsExisting: isGiven(bound, 'NoClobber', env),
    place: bound.place,
  };
}
