import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { KqlHover } from '../../../../src/core/kql/language/service/help/hover';
import { service, withCursor } from './languageServiceAnswers';

describe('hover', () => {
  const hover = (marked: string): KqlHover | undefined => {
    const { text, offset } = withCursor(marked);
    return service.hover(text, offset);
  };

  it('tells the type of a column', () => {
    expect(hover('AuditRecords | where Oper¦ation == "x"')?.signature).toContain('Operation: string');
  });

  it('tells the arguments of a function, what it does, and where this engine differs', () => {
    const found = hover('AuditRecords | summarize dc¦ount(UserId)');
    expect(found?.signature).toContain('dcount(expr, [accuracy])');
    expect(found?.help).toContain('different values');
    expect(found?.note).toContain('exact');
  });

  it('tells what an operator does', () => {
    expect(hover('AuditRecords | summ¦arize count()')?.help).toContain('group');
    expect(hover('AuditRecords | where Operation h¦as "x"')).toMatchObject({
      signature: 'has: bool',
      help: expect.stringContaining('term') as string,
    });
  });

  it('tells that a name is a member of a dynamic value', () => {
    const signature = '(member) Name: dynamic';
    expect(hover('AuditRecords | mv-expand p = Parameters | where tostring(p.Na¦me) == "x"')?.signature).toBe(
      signature,
    );
    expect(hover('AuditRecords | project Parameters[0].N¦ame')?.signature).toBe(signature);
  });

  it('says what a kind of chart shows', () => {
    expect(hover('AuditRecords | summarize count() by Operation | render colu¦mnchart')?.help).toContain('bars');
  });

  it('says of a keyword what it does, not what the name before it is', () => {
    const found = hover('AuditRecords | summarize count() by Operation | order by count_ de¦sc');
    expect(found).toMatchObject({ signature: '', help: expect.stringContaining('greatest') as string });
  });

  it('says of a value of the same name as a keyword what it is', () => {
    const found = hover('let from = ago(1d); AuditRecords | where CreationTime > fr¦om');
    expect(found).toMatchObject({ signature: 'from: datetime' });
    expect(found?.help).toBeUndefined();
  });

  it('has nothing to say of a string, or of space', () => {
    expect(hover('AuditRecords | where Operation == "has¦ this"')?.help).toBeUndefined();
    expect(hover('AuditRecords  ¦  | take 1')).toBeUndefined();
  });
});

describe('signatures', () => {
  test.each([
    ['print bin(¦', 'bin', 0],
    ['print bin(now(), ¦', 'bin', 1],
    ['print bin(now(), ¦)', 'bin', 1],
    ['AuditRecords | summarize dcount(¦) by Workload', 'dcount', 0],
    ['AuditRecords | where tolower(substring(Operation, 1, ¦2)) == "a"', 'substring', 2],
    ['let f = (a: long, b: string) { strcat(a, b) };\nprint f(1, ¦)', 'f', 1],
  ])('at %s', (marked, name, argument) => {
    const { text, offset } = withCursor(marked);
    const found = service.signatures(text, offset);
    expect([found?.name, found?.argument]).toEqual([name, argument]);
    expect(found?.signatures[0]?.parameters.length).toBeGreaterThan(0);
  });

  it('are none outside of a call', () => {
    const { text, offset } = withCursor('print bin(now(), 1h)¦');
    expect(service.signatures(text, offset)).toBeUndefined();
  });
});

test.each([
  'in ("a")',
  '!in~ ("a")',
  'has_any ("a")',
  'has_all ("a")',
  'between ("a" .. "b")',
  'has "a"',
  'startswith "a"',
])('what compares is an operator: %s', (comparison) => {
  const text = `AuditRecords | where Operation ${comparison}`;
  expect(service.wordKinds(text).at(-1)).toEqual({
    kind: 'operator',
    start: text.indexOf(comparison),
    length: comparison.split(' ', 1)[0]?.length,
  });
});

test('queries below one that cannot be read keep their words and marks', () => {
  const broken = 'AuditRecords | group by Operation';
  const text = `${broken}\n\nAuditRecords | where Operation == Opration`;
  const words = service.wordKinds(text).filter(({ start }) => start > broken.length);
  expect(words.map(({ kind }) => kind)).toEqual(['class', 'keyword', 'property']);
  expect(service.diagnose(text).map(({ start, length }) => text.slice(start, start + length))).toEqual([
    'group',
    'Opration',
  ]);
  const stray = 'AuditRecords )\n\nAuditRecords | take 1';
  expect(service.diagnose(stray).map(({ start }) => start)).toEqual([stray.indexOf(')')]);
});

