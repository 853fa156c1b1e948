import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compileKql } from '../../../../src/core/kql/compileKql';
import { nestingError } from '../../../../src/core/kql/language/problems/nesting';
import { service } from '../../../unit/core/kql/languageServiceAnswers';
import { testNow } from '../../../unit/core/kql/runKql';

const compile = (text: string): unknown => compileKql(text, { tables: [], now: testNow });

/** A text with so many brackets inside each other. */
const nested = (depth: number, open = '(', close = ')'): string =>
  `print x = ${open.repeat(depth)}1${close.repeat(depth)}`;

describe('a text that is nested too deeply', () => {
  it('is refused before it is parsed, at the first bracket that is too deep', () => {
    const text = nested(20_000);
    expect(() => compile(text)).toThrow(
      expect.objectContaining({
        data: expect.objectContaining({ kind: 'query', code: 'tooDeep', start: 210 }) as unknown,
      }),
    );
  });

  it('is told of as it is typed, and asks nothing else of Kusto', () => {
    const text = `${nested(20_000)}\n\nprint y = nope`;
    expect(service.diagnose(text)).toEqual([
      expect.objectContaining({ code: 'tooDeep', severity: 'error', start: 210, length: 1 }),
    ]);
    expect(service.complete(text, text.length)).toBeDefined();
  });

  it.each(['(', '[', '{'])('whatever the bracket: %s', (bracket) => {
    expect(nestingError(bracket.repeat(201))?.data.start).toBe(200);
  });
});

test('brackets that are closed again, or are in strings and comments, are not counted', () => {
  const many = '('.repeat(500);
  expect(nestingError('()[]{}'.repeat(10_000))).toBeUndefined();
  for (const text of [
    `"${many}"`,
    `'${many}'`,
    `@"${many}\\"`,
    `@'a''${many}'`,
    `\`\`\`\n${many}\`\`\``,
    `~~~${many}~~~`,
  ]) {
    expect(nestingError(`print ${text}`)).toBeUndefined();
    expect(nestingError(`print ${text} ${many}`)?.data.start).toBe(`print ${text} `.length + 200);
  }
  expect(nestingError(`// ${many}\nprint "\\"${many}"`)).toBeUndefined();
});

test('what is not deep compiles', () => {
  expect(compile(nested(200))).toHaveLength(1);
});

test('any text is read to its end', () => {
  const pieces = ['"', "'", '@"', '```', '~~~', '\\', '//', '\n', '(', ')', '[', '{', 'a', '\\"'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 600 }), (words) => {
      const place = nestingError(words.join(''))?.data;
      expect(place === undefined || '([{'.includes(words.join('').charAt(place.start ?? -1))).toBe(true);
    }),
  );
});

test('a list may have more values than Kusto counts arguments', () => {
  const values = Array.from({ length: 33_000 }, (_, index) => String(index)).join(',');
  expect(compile(`print x = 1 | where x in (${values})`)).toHaveLength(1);
  expect(() => compile('print x = tolower("a", "b")')).toThrow('expects 1 argument');
});

// Kusto's service takes seconds for such texts, and more where other tests run beside them.
describe('a query of too many operators in a row', () => {
  const many = (part: string): string => `print x = 1${part.repeat(1_000)}`;

  it.each(['| where x == 1\n', '\n| extend y = 1', ' + 1'])('is refused at the first that is too many: %s', (part) => {
    const text = many(part);
    const refusal = (expected: object): unknown =>
      expect.objectContaining({ data: expect.objectContaining(expected) as unknown });
    expect(() => compile(text)).toThrow(
      refusal({ kind: 'query', message: expect.stringContaining('about 500 operators') as unknown }),
    );
    const [problem] = service.diagnose(text);
    expect(problem?.length).toBeGreaterThan(0);
    const before = text.slice(0, problem?.start);
    expect(before.split(part.trim()).length).toBeGreaterThan(400);
    expect(compile(before.replace(/[|+]?\s*$/, ''))).toHaveLength(1);
  });
});
