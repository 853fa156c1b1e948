import fc from 'fast-check';
import { expect, test } from 'vitest';
import { computedFunctions } from '../../../../src/core/kql/compute/computedFunctions';
import type { KustoType } from '../../../../src/core/kql/kustoType';
import { formatIpv6, parseIpAddress } from '../../../../src/core/kql/compute/network/ipAddresses';
import { parseCsv } from '../../../../src/core/kql/compute/text/csv';
import { parseCommandLine } from '../../../../src/core/kql/compute/text/paths';

const number = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }).map(String),
  fc.double({ min: -1e6, max: 1e6 }).map(String),
);
const json = fc.oneof(
  fc.json(),
  fc
    .array(fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant(null), fc.constant('x')), { maxLength: 12 })
    .map((value) => JSON.stringify(value)),
);

/** Texts as DuckDB gives values of a type. */
const textsOf: Readonly<Record<KustoType, fc.Arbitrary<string>>> = {
  bool: fc.constantFrom('true', 'false'),
  int: fc.integer({ min: -20, max: 20 }).map(String),
  long: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  datetime: fc.bigInt({ min: 0n, max: 10n ** 18n }).map(String),
  timespan: fc.bigInt({ min: 0n, max: 10n ** 18n }).map(String),
  real: fc.oneof(number, fc.constantFrom('inf', '-inf', 'nan')),
  decimal: fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }))
    .map(([whole, fraction]) => `${String(whole)}.${String(fraction).padStart(18, '0')}`),
  string: fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('<', '>', '/', 'a', '"', '\\', ':', '.', '1', ' ', ',', '\n') }),
  ),
  guid: fc.uuid(),
  dynamic: json,
};

/** The program of a scan is written here, never by who queries. */
const ofAnyTexts = Object.entries(computedFunctions).filter(([name]) => name !== 'scan');

// An error would end the query at a row that nobody knows.
test.each(ofAnyTexts)('%s takes any values and nulls', (_name, { parameters, result, compute }) => {
  const texts = fc.tuple(...parameters.map((type) => fc.option(textsOf[type])));
  fc.assert(
    fc.property(texts, (values) => {
      const text = compute(values, () => undefined);
      expect([null, String(text)]).toContain(text);
      if (result === 'dynamic' && text !== null) {
        expect(() => JSON.parse(text) as unknown).not.toThrow();
      }
    }),
    { numRuns: 60 },
  );
});

test('an IPv6 address that is written out is itself', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }), (value) => {
      expect(parseIpAddress(formatIpv6(value))).toEqual({ number: value, bits: 128 });
    }),
  );
});

test('fields that are quoted come back', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (fields) => {
      const quoted = fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',');
      expect(parseCsv(quoted)).toEqual(fields);
    }),
  );
});

test('arguments without quotes and spaces come back', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ minLength: 1 }).map((text) => text.replaceAll(/[\s"]/g, '_')),
        { minLength: 1 },
      ),
      (args) => {
        expect(parseCommandLine(args.join(' '))).toEqual(args);
      },
    ),
  );
});
