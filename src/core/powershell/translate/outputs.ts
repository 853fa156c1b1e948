import { queryError, refused, type Place } from '../../kql/queryError';
import type { BoundCommand } from '../commands/bindCommand';
import { expressionsOf, isGiven, textsOf } from './boundValues';
import type { Env } from './context';
import type { StreamBuilder } from './streams/streamBuilder';
import { selectProperties } from './steps/selectObject';

/** How a result is shown. */
export type Display = 'list' | 'table' | 'grid' | 'json' | 'csv';

/** Something beyond the result, which the host does after the user has agreed. */
export interface Effect {
  readonly kind: 'exportCsv';
  /** As it is written: a stranger's text where the cell is. */
  readonly path: string;
  /** One character between the values. */
  readonly delimiter: string;
  readonly place: Place;
}

const displays: Readonly<Record<string, Display>> = {
  'Format-List': 'list',
  'Format-Table': 'table',
  'Out-GridView': 'grid',
  'ConvertTo-Json': 'json',
  'ConvertTo-Csv': 'csv',
  'Export-Csv': 'grid',
};

function displayOf(name: string): Display {
  return displays[name] ?? 'grid';
}

/** What a cmdlet at the end of a pipeline asks for. */
export interface CommandOutput {
  readonly display: Display;
  /** One character between the values of `csv`. */
  readonly delimiter?: string;
  readonly effects?: readonly Effect[];
}

export function outputOf(
  bound: BoundCommand,
  builder: StreamBuilder,
  env: Env,
  before: Partial<CommandOutput>,
): CommandOutput {
  const { name } = bound.help;
  if (expressionsOf(bound, 'Property').length > 0) {
    selectProperties(bound, builder, env);
  }
  const display = displayOf(name);
  switch (name) {
    case 'Export-Csv':
      return { display, effects: [...(before.effects ?? []), exportCsv(bound, env)] };
    case 'ConvertTo-Csv':
      return { display, delimiter: delimiterOf(bound, env) };
    case 'Out-Host':
    case 'Out-String':
      return { display: before.display ?? display };
    default:
      return { display };
  }
}

function delimiterOf(bound: BoundCommand, env: Env): string {
  const [given] = textsOf(bound, 'Delimiter', env);
  if (given === undefined) {
    return ',';
  }
  if (!/^[^"\r\n]$/.test(given.text)) {
    throw queryError('-Delimiter is one character, like ";" or "`t".', given.place);
  }
  return given.text;
}

function exportCsv(bound: BoundCommand, env: Env): Effect {
  // The name of a file holds the time at which the cell runs: report_$(Get-Date -Format yyyyMMdd).csv.
  const [path] = textsOf(bound, 'Path', { ...env, isKept: true });
  const [encoding] = textsOf(bound, 'Encoding', env);
  if (path === undefined || path.text === '') {
    throw queryError('Export-Csv needs a file: Export-Csv -Path report.csv.', bound.namePlace);
  }
  const appended = bound.given.get('Append');
  if (appended !== undefined && isGiven(bound, 'Append', env)) {
    throw refused(
      '-Append',
      'Each export writes a whole file: let one pipeline give all rows, by a longer range or more content types.',
      appended.place,
    );
  }
  if (encoding !== undefined && !/^utf-?8/i.test(encoding.text)) {
    throw refused(`The encoding ${encoding.text}`, 'Files are written in UTF-8.', encoding.place);
  }
  return { kind: 'exportCsv', path: path.text, delimiter: delimiterOf(bound, env), place: bound.place };
}
