import { describe, expect, it, test } from 'vitest';
import { service, withCursor } from './languageServiceAnswers';

function labels(marked: string): string[] {
  const { text, offset } = withCursor(marked);
  return service.complete(text, offset).items.map(({ filterText }) => filterText);
}

describe('completion', () => {
  test.each([
    ['¦', ['AuditRecords', 'OfficeActivity', 'let', 'union'], ['macro-expand', 'where']],
    ['AuditRecords | ¦', ['where', 'summarize', 'mv-expand'], ['facet', 'AuditRecords']],
    ['AuditRecords\n| where ¦', ['Workload', 'SessionKey', 'tolower', 'ago'], ['dcount', 'summarize']],
    ['AuditRecords | where Wor¦', ['Workload'], []],
    ['AuditRecords | where Operation ¦', ['has', 'in', 'startswith', '=='], ['Workload']],
    ['AuditRecords | where Operation == "a" and ¦', ['Workload'], []],
    ['AuditRecords | summarize ¦', ['count', 'dcount', 'arg_max', 'bin'], []],
    ['AuditRecords | summarize count() by ¦', ['Workload', 'bin'], ['dcount']],
    ['AuditRecords | summarize Count = count() by Workload | where ¦', ['Count', 'Workload'], ['Operation']],
    ['AuditRecords | extend Day = startofday(CreationTime) | project ¦', ['Day', 'Operation'], []],
    ['AuditRecords | join kind=¦', ['leftanti', 'inner'], []],
    ['AuditRecords | join (¦', ['OfficeActivity'], []],
    ['AuditRecords | order by ¦', ['CreationTime'], []],
    ['let recent = AuditRecords | take 5;\n¦', ['recent', 'AuditRecords'], []],
    ['let recent = AuditRecords | project Id;\nrecent | where ¦', ['Id'], ['Operation']],
    ['let f = (x: long) { x + 1 };\nprint ¦', ['f', 'strcat'], []],
    ['AuditRecords | take 5\n\nOfficeActivity | where ¦', ['OfficeWorkload'], []],
    ['AuditRecords | render ¦', ['timechart'], []],
    ['print x = ¦', ['strcat', 'now'], ['dcount']],
    ['AuditRecords | mv-expand ¦', ['Parameters'], []],
    ['AuditRecords | evaluate ¦', ['bag_unpack'], []],
    ['AuditRecords | evaluate pivot(Operation, ¦', ['count'], []],
    ['AuditRecords | top-nested 2 of UserId by ¦', ['count'], []],
    ['AuditRecords | top-nested 2 of ¦', ['UserId'], ['dcount']],
    ['AuditRecords | project Record.¦', ['UserId'], ['Record']],
    ['AuditRecords | mv-expand p = Parameters | where p.¦', ['Name', 'Value'], []],
    ['AuditRecords | project UserId.¦', [], ['Name']],
    [`print parse_json('{"a": {"b": 1}, "c d": 2}').¦`, ['a'], ['b', 'c d', 'Name']],
    [`let d = todynamic('{"a": {"b": 1}}'); print d.a.¦`, ['b'], ['a', 'Name']],
    [`AuditRecords | extend d = parse_json('{"a": 1}') | where d.¦`, ['a'], ['Name']],
    [`print parse_json('{"a": ').¦`, ['Name'], ['a']],
    ['AuditRecords | extend d = datetime_diff(¦', ['CreationTime'], []],
    ['AuditRecords | extend d = datetime_diff(CreationTime, ¦', ['CreationTime'], ['hour']],
    ['print datetime_part(¦', ['week_of_year', 'dayofyear', 'strcat'], []],
    ['print countof("a", "a", ¦', ['normal', 'regex'], []],
    ['AuditRecords | mv-expand p = Parameters to ¦', ['typeof'], []],
    ['AuditRecords | mv-expand p = Parameters to typeof(¦', ['long', 'string'], ['hour']],
    ['AuditRecords | make-series count() on CreationTime from ago(1d) to ¦', ['now'], ['typeof']],
    ['AuditRecords | lookup kind=¦', ['inner', 'leftouter'], []],
    ['AuditRecords | order by Id ¦', ['asc', 'desc', 'nulls'], []],
    ['AuditRecords | order by Id desc ¦', ['nulls'], []],
    ['AuditRecords | order by Id desc nulls ¦', ['first', 'last'], []],
    ['AuditRecords | render timechart with (¦', ['title', 'ycolumns'], []],
    ['AuditRecords | render barchart with (kind=¦', ['stacked'], []],
    ['AuditRecords // where ¦', [], ['Workload']],
    ['AuditRecords | where Operation == "a" // now ¦', [], ['has', 'and']],
    ['// all ¦\nAuditRecords', [], ['AuditRecords', 'let']],
    ['AuditRecords | where Operation == "a ¦"', [], ['has', 'and']],
    ['print strcat("a ¦", "b")', [], ['has', 'and']],
    ['let pattern = "¦";', [], ['has', 'and']],
  ])('knows what stands at %s', (marked, offered, others) => {
    const found = labels(marked);
    expect(found).toEqual(expect.arrayContaining(offered));
    expect(found.filter((label) => others.includes(label))).toEqual([]);
  });

  it('replaces what was typed', () => {
    const { text, offset } = withCursor('AuditRecords | where Wor¦');
    expect(service.complete(text, offset).edit).toEqual({ start: 21, length: 3 });
  });

  test.each([
    ['print datetime_diff(¦)', '', '"hour"'],
    ['print datetime_diff("¦', '"', '"hour"'],
    ['print datetime_add("h¦", 1, now())', '"h"', '"hour"'],
    ["print datetime_part('h¦')", "'h'", "'hour'"],
    ["print datetime_part('h¦, now())", "'h", "'hour'"],
  ])('writes the unit of time at %s with its quotes', (marked, replaced, written) => {
    const { text, offset } = withCursor(marked);
    const { edit, items } = service.complete(text, offset);
    expect(text.slice(edit.start, edit.start + edit.length)).toBe(replaced);
    const item = items.find(({ label }) => label === 'hour');
    expect(item?.before).toBe(written);
    expect(item?.filterText.startsWith(replaced.slice(0, 1))).toBe(true);
  });

  it('puts the cursor between the parentheses of a function that takes arguments', () => {
    const { text, offset } = withCursor('AuditRecords | where ¦');
    const item = service.complete(text, offset).items.find(({ filterText }) => filterText === 'tolower');
    expect([item?.before, item?.after]).toEqual(['tolower(', ')']);
  });
});

