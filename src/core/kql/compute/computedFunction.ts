import type { KustoType } from '../kustoType';
import { jsonText, parsedJson, type Json } from './json';

/** What values of each type are here. Datetimes and timespans are ticks. */
export interface ComputedValues {
  readonly bool: boolean;
  readonly int: number;
  readonly real: number;
  readonly decimal: string;
  readonly long: bigint;
  readonly datetime: bigint;
  readonly timespan: bigint;
  readonly string: string;
  readonly guid: string;
  readonly dynamic: Json;
}

/**
 * A function that has no SQL worth writing: DuckDB calls it for each row. Values come and go as text: a dynamic as JSON, a datetime or
 * timespan as ticks, all else as it is written; null is null.
 */
export interface ComputedFunction {
  readonly parameters: readonly KustoType[];
  readonly result: KustoType;
  readonly compute: (texts: readonly (string | null)[], throwIfCancelled: ThrowIfCancelled) => string | null;
}

/** To be called often by what computes for long: throws the reason, if its query was cancelled. */
export type ThrowIfCancelled = () => void;

type Arguments<Types extends readonly KustoType[]> = {
  readonly [Index in keyof Types]: ComputedValues[Types[Index]] | undefined;
};

/**
 * Makes a function of values one of texts.
 *
 * @param compute gets undefined for null, and for an argument that was not given; undefined is null.
 * @param readDynamic reads a dynamic argument
 */
export function computed<const Types extends readonly KustoType[], Result extends KustoType>(
  parameters: Types,
  result: Result,
  compute: (...values: Arguments<Types>) => ComputedValues[Result] | undefined,
  readDynamic?: (text: string) => Json,
): ComputedFunction {
  return computedForLong(parameters, result, (_throwIfCancelled, ...values) => compute(...values), readDynamic);
}

/** As `computed`, of a function that can take so long for one row that it must hear whether its query was cancelled. */
export function computedForLong<const Types extends readonly KustoType[], Result extends KustoType>(
  parameters: Types,
  result: Result,
  compute: (throwIfCancelled: ThrowIfCancelled, ...values: Arguments<Types>) => ComputedValues[Result] | undefined,
  readDynamic: (text: string) => Json = parsedJson,
): ComputedFunction {
  const read = { ...readers, dynamic: readDynamic };
  return {
    parameters,
    result,
    compute: (texts, throwIfCancelled) => {
      const values = parameters.map((type, index) => {
        const text = texts[index] ?? null;
        return text === null ? undefined : read[type](text);
      });
      // The reader of a type gives its values, in the order of the parameters.
      const value = compute(throwIfCancelled, ...(values as unknown as Arguments<Types>));
      return value === undefined ? null : valueText(value, result);
    },
  };
}

const readers: { readonly [Type in KustoType]: (text: string) => ComputedValues[Type] } = {
  bool: (text) => text === 'true',
  int: Number,
  real: readReal,
  decimal: (text) => text,
  long: BigInt,
  datetime: BigInt,
  timespan: BigInt,
  string: (text) => text,
  guid: (text) => text,
  dynamic: parsedJson,
};

/** DuckDB writes `inf` and `nan`. */
export function readReal(text: string): number {
  const number = Number(text);
  return Number.isNaN(number) && text !== 'nan' ? (text.startsWith('-') ? -Infinity : Infinity) : number;
}

function valueText(value: ComputedValues[KustoType], type: KustoType): string {
  return typeof value === 'object' || (type === 'dynamic' && typeof value !== 'bigint')
    ? jsonText(value)
    : String(value);
}
