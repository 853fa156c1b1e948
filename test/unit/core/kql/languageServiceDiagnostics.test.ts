import { describe, expect, it, test } from 'vitest';
import { applyFix, service } from './languageServiceAnswers';

describe('diagnostics', () => {
  it('finds the errors of every statement, at their places', () => {
    const text = 'AuditRecords | where Nope == 1\n\nprint x = 1 | take y';
    const found = service.diagnose(text).filter(({ severity }) => severity === 'error');
    expect(found.map(({ start, length, code }) => [text.slice(start, start + length), code])).toEqual([
      ['Nope', 'KS142'],
      ['y', 'KS142'],
    ]);
  });

  it('finds nothing in a text without errors', () => {
    expect(service.diagnose('AuditRecords | summarize count() by Workload')).toEqual([]);
  });

  it('tells what this engine refuses, at its place, and what to write instead', () => {
    const text = 'AuditRecords | evaluate sql_request("a", "b")';
    const [found, ...others] = service.diagnose(text);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: 'notSupported', severity: 'error', start: 15 });
    expect(found?.message).toMatch(/sql_request.*not supported.*save the data to a file/);
  });

  it('informs of an answer that differs from that of Kusto, at its place', () => {
    const text =
      'AuditRecords | extend Key = hash_many(UserId, Operation) | where hash(UserId) == 1 | project Operation | evaluate autocluster()';
    const found = service.diagnose(text);
    expect(found.map(({ severity, start, length }) => [severity, text.slice(start, start + length)])).toEqual([
      ['information', 'hash_many(UserId, Operation)'],
      ['information', 'autocluster()'],
    ]);
  });

  it('leaves columns that only the data knows alone', () => {
    expect(
      service.diagnose('AuditRecords | project Record | evaluate bag_unpack(Record) | where Surprise == "x"'),
    ).toEqual([]);
  });

  it('says once what is wrong with a word that is no operator', () => {
    expect(service.diagnose('AuditRecords | select Operation').map(({ code }) => code)).toEqual(['KS176']);
  });
});