describe('a function that has its arguments', () => {
  test.each([
    ['AuditRecords | extend v = tol¦ower(UserId)', 'tolower', 'toupper'],
    ['AuditRecords | summarize ¦count() by UserId', 'count', 'dcount'],
    ['AuditRecords | summarize count() by b¦in(CreationTime, 1h)', 'bin', 'startofday'],
    ['AuditRecords | evaluate ¦bag_unpack(Record)', 'bag_unpack', 'pivot'],
    ['let f = (x: long) { x }; let g = (x: long) { x }; print f¦(1)', 'f', 'g'],
  ])('can be another one: %s', (marked, replaced, other) => {
    const { text, offset } = withCursor(marked);
    const { edit, items } = service.complete(text, offset);
    expect(text.slice(edit.start, edit.start + edit.length)).toBe(replaced);
    expect(items.filter(({ filterText }) => filterText === other)).toMatchObject([{ before: other, after: '' }]);
  });
});

it('offers the key of a partition once', () => {
  const offered = labels('OfficeActivity | partition by Operation (top 3 by ¦)');
  expect(offered.filter((label) => label === 'Operation')).toHaveLength(1);
});

describe('values of a column', () => {
  test.each([
    ['AuditRecords | where Operation == ¦', 'Operation', ''],
    ['AuditRecords | where Operation ==¦', 'Operation', ''],
    ['AuditRecords | where Operation == "¦', 'Operation', '"'],
    ['AuditRecords | where Operation == "¦"', 'Operation', '""'],
    ['AuditRecords | where Operation == "File¦"', 'Operation', '"File"'],
    ['AuditRecords | where Operation == "File¦', 'Operation', '"File'],
    ["AuditRecords | where Operation == 'File¦'", 'Operation', "'File'"],
    ['AuditRecords | where Operation == @"File¦"', 'Operation', '@"File"'],
    ['AuditRecords | where Operation == Fi¦', 'Operation', 'Fi'],
    ['AuditRecords | where UserId has "¦"', 'UserId', '""'],
    ['AuditRecords | where UserId =~ "¦"', 'UserId', '""'],
    ['AuditRecords | where Workload in (¦', 'Workload', ''],
    ['AuditRecords | where Workload in (¦)', 'Workload', ''],
    ['AuditRecords | where Workload in ("Exchange", ¦)', 'Workload', ''],
    ['AuditRecords | where Workload !in~ ("Exchange", "¦")', 'Workload', '""'],
    ['AuditRecords | where ClientIP has_any ("¦")', 'ClientIP', '""'],
    ['AuditRecords | where RecordType == ¦', 'RecordType', ''],
    ['AuditRecords | where Workload == "a" and Operation == "¦"', 'Operation', '""'],
    ['AuditRecords | where Workload == "a" and (Operation startswith "¦")', 'Operation', '""'],
    ['AuditRecords | where Operation == "¦" | take 5', 'Operation', '""'],
    ['AuditRecords | summarize n = count() by Operation | where Operation != "¦"', 'Operation', '""'],
    ['AuditExchange | extend x = iff(Operation == "¦", 1, 2)', 'Operation', '""'],
    ['AuditRecords | where (Operation) == "¦"', 'Operation', '""'],
    ['AuditRecords | where Operation == ¦"File"', 'Operation', '"File"'],
    ['AuditRecords | where Workload in (¦"Exchange", "SharePoint")', 'Workload', '"Exchange"'],
    ["AuditRecords | where UserId == h'¦'", 'UserId', "h''"],
    ['AuditRecords | where Record.Operation == "¦"', 'Operation', '""'],
    ['AuditRecords | where tostring(Record["Operation"]) == "¦"', 'Operation', '""'],
    ['AuditRecords | extend x = Operation | where x == "¦"', 'Operation', '""'],
    ['AuditRecords | project-rename x = Operation | where x == "¦"', 'Operation', '""'],
    [
      'let x = AuditRecords | summarize count() by Op = tostring(Record.Operation); x | where Op == "¦"',
      'Operation',
      '""',
    ],
    ['OfficeActivity | join (AuditRecords) on Operation | where Workload == "¦"', 'Workload', '""'],
  ])('are asked for at %s', (marked, column, replaced) => {
    const { text, offset } = withCursor(marked);
    const { values } = service.complete(text, offset);
    expect(values?.column).toBe(column);
    expect(values === undefined ? '' : text.slice(values.edit.start, values.edit.start + values.edit.length)).toBe(
      replaced,
    );
  });

  test.each([
    'AuditRecords | where Operation ¦',
    'AuditRecords | where Operation == "a"¦',
    'AuditRecords | where Operation == "a" ¦',
    'AuditRecords | where Operation == "a" and ¦',
    'AuditRecords | where ¦',
    'AuditRecords | where CreationTime > ¦',
    'AuditRecords | where trim("x", Operation) == "¦"',
    'AuditRecords // where Operation == "¦"',
    'print "¦"',
    'AuditRecords | where Operation == strcat("¦")',
    'AuditRecords | where Operation =¦= "a"',
    'AuditRecords | where Operation ==¦ "a"',
    'AuditRecords | where Operation in ¦("a")',
    'AuditRecords | where Operation in ("a",¦ "b")',
    'AuditRecords | where tostring(RecordType) == "¦"',
    'AuditRecords | where Record.NoSuchKey == "¦"',
  ])('are not asked for at %s', (marked) => {
    const { text, offset } = withCursor(marked);
    expect(service.complete(text, offset).values).toBeUndefined();
  });

  it.each([
    'AuditRecords | where Operation ¦',
    'AuditRecords | where Record.Operation ¦',
    'AuditRecords | where tostring(Operation) ¦',
  ])('are announced by a column before its operator: %s', (marked) => {
    const { text, offset } = withCursor(marked);
    expect(service.complete(text, offset).upcoming).toEqual({
      table: 'AuditRecords',
      column: 'Operation',
      type: 'string',
    });
  });

  it('are not announced by a name that is given', () => {
    const { text, offset } = withCursor('AuditRecords | extend UserKey ¦= 1');
    expect(service.complete(text, offset).upcoming).toBeUndefined();
  });

  it('start a list whose parentheses are missing', () => {
    const { text, offset } = withCursor('AuditRecords | where Operation in ¦| take 5');
    expect(service.complete(text, offset).values).toMatchObject({ column: 'Operation', isListMissing: true });
  });
});

