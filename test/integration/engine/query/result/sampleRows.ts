import fc from 'fast-check';
import type { KustoType } from '../../../../../src/core/kql/kustoType';
import { cellText } from '../../../../../src/core/notebook/cellText';
import type { CellValue } from '../../../../../src/core/protocol/queryProtocol';
import {
  formatDatetime,
  formatTimespan,
  maxDatetimeTicks,
  ticksPerDay,
} from '../../../../../src/core/kql/values/dateTimeText';

/** What means something to SQL, to JSON, to patterns or to whoever reads a text. */
const odd = [
  "'",
  '"',
  '\\',
  "';--",
  '%',
  '_',
  '\0',
  '\n',
  '',
  ' ',
  'É',
  'é',
  '😀',
  '\u{FF61}',
  'NULL',
  '=1+1',
  'a|b',
  '$.a',
];

export const textArbitrary = fc.oneof(
  fc.constantFrom(...odd, 'a', 'A', 'ab', 'B', 'x1'),
  fc.array(fc.constantFrom(...odd, 'a', 'B', '1', '.'), { maxLength: 4 }).map((parts) => parts.join('')),
);

const wholeArbitrary = fc.constantFrom(-3, -1, 0, 1, 2, 10, 100);

/** Values as rows have them, few enough to meet again. */
export const valueArbitraries: Readonly<Record<KustoType, fc.Arbitrary<CellValue>>> = {
  string: textArbitrary,
  bool: orNull(fc.boolean()),
  int: orNull(wholeArbitrary),
  long: orNull(fc.oneof(wholeArbitrary, fc.constantFrom('9007199254740993', '-9223372036854775808'))),
  real: orNull(fc.oneof(wholeArbitrary, fc.constantFrom(0.5, -2.25, 1.125, 'NaN', 'Infinity', '-Infinity'))),
  decimal: orNull(fc.oneof(wholeArbitrary, fc.constantFrom(0.1, -2.25, 12.000001))),
  guid: orNull(
    fc.constantFrom(
      '00000000-0000-0000-0000-000000000001',
      'ffffffff-0000-0000-0000-000000000000',
      '7a000000-0000-4000-8000-00000000000b',
    ),
  ),
  datetime: orNull(
    fc
      .constantFrom(
        0n,
        1n,
        639_000_000_000_000_000n,
        639_000_000_000_000_001n,
        639_000_000_010_000_000n,
        maxDatetimeTicks,
      )
      .map(formatDatetime),
  ),
  timespan: orNull(fc.constantFrom(0n, 1n, -1n, 36_000_000_000n, ticksPerDay, -3n * ticksPerDay).map(formatTimespan)),
  dynamic: orNull(
    fc.oneof(
      wholeArbitrary,
      fc.boolean(),
      textArbitrary,
      fc.constantFrom(0.5, '9007199254740993'),
      fc.array(textArbitrary, { maxLength: 2 }),
      fc.record({ b: wholeArbitrary, a: textArbitrary }),
    ),
  ),
};

function orNull(values: fc.Arbitrary<CellValue>): fc.Arbitrary<CellValue> {
  return fc.option(values, { freq: 4 });
}

/** The KQL of a value; of a dynamic one its JSON, as a string, since not all that JSON may hold can stand in a literal. */
export function kqlLiteral(type: KustoType, value: CellValue): string {
  if (value === null) {
    return type === 'dynamic' ? '""' : `${type}(null)`;
  }
  switch (type) {
    case 'string':
      return kqlText(cellText(value));
    case 'dynamic':
      return kqlText(JSON.stringify(value));
    case 'real':
      return `real(${cellText(value).replace('Infinity', 'inf').replace('NaN', 'nan')})`;
    default:
      return `${type}(${cellText(value)})`;
  }
}

function kqlText(text: string): string {
  const escaped = text.replaceAll(/[^\w .]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `"${escaped}"`;
}