describe('formatting', () => {
  it('puts each operator on a line of its own', () => {
    expect(service.format('AuditRecords|where Operation=="x"|summarize count() by Workload')).toBe(
      'AuditRecords\n| where Operation == "x"\n| summarize count() by Workload',
    );
  });

  it('keeps blank lines between statements, and comments', () => {
    const text = 'AuditRecords | take 1\n\n\n// second\nOfficeActivity | take 2';
    const formatted = service.format(text);
    expect(formatted).not.toContain(';');
    expect(formatted).toMatch(/take 1\n\n\/\/ second\nOfficeActivity/);
  });

  it('keeps the end of the last line, and no blank lines after it', () => {
    expect(service.format('AuditRecords|take 1\n\n\n')).toBe('AuditRecords\n| take 1\n');
  });

  it.each([
    ['AuditRecords|take 1\n\n«OfficeActivity|take 2»', 'AuditRecords|take 1\n\nOfficeActivity\n| take 2'],
    ['AuditRecords |where a==1« |take 1»|count', 'AuditRecords |where a==1\n| take 1|count'],
    ['AuditRecords|take 1«\n\n»OfficeActivity', 'AuditRecords|take 1\n\nOfficeActivity'],
  ])('lays out what is chosen alone: %j', (marked, expected) => {
    const [start, end] = [marked.indexOf('«'), marked.indexOf('»') - 1];
    const text = marked.replaceAll(/[«»]/g, '');
    const change = service.formatSelection(text, { start, length: end - start }) ?? { start, length: 0, text: '' };
    expect(text.slice(0, change.start) + change.text + text.slice(change.start + change.length)).toBe(expected);
  });

  it('changes nothing but space, and nothing the second time', () => {
    const piece = fc.constantFrom(
      'AuditRecords',
      '|where a==1',
      '| summarize count() by x',
      '\n',
      '\n\n',
      ' ',
      ';',
      'let x=5',
      '// note\n',
      '(',
      ')',
      '"a  b"',
      '| extend y=iff(a>1,"x","y")',
      '| join kind=inner (OfficeActivity|take 5) on Id',
      ',',
      '{',
      '}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join(' ');
        const formatted = service.format(text);
        expect(formatted.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
        expect(service.format(formatted)).toBe(formatted);
        expect(service.formatSelection(text, { start: 0, length: text.length })?.text.trim() ?? '').toBe(
          formatted.trim(),
        );
      }),
      { numRuns: 60 },
    );
  });
});

test('words have their kinds', () => {
  const text =
    'let n = 5; AuditRecords | where Operation has "x" and tostring(Actor[0].ID) != "" and Record.Item.Subject != ""| summarize count() | take n';
  const kinds = Object.fromEntries(
    service.wordKinds(text).map(({ start, length, kind }) => [text.slice(start, start + length), kind]),
  );
  expect(kinds).toMatchObject({
    AuditRecords: 'class',
    Operation: 'property',
    ID: 'property',
    Subject: 'property',
    where: 'keyword',
    has: 'operator',
    count: 'function',
    n: 'variable',
  });
});

test('names that a text defines are found with their uses, and so are those that it lacks', () => {
  const text =
    'let limitOf = 5;\nlet recent = AuditRecords | take limitOf;\nlet f = (x: long) { x + limitOf };\nrecent | where missing == f(1)';
  const { defined, unknown } = service.names(text);
  expect(defined.map(({ name, kind, uses }) => [name, kind, uses.length])).toEqual([
    ['limitOf', 'value', 2],
    ['recent', 'table', 1],
    ['f', 'function', 1],
  ]);
  expect(unknown.map(({ name }) => name)).toEqual(['missing']);
});

test('no text makes it fail', () => {
  const word = fc.constantFrom(
    'AuditRecords',
    'where',
    '|',
    '==',
    '"',
    "'",
    '(',
    ')',
    'let',
    '=',
    ';',
    'Operation',
    'summarize',
    'by',
    'in',
    ',',
    '\n\n',
    '//',
    'dynamic({',
    '[',
    '..',
    'join',
    'kind=',
    '@"',
    '```',
    'mv-expand',
    'to typeof(',
    '\0',
    '𝒳',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(word, { maxLength: 15 }).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(text, fc.nat(), (value, at) => {
      const offset = at % (value.length + 1);
      expect(() => {
        service.diagnose(value);
        service.complete(value, offset);
        service.hover(value, offset);
        service.signatures(value, offset);
        service.names(value);
        service.wordKinds(value);
        service.format(value);
      }).not.toThrow();
    }),
    { numRuns: 150 },
  );
}, 60_000);

test.each([
  ['OfficeActivity | sort by UserId desc', 'by', 'sorted'],
  ['OfficeActivity | sort by UserId desc', 'desc', 'greatest'],
  ['OfficeActivity | join kind=leftanti (AuditRecords) on UserId', 'leftanti', 'does not have'],
  ['datatable (a: string) ["x"]', 'string', 'Text'],
])('hovering over a word between the parts of an operator says what it is: %s, %s', (text, word, help) => {
  expect(service.hover(text, text.indexOf(word))?.help).toContain(help);
});
