import * as z from 'zod/mini';
import type { KustoType } from '../../kql/kustoType';
import { parseDatetime, parseTimespan } from '../../kql/values/dateTimeText';
import { stringValue } from '../query/kqlTokens';
import type { QueryParameter } from './queryParameters';

/** Key of the notebook's metadata that holds the values of its parameters. They are saved with the notebook: no place for secrets. */
export const parametersKey = 'parameters';

const valuesSchema = z.record(z.string(), z.string());

/**
 * Values by the names of parameters, as the user gave them: texts as they are, others as KQL writes them; a datetime may be `ago(7d)`,
 * which is another one each time a cell runs.
 */
export type ParameterValues = Readonly<Record<string, string>>;

/** The values that a notebook's metadata hold; what can be none is left aside. */
export function parameterValuesOf(metadata: Readonly<Record<string, unknown>>): ParameterValues {
  return valuesSchema.safeParse(metadata[parametersKey]).data ?? {};
}

/**
 * What a cell is run with: the values of the parameters that it declares, as the engine takes them. Those without a value have their
 * default.
 */
export function runValues(declared: readonly QueryParameter[], values: ParameterValues, now: number): ParameterValues {
  return Object.fromEntries(
    declared.flatMap(({ name, type }) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return value === undefined ? [] : [[name, type === 'datetime' ? absoluteTime(value, now) : value]];
    }),
  );
}

/** What a parameter is at present, as text that is shown: the value, or the default as it is written. */
export function shownValue({ name, type, defaultText }: QueryParameter, values: ParameterValues): string | undefined {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value !== undefined || defaultText === undefined) {
    return value;
  }
  return type === 'string' && /^[hH]?[@"'`~]/.test(defaultText) ? stringValue(defaultText) : defaultText;
}

const agoPattern = /^ago\(\s*([\d.]+\s*[a-z]+)\s*\)$/i;

function absoluteTime(value: string, now: number): string {
  const ticks = parseTimespan(agoPattern.exec(value.trim())?.[1] ?? '');
  return ticks === undefined ? value : `datetime(${new Date(now - Number(ticks / 10_000n)).toISOString()})`;
}

/** Whether a text is a value of a type, as far as can be said without the engine. */
export function isValueOf(type: KustoType, text: string): boolean {
  const value = /^[a-z]+\s*\(([^]*)\)$/i.exec(text.trim())?.[1]?.trim() ?? text.trim();
  switch (type) {
    case 'string':
      return true;
    case 'bool':
      return /^(true|false)$/i.test(value);
    case 'int':
    case 'long':
      return /^[+-]?\d+$/.test(value);
    case 'real':
    case 'decimal':
      return value !== '' && Number.isFinite(Number(value));
    case 'datetime':
      return agoPattern.test(text.trim()) ? parseTimespan(value) !== undefined : parseDatetime(value) !== undefined;
    case 'timespan':
      return parseTimespan(value) !== undefined;
    case 'guid':
      return /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(value);
    case 'dynamic':
      return isJson(value);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