test.each([
  ['AuditRecord | take 1', 'AuditRecords | take 1'],
  ['auditrecords | take 1', 'AuditRecords | take 1'],
  ['AuditRecords | where Opration == "x"', 'AuditRecords | where Operation == "x"'],
  ['AuditRecords | project workload', 'AuditRecords | project Workload'],
  ['AuditRecords | where Operatoin == "x"', 'AuditRecords | where Operation == "x"'],
  ['AuditRecords | where Operation = "x"', 'AuditRecords | where Operation == "x"'],
  ['AuditRecords | where Operation = "x" and UserId = "y"', 'AuditRecords | where Operation == "x" and UserId == "y"'],
  ['AuditRecords | where -1 = RecordType', 'AuditRecords | where -1 == RecordType'],
  ['AuditRecords | extend x = iff(Operation = "a=b", 1, 2)', 'AuditRecords | extend x = iff(Operation == "a=b", 1, 2)'],
  ['AuditRecords | summarize n = countif(UserType = 2)', 'AuditRecords | summarize n = countif(UserType == 2)'],
  ['AuditRecords | where not(Operation = "a=b")', 'AuditRecords | where not(Operation == "a=b")'],
  ['AuditRecords | Where Operation == "x"', 'AuditRecords | where Operation == "x"'],
  ['AuditRecords | wher Operation == "x"', 'AuditRecords | where Operation == "x"'],
  ['AuditRecords | sumarize count()', 'AuditRecords | summarize count()'],
  ['AuditRecords | select Operation', 'AuditRecords | project Operation'],
  [
    'AuditRecords | where Operation == "x" AND UserId == "y"',
    'AuditRecords | where Operation == "x" and UserId == "y"',
  ],
  ['AuditRecords | where Operation Has "x"', 'AuditRecords | where Operation has "x"'],
  ['AuditRecords | summarize Count() by UserId', 'AuditRecords | summarize count() by UserId'],
  ['AuditRecords | summarize cuont() by UserId', 'AuditRecords | summarize count() by UserId'],
  ['AuditRecords | summarize cont() by UserId', 'AuditRecords | summarize count() by UserId'],
  ['AuditRecords | where Operation startwith "x"', 'AuditRecords | where Operation startswith "x"'],
  ['AuditRecords | where ToLower(Operation) == "x"', 'AuditRecords | where tolower(Operation) == "x"'],
  ['AuditRecords | where Operation contains "Mail"', 'AuditRecords | where Operation has "Mail"'],
  ['AuditRecords | where RecordType == null', 'AuditRecords | where isnull(RecordType)'],
  ['AuditRecords | where CreationTime > "2026-01-01"', 'AuditRecords | where CreationTime > datetime(2026-01-01)'],
  ['AuditRecords | where CreationTime > 7d', 'AuditRecords | where CreationTime > ago(7d)'],
  ['AuditRecords | where RecordType == 6 && UserType == 0', 'AuditRecords | where RecordType == 6 and UserType == 0'],
  ['AuditRecords | where RecordType == 6 || UserType == 0', 'AuditRecords | where RecordType == 6 or UserType == 0'],
  ['OfficeActivity where Operation == "x"', 'OfficeActivity | where Operation == "x"'],
  ['OfficeActivity || where Operation == "x"', 'OfficeActivity | where Operation == "x"'],
  ['| where Operation == "x"', 'AuditRecords | where Operation == "x"'],
  ['SELECT * FROM OfficeActivity', 'OfficeActivity'],
  [
    "select UserId, count(*) from OfficeActivity where Operation = 'x' group by UserId",
    "OfficeActivity | where Operation == 'x' | summarize count() by UserId",
  ],
  ['OfficeActivity | where Operation LIKE "%x%"', 'OfficeActivity | where Operation contains "x"'],
  ['OfficeActivity | where Operation not like "x%"', 'OfficeActivity | where Operation !startswith "x"'],
  ['OfficeActivity | where Operation not in ("x")', 'OfficeActivity | where Operation !in ("x")'],
  ['OfficeActivity | where not Operation == "x"', 'OfficeActivity | where not(Operation == "x")'],
  ['OfficeActivity | where Operation is not null', 'OfficeActivity | where isnotempty(Operation)'],
  ['OfficeActivity | where Operation in "x"', 'OfficeActivity | where Operation in ("x")'],
  ['OfficeActivity | where Operation in ["x", "y"]', 'OfficeActivity | where Operation in ("x", "y")'],
  ['OfficeActivity | where Operation starts with "x"', 'OfficeActivity | where Operation startswith "x"'],
  ['OfficeActivity | where Operation == Send', 'OfficeActivity | where Operation == "Send"'],
  ['OfficeActivity | where UserId == ann@x.com', 'OfficeActivity | where UserId == "ann@x.com"'],
  ['OfficeActivity | where UserId has 5', 'OfficeActivity | where UserId has "5"'],
  ['OfficeActivity | where OperationCount has 5', 'OfficeActivity | where OperationCount == 5'],
  ['OfficeActivity | where (Operation == "x"', 'OfficeActivity | where (Operation == "x")'],
  ['OfficeActivity | where Operation == "x")', 'OfficeActivity | where Operation == "x"'],
  ['OfficeActivity | where Operation == "x\'', 'OfficeActivity | where Operation == "x"'],
  ['print "C:\\Users"', 'print @"C:\\Users"'],
  ['OfficeActivity | project UserId Operation', 'OfficeActivity | project UserId, Operation'],
  ['OfficeActivity | project UserId as User', 'OfficeActivity | project User = UserId'],
  ['OfficeActivity | project-rename UserId = User', 'OfficeActivity | project-rename User = UserId'],
  [
    'OfficeActivity | top 5 by UserId desc, Operation asc | count',
    'OfficeActivity | sort by UserId desc, Operation asc | take 5 | count',
  ],
  ['OfficeActivity | summarize count by UserId', 'OfficeActivity | summarize count() by UserId'],
  ['OfficeActivity | summarize count() UserId', 'OfficeActivity | summarize count() by UserId'],
  ['OfficeActivity | summarize by UserId, count()', 'OfficeActivity | summarize count() by UserId'],
  ['OfficeActivity | summarize dc(UserId)', 'OfficeActivity | summarize dcount(UserId)'],
  ['OfficeActivity | summarize n = count() where n > 5', 'OfficeActivity | summarize n = count() | where n > 5'],
  ['OfficeActivity | summarize count() by Members', 'OfficeActivity | summarize count() by tostring(Members)'],
  ['OfficeActivity | count()', 'OfficeActivity | count'],
  ['OfficeActivity | limit', 'OfficeActivity | limit 10'],
  ['OfficeActivity | sort TimeGenerated', 'OfficeActivity | sort by TimeGenerated'],
  ['OfficeActivity | sort by UserId DESC', 'OfficeActivity | sort by UserId desc'],
  ['OfficeActivity | where TimeGenerated > ago(7)', 'OfficeActivity | where TimeGenerated > ago(7d)'],
  ['OfficeActivity | where TimeGenerated > 2026-06-01', 'OfficeActivity | where TimeGenerated > datetime(2026-06-01)'],
  [
    'OfficeActivity | where TimeGenerated between ago(7d) and now()',
    'OfficeActivity | where TimeGenerated between (ago(7d) .. now())',
  ],
  [
    'OfficeActivity | left join (AuditRecords) on UserId',
    'OfficeActivity | join kind=leftouter (AuditRecords) on UserId',
  ],
  ['OfficeActivity | where CreationTime > ago(1d)', 'OfficeActivity | where TimeGenerated > ago(1d)'],
  ['AuditRecords | where OfficeWorkload == "x"', 'AuditRecords | where Workload == "x"'],
  ['OfficeActivity | mv-expand Parameters', 'OfficeActivity | mv-expand Parameters = parse_json(Parameters)'],
  [
    'OfficeActivity | mv-apply p = Parameters on (where p.Name == "a")',
    'OfficeActivity | mv-apply p = parse_json(Parameters) on (where p.Name == "a")',
  ],
  ['OfficeActivity | where TimeGenerated {TimeRange}', 'OfficeActivity | where TimeGenerated > ago(7d)'],
  [
    'OfficeActivity | summarize count() by bin(TimeGenerated, {TimeRange:grain})',
    'OfficeActivity | summarize count() by bin(TimeGenerated, 1h)',
  ],
  ['OfficeActivity | extend x = Parameters[0].Name', 'OfficeActivity | extend x = parse_json(Parameters)[0].Name'],
  ['OfficeActivity | extend x = if(UserId == "a", 1, 2)', 'OfficeActivity | extend x = iff(UserId == "a", 1, 2)'],
  ['print a = case when 1 > 2 then "x" else "y" end', 'print a = case(1 > 2, "x", "y")'],
  ['print a = cast("5" as int)', 'print a = toint("5")'],
  ['print kind = 1', "print ['kind'] = 1"],
  ['let x = 5\nprint x', 'let x = 5;\nprint x'],
  ['x = 5; print x', 'let x = 5; print x'],
  ['OfficeActivity | count # all', 'OfficeActivity | count // all'],
  ['let recent = 5;\nprint recnet', 'let recent = 5;\nprint recent'],
])('%s is mended', (text, mended) => {
  const fixes = service.diagnose(text).flatMap((diagnostic) => diagnostic.fixes);
  expect(fixes.map((fix) => applyFix(text, fix))).toContain(mended);
  expect(service.diagnose(mended).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('a mistake that is well known is told of once, at its place, without the errors that follow from it', () => {
  const text = 'OfficeActivity | summarize dc(UserId), values(ClientIP) by Operation';
  expect(service.diagnose(text).map(({ code, start, length }) => [code, text.slice(start, start + length)])).toEqual([
    ['mistake', 'dc'],
    ['mistake', 'values'],
  ]);
});

test.each([
  ['AuditRecords | where Operation = "a" and UserId = "b"', '=', /compared by "=="/],
  ['AuditRecords | where UserType == 2 or Operation = "a"', '=', /compared by "=="/],
  ['AuditRecords | where Operation == RecordType', 'Operation == RecordType', /different types \(string, int\)/],
  ['AuditRecords | where Operation has RecordType', 'has', /Convert one side/],
  ['AuditRecords | where Record.a == Record.b', 'Record.a == Record.b', /Two dynamic values/],
  ['AuditRecords | where RecordType == null', 'null', /isnull\(a\)/],
  ['AuditRecords | extend x = Operation + UserId', '+', /strcat\(a, b\)/],
  ['AuditRecords | where CreationTime > "2026-01-01"', '>', /datetime\(2026-01-31\)/],
  ['AuditRecords | extend x = CreationTime + 1', '+', /has a unit/],
  ['AuditRecords | where UserId == {User}', '{User}', /parameter of a workbook/],
  ['AuditRecords | where CreationTime > {Range:start} and CreationTime < {Range:end}', '{Range:start}', /workbook/],
  ['AuditRecords | where Operation and UserType == 2', 'and', /joins conditions/],
])('%s is told of once, at %s', (text, place, message) => {
  const found = service.diagnose(text);
  expect(found.map(({ start, length }) => text.slice(start, start + length))).toEqual([place]);
  expect(found[0]?.message).toMatch(message);
});

test('what means nothing near is not mended', () => {
  expect(service.diagnose('OfficeActivity | where Zzyzx == 1').flatMap(({ fixes }) => fixes)).toEqual([]);
});

test('signs that web pages write are told of where they stand, and mended at once', () => {
  const text = 'AuditRecords | where Operation == “Send” and UserId == "a–b" // it’s a note';
  const found = service.diagnose(text);
  expect(found.map(({ code, start, length }) => [code, text.slice(start, start + length)])).toEqual([
    ['typographicSign', '“'],
    ['typographicSign', '”'],
  ]);
  expect(found.flatMap(({ fixes }) => fixes).map((fix) => applyFix(text, fix))[0]).toBe(
    'AuditRecords | where Operation == "Send" and UserId == "a–b" // it’s a note',
  );
});

test.each([
  'union isfuzzy=true (SigninLogs | project UserId = UserPrincipalName), (OfficeActivity | project UserId)\n| where UserId has "x"',
  'let signIns = SigninLogs | project UserId = UserPrincipalName;\nunion isfuzzy=true signIns, OfficeActivity | take 1',
])('what a fuzzy union leaves out is no error: %s', (text) => {
  expect(service.diagnose(text).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('a table of Sentinel that is not here is told of, with what to read instead', () => {
  expect(service.diagnose('SigninLogs | take 1').map(({ message }) => message)).toEqual([
    expect.stringMatching(/'SigninLogs' does not refer to.*AuditAzureActiveDirectory.*UserLoggedIn/),
  ]);
});

describe('a constant that no value equals', () => {
  test.each([
    [
      'AuditRecords | where RecordType == "exchangeItem"',
      /numbers: "exchangeItem" is 2/,
      'AuditRecords | where RecordType == 2',
    ],
    [
      'OfficeActivity | where RecordType !in ("ExchangeItem", 6)',
      /names: 6 is "SharePointFileOperation"/,
      'OfficeActivity | where RecordType !in ("ExchangeItem", "SharePointFileOperation")',
    ],
    [
      'let T = OfficeActivity; T | project Time = TimeGenerated, OfficeWorkload | where "exchange" == OfficeWorkload',
      /has "Exchange", and case counts/,
      'let T = OfficeActivity; T | project Time = TimeGenerated, OfficeWorkload | where "Exchange" == OfficeWorkload',
    ],
    ['AuditRecords | where CreationTime != ""', /isnull/, 'AuditRecords | where isnotnull(CreationTime)'],
    ['AuditRecords | where CreationTime == " "', /isnull/, 'AuditRecords | where isnull(CreationTime)'],
    ['AuditRecords | extend a = hourofday(CreationTime) in (9, "noon")', /hourofday.*never equals "noon"/, undefined],
    [
      'union OfficeActivity, AuditRecords | where UserType_int == "Admin"',
      /"Admin" is 2/,
      'union OfficeActivity, AuditRecords | where UserType_int == 2',
    ],
  ])('is told of where it stands: %s', (text, message, mended) => {
    const found = service.diagnose(text);
    expect(found).toMatchObject([{ severity: 'warning', code: 'neverEqual' }]);
    expect(found[0]?.message).toMatch(message);
    expect(found.flatMap(({ fixes }) => fixes.map((fix) => applyFix(text, fix)))).toEqual(
      mended === undefined ? [] : [mended],
    );
  });

  test.each([
    'AuditRecords | where RecordType == "2" or UserType in ("0x1", " 3 ") or CreationTime == "2026-01-01"',
    'OfficeActivity | where UserType in~ ("admin") or UserType =~ "admin" or RecordType == "NewName" or OfficeWorkload != ""',
    'OfficeActivity | extend OfficeWorkload = tolower(OfficeWorkload) | where OfficeWorkload == "exchange"',
    'datatable (UserType: string) ["admin"] | where UserType == "admin"',
  ])('is not what may be equal: %s', (text) => {
    expect(service.diagnose(text)).toEqual([]);
  });
});

test('a key that no record has had yet is read from the whole record', () => {
  const text = 'AuditAzureActiveDirectory | summarize Codes = make_set(ErrorNumber)';
  const [found] = service.diagnose(text);
  expect(found?.message).toContain('write Record.ErrorNumber');
  expect(found?.fixes.map((fix) => applyFix(text, fix))[0]).toBe(
    'AuditAzureActiveDirectory | summarize Codes = make_set(Record.ErrorNumber)',
  );
  const slips = ['AuditRecords | where Opration == 1', 'OfficeActivity | where ErrorNumber == 1'];
  expect(
    slips
      .flatMap((slip) => service.diagnose(slip))
      .map(({ message }) => message)
      .join(),
  ).not.toContain('Record.');
});
