import type { Render } from '../kql/render';
import type { ChartFormat } from './chartFormat';
import { chartScales, chartStackings, type ChartScale, type ChartStacking } from './chartKind';
import { ChartError } from './chartSpec';

/** The properties of a `render` that this chart knows, read and checked. */
export interface ChartProperties {
  readonly title: string | undefined;
  readonly xTitle: string | undefined;
  readonly yTitle: string | undefined;
  readonly xColumn: string | undefined;
  readonly yColumns: readonly string[] | undefined;
  readonly series: readonly string[] | undefined;
  readonly stacking: ChartStacking | undefined;
  readonly isLegendShown: boolean;
  readonly isAccumulated: boolean;
  readonly yMin: number | undefined;
  readonly yMax: number | undefined;
  readonly xScale: ChartScale;
  readonly yScale: ChartScale;
  /** Those that Kusto knows and this chart does not. */
  readonly unused: readonly string[];
}

const known: ReadonlySet<string> = new Set([
  'title',
  'xtitle',
  'ytitle',
  'xcolumn',
  'ycolumns',
  'series',
  'kind',
  'legend',
  'accumulate',
  'ymin',
  'ymax',
  'xaxis',
  'yaxis',
]);

/**
 * Reads the properties after `render KIND with (…)`, as Kusto documents them.
 *
 * @throws ChartError for a value that a property cannot have
 */
export function readChartProperties({ properties }: Render, format: ChartFormat): ChartProperties {
  const text = (name: string): string | undefined => (Object.hasOwn(properties, name) ? properties[name] : undefined);
  const names = (name: string): readonly string[] | undefined => text(name)?.split(',').map(columnName);
  const xColumn = names('xcolumn')?.[0];
  const oneOf = <T extends string>(name: string, choices: readonly T[]): T | undefined => {
    const value = text(name)?.toLowerCase();
    const chosen = choices.find((choice) => choice === value);
    if (value !== undefined && chosen === undefined) {
      throw new ChartError(format.words('chartNotOneOf', name, choices.join(', '), value));
    }
    return chosen;
  };
  const number = (name: string): number | undefined => {
    const value = text(name);
    if (value === undefined) {
      return undefined;
    }
    const parsed = Number(value);
    if (value.trim() === '' || !Number.isFinite(parsed)) {
      throw new ChartError(format.words('chartNotNumber', name, value));
    }
    return parsed;
  };
  const kind = oneOf('kind', ['default', ...chartStackings]);
  const yMin = number('ymin');
  const yMax = number('ymax');
  if (yMin !== undefined && yMax !== undefined && yMin >= yMax) {
    throw new ChartError(format.words('chartEmptyRange'));
  }
  return {
    title: text('title'),
    xTitle: text('xtitle'),
    yTitle: text('ytitle'),
    xColumn,
    yColumns: names('ycolumns'),
    series: names('series'),
    stacking: kind === 'default' ? undefined : kind,
    isLegendShown: oneOf('legend', ['visible', 'hidden']) !== 'hidden',
    isAccumulated: oneOf('accumulate', ['true', 'false']) === 'true',
    yMin,
    yMax,
    xScale: oneOf('xaxis', chartScales) ?? 'linear',
    yScale: oneOf('yaxis', chartScales) ?? 'linear',
    unused: Object.keys(properties).filter((name) => !known.has(name)),
  };
}

/** A name may be written `['as this']`. */
function columnName(text: string): string {
  return text.trim().replace(/^\[\s*(['"])(.*)\1\s*\]$/, '$2');
}