describe('what can stand after a value that is whole', () => {
  test.each([
    ['OfficeActivity | extend a = isnotnull(ClientIP) ¦', 'and'],
    ['OfficeActivity | where * ¦', 'has'],
    ['search "x" ¦', 'or'],
    ['OfficeActivity | join (AuditRecords) on $left.OfficeId ¦', '=='],
    ['OfficeActivity | lookup (AuditRecords) on UserId, $left.OfficeId ¦', '=='],
    ['OfficeActivity | fork (count) (¦', 'where'],
    ['OfficeActivity | summarize b¦', 'by'],
    ['OfficeActivity | extend a = extract("a", 1, UserId, t¦', 'typeof()'],
    ['OfficeActivity | mv-expand a = split(UserId, "@") to t¦', 'typeof()'],
  ])('is offered: %s', (marked, label) => {
    const { text, offset } = withCursor(marked);
    expect(service.complete(text, offset).items.map((item) => item.label)).toContain(label);
  });

  test.each([
    'OfficeActivity | parse Operation with * "a" N¦',
    'OfficeActivity | where UserType in ¦',
    'OfficeActivity | join kind ¦= inner (AuditRecords) on Id',
    'OfficeActivity | summarize count() by Operation ¦',
    'OfficeActivity | join (AuditRecords) on UserId ¦',
    'OfficeActivity | join (AuditRecords) on $left.OfficeId == $right.Id ¦',
  ])('is not offered at %s', (marked) => {
    const { text, offset } = withCursor(marked);
    expect(service.complete(text, offset).items).toEqual([]);
  });
});

test('values of a column are offered where its text in other letters is compared', () => {
  const { text, offset } = withCursor('OfficeActivity | where tolower(Operation) == ¦');
  expect(service.complete(text, offset).values).toMatchObject({ column: 'Operation', letters: 'lower' });
});
