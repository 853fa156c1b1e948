import { namesRead } from './namesRead';
import type { ParameterValues } from './parameterValues';
import type { NotebookTimeRange } from './notebookTimeRange';

/** What a cell is run with, as far as its result depends on it. The archive is not part of it: records come all the time. */
export interface CellInputs {
  readonly language: string;
  readonly text: string;
  readonly connectionId: string | undefined;
  /** Of the parameters that the cell declares, those that have a value. */
  readonly parameters: ParameterValues;
  readonly timeRange: NotebookTimeRange | undefined;
  /** The results that it reads, by their names. */
  readonly tables: Readonly<Record<string, string | undefined>>;
  /** The variables of other cells in PowerShell style that it reads, by their names, as texts that differ where they do. */
  readonly variables: Readonly<Record<string, string>>;
}

/** What is no longer as it was when a cell ran. */
export type StaleReason = 'text' | 'connection' | 'parameters' | 'timeRange' | 'tables' | 'variables';

/** What has changed since a cell ran; nothing if its result still says what it would say now. */
export function staleReasons(then: CellInputs, now: CellInputs): readonly StaleReason[] {
  const same = (first: unknown, second: unknown): boolean => stableText(first) === stableText(second);
  const reasons: readonly (readonly [StaleReason, boolean])[] = [
    ['text', then.language === now.language && then.text.trim() === now.text.trim()],
    ['connection', then.connectionId === now.connectionId],
    ['parameters', same(then.parameters, now.parameters)],
    ['timeRange', same(then.timeRange ?? null, now.timeRange ?? null)],
    ['tables', same(then.tables, now.tables)],
    ['variables', same(then.variables, now.variables)],
  ];
  return reasons.flatMap(([reason, isSame]) => (isSame ? [] : [reason]));
}

/** The results of named cells that a text reads: undefined for those that were not run. */
export function tablesRead(
  text: string,
  named: ReadonlyMap<string, string | undefined>,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(namesRead(text, [...named.keys()]).map((name) => [name, named.get(name)]));
}

function stableText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([first], [second]) => (first < second ? -1 : 1)))
      : part,
  );
}
