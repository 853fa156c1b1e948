/** Cells as KQL: what people see by "Show as KQL", what is kept between cells, what the host is to do, and what is refused where. */
import { describe, expect, test } from 'vitest';
import { completePowerShell } from '../../../../src/core/powershell/language/completions';
import { diagnosePowerShell } from '../../../../src/core/powershell/language/diagnostics';
import { emptyScope, variableTexts, type PowerShellScope } from '../../../../src/core/powershell/powerShellScope';
import {
  placeInCell,
  translatePowerShell,
  type QueryStatement,
  type TranslatedCell,
} from '../../../../src/core/powershell/translatePowerShell';
import { EngineError } from '../../../../src/core/protocol/engineError';
import { archiveTables } from '../../../../src/core/schema/archiveTables';

const tables = archiveTables(['Zed']);
const now = Date.UTC(2026, 4, 2, 12);

function translate(text: string, scope: PowerShellScope = emptyScope): TranslatedCell {
  return translatePowerShell(text, { tables, now, scope });
}

function queries(text: string, scope?: PowerShellScope): readonly QueryStatement[] {
  return translate(text, scope).statements.filter((statement) => statement.kind === 'query');
}

/** The KQL of a cell on one line. */
function kqlOf(text: string, scope?: PowerShellScope): string {
  return queries(text, scope)
    .map(({ kql }) => kql.replaceAll('\n', ' '))
    .join('; ');
}

test.each([
  ['Get-AuditRecord', 'AuditRecords'],
  ['get-auditrecord -exch', 'AuditExchange'],
  ['Get-AuditRecord -Exchange:$false -DLP', 'DlpAll'],
  [
    'Get-AuditRecord -AzureAD -General',
    'AuditRecords | where ContentType in ("Audit.AzureActiveDirectory", "Audit.General")',
  ],
  ['Get-AuditRecord -ContentType audit.sharepoint', 'AuditSharePoint'],
  [
    'Get-AuditRecord -StartTime (Get-Date).AddDays(-1) -EndTime (Get-Date)',
    'AuditRecords | where CreationTime >= ago(1d) | where CreationTime < now()',
  ],
  ["Get-AuditRecord -Start '5/1/2026 1:30 PM'", 'AuditRecords | where CreationTime >= datetime(2026-05-01T13:30:00Z)'],
  ['Get-AuditRecord -Start ([DateTime]::UtcNow)', 'AuditRecords | where CreationTime >= now()'],
  ["Get-AuditRecord | ? UserId -eq 'a'", 'AuditRecords | where UserId =~ "a"'],
  ['Get-AuditRecord | where { $PSItem.RecordType -ge 1KB }', 'AuditRecords | where RecordType >= 1024'],
  ['Get-AuditRecord | ? RecordType -eq 0x1F', 'AuditRecords | where RecordType == 31'],
  [
    'Get-AuditRecord | ? { $_.recordtype -eq 1 -AND $_.USERID -EQ "x" }',
    'AuditRecords | where RecordType == 1 | where UserId =~ "x"',
  ],
  ['Get-AuditRecord |\n  # a comment\n  ? { $_.RecordType -eq 1 <# more #> }', 'AuditRecords | where RecordType == 1'],
  ['Get-AuditRecord `\n  | sort CreationTime -desc', 'AuditRecords | sort by CreationTime desc'],
  ['Get-AuditRecord | ? { $_.Operation –eq ‘Send’ }', 'AuditRecords | where Operation =~ "Send"'],
  [
    'Get-AuditRecord | select UserId, CreationTime -First 2',
    'AuditRecords | sort by CreationTime asc, Id asc | take 2 | project UserId, CreationTime',
  ],
  ['Get-AuditRecord | select -exp UserId -uniq', 'AuditRecords | where isnotnull(Record.UserId) | summarize by UserId'],
  ['Get-AuditRecord | measure | select Count', 'AuditRecords | summarize Count = count()'],
  ['Get-AuditRecord | select Zed, zed, "odd key"', 'AuditRecords | project Zed, ["odd key"] = Record["odd key"]'],
  [
    "$d = [datetime]'2026-05-01'; Get-AuditRecord | ? { $_.CreationTime -gt $d.AddHours(2) }",
    'AuditRecords | where CreationTime > datetime(2026-05-01T02:00:00Z)',
  ],
  ['$n = \'ann\'; Get-AuditRecord | ? { $_.UserId -like "*$($n)@*" }', 'AuditRecords | where UserId contains "ann@"'],
  ['1 + 2 * 3', 'print Value = 7 | project Value'],
  ["'{0:yyyy-MM-dd} {1}' -f [datetime]'2026-05-01', 'x'", 'print Value = "2026-05-01 x" | project Value'],
  ['"a`tb" + "c"', 'print Value = "a\\tbc" | project Value'],
  ['@"\nx $(1 + 1)\n"@', 'print Value = "x 2" | project Value'],
  ["@'\nx $y\n'@", 'print Value = "x $y" | project Value'],
  ['if ($true) { Get-AuditRecord } else { 1 }', 'AuditRecords'],
  ['$x = 5\n$x++\n$x--; $x -= 2; $x *= 10\n$x', 'print Value = 30 | project Value'],
  [
    '(Get-AuditRecord)[0].UserId',
    'print Value = toscalar(AuditRecords | sort by CreationTime asc, Id asc | take 1 | project Value = UserId) | project UserId = Value',
  ],
  [
    '$r = Get-AuditRecord | sort UserId; $r[-1] | select Id',
    'AuditRecords | sort by tolower(UserId) desc | take 1 | sort by tolower(UserId) asc | project Id',
  ],
  ['Get-Date -Hour 8 -Minute 30', 'print Value = datetime(2026-05-02T08:30:00Z) | project Value'],
  ["([datetime]'2026-03-31 10:30').AddMonths(-1)", 'print Value = datetime(2026-02-28T10:30:00Z) | project Value'],
  [
    "Get-AuditRecord | % { $_.CreationTime.ToString('yyyy-MM-ddTHH:mm:ssZ') }",
    'AuditRecords | project Value = strcat(format_datetime(CreationTime, "yyyy-MM-dd"), "T", format_datetime(CreationTime, "HH:mm:ss"), "Z")',
  ],
  [
    "$d = [datetime]'2026-05-01T15:04:05.678'; $d.ToString(\"d.M.yy 'at' hh:mm:ss.ff tt\")",
    'print Value = "1.5.26 at 03:04:05.67 PM" | project Value',
  ],
  ["Get-AuditRecord | % { $s = 'by '; $s += $_.UserId; $s }", 'AuditRecords | project Value = strcat("by ", UserId)'],
])('%s', (text, kql) => {
  expect(kqlOf(text)).toBe(kql);
});

describe("the article's lines", () => {
  const source = '$Last24Results = Get-EXRMSubscriptionContent -Exchange -returnContentBlobs';
  const loop = 'foreach ($ContentEntry in $Last24Results) {$ContentEntry.ContentBlob}';
  const filter =
    'Where-Object{$_.ClientInfoString -ne $null} | select CreationTime,Operation,ClientInfoString,UserId | fl';
  const records = 'AuditExchange | where coalesce(ContentCreated, CreationTime) >= datetime(2026-05-01T12:00:00Z)';
  const shown = 'where isnotnull(Record.ClientInfoString) | project CreationTime, Operation, ClientInfoString, UserId';

  test('run unchanged, one cell after the other', () => {
    const first = translate(source);
    expect(first.statements).toEqual([]);
    expect(kqlOf(loop, first.scope)).toBe(records);
    expect(kqlOf(`$Last24Results.ContentBlob | ${filter}`, first.scope)).toBe(`${records} | ${shown}`);
    expect(kqlOf(`$Last24Results | ${filter}`, first.scope)).toBe(`${records} | ${shown}`);
    expect(kqlOf(`foreach ($e in $Last24Results) { $e.ContentBlob | ${filter} }`, first.scope)).toBe(
      `${records} | ${shown}`,
    );
  });

  test('say how they are shown, and what they need', () => {
    const [statement] = queries(`${source}\n$all = ${loop}\n$all | ${filter}`);
    expect(statement).toMatchObject({
      display: 'list',
      effects: [],
      needs: [{ contentTypes: ['Audit.Exchange'], start: '2026-05-01T12:00:00.0000000Z' }],
    });
    expect(kqlOf(filter)).toBe(`AuditRecords | ${shown}`);
  });
});

describe('variables', () => {
  test('are kept through the notebook, as plain data', () => {
    const first = translate(
      '$since = (Get-Date).AddDays(-1)\n$Mails = Get-AuditRecord -Exchange | ? CreationTime -gt $since',
    );
    const kept = JSON.parse(JSON.stringify(first.scope)) as PowerShellScope;
    expect(kqlOf('$mails | select Id', kept)).toBe(
      'AuditExchange | where CreationTime > datetime(2026-05-01T12:00:00Z) | project Id',
    );
    expect(kqlOf('$mails.Count', kept)).toContain('toscalar(AuditExchange');
  });

  test('of other cells are told of, so that a cell is stale when they change', () => {
    const first = translate('$since = 7; $who = "ann"; $mails = Get-AuditRecord -Exchange; $other = 1');
    const text = '$who = "bob"; $n += 1; $Mails | ? { $_.RecordType -gt $SINCE -and $_.UserId -eq $who -and $n }';
    const { reads, scope } = translate(text, first.scope);
    expect(reads.toSorted()).toEqual(['mails', 'since']);
    const before = variableTexts(first.scope, reads);
    expect(variableTexts(scope, reads)).toEqual(before);
    // The same, written elsewhere.
    expect(variableTexts(translate('# x\n$since = 7; $mails = Get-AuditRecord -Exchange').scope, reads)).toEqual(
      before,
    );
    expect(variableTexts(translate('$since = 8; $mails = Get-AuditRecord').scope, reads)).not.toEqual(before);
  });

  test('of other cells stand at the place where they are used', () => {
    const { scope } = translate('$mails = Get-AuditRecord | ? UserId -eq x');
    const text = '# my mails\n$mails | select Id';
    const [statement] = queries(text, scope);
    const place = statement === undefined ? undefined : placeInCell(statement, 0);
    expect(place).toEqual({ start: text.indexOf('$mails |'), length: '$mails'.length });
  });
});

test('a place in the KQL is that of its cmdlet', () => {
  const text = 'Get-AuditRecord | where UserId -eq x | sort CreationTime';
  const [statement] = queries(text);
  const kqlStart = statement?.kql.indexOf('sort') ?? 0;
  const place = statement === undefined ? undefined : placeInCell(statement, kqlStart);
  expect(text.slice(place?.start, (place?.start ?? 0) + (place?.length ?? 0))).toBe('sort CreationTime');
});

describe('what the host does', () => {
  test.each([
    ['Connect-EXRManagementAPI -MailboxName me@contoso.com', { kind: 'connect' }, false],
    ['Get-EXRMSubscriptions | ft', { kind: 'listSubscriptions' }, false],
    ['Get-EXRMDlpSensitiveTypes', { kind: 'listSensitiveTypes' }, false],
    ['Invoke-EXRMStopSubscription -General', { kind: 'stopSubscriptions', contentTypes: ['Audit.General'] }, true],
    [
      "New-EXRMSubscription -SharePoint -webhookAddress 'https://x.example/hook' -webhookauthId abc -webhookexpiration (Get-Date).AddDays(30)",
      {
        kind: 'startSubscriptions',
        contentTypes: ['Audit.SharePoint'],
        webhook: { address: 'https://x.example/hook', authId: 'abc', expiration: '2026-06-01T12:00:00.0000000Z' },
      },
      true,
    ],
    [
      "New-EXRMSubscription -ContentType DLP.All -webhookAddress https://x.example/hook -webhookexp '2026-06-01'",
      {
        kind: 'startSubscriptions',
        contentTypes: ['DLP.All'],
        webhook: { address: 'https://x.example/hook', expiration: '2026-06-01T00:00:00.0000000Z' },
      },
      true,
    ],
  ])('%s', (text, action, changesService) => {
    expect(translate(text).statements).toMatchObject([{ kind: 'action', action, changesService }]);
  });

  test.each([
    ['Get-EXRMSubscriptions | fl', 'Answer', 'list'],
    [
      'Get-EXRMSubscriptions | ? status -eq enabled | select contentType, Status | sort contentType',
      'Answer | where Status =~ "enabled" | sort by tolower(ContentType) asc | project ContentType, Status',
      'grid',
    ],
    ['Get-EXRMDlpSensitiveTypes | measure', 'Answer | summarize Count = count()', 'grid'],
  ])('%s goes on with the answer of the service', (text, kql, display) => {
    const [statement] = translate(text).statements;
    expect(statement?.kql.replaceAll('\n', ' ')).toBe(kql);
    expect(statement?.display).toBe(display);
  });

  test('a file is written after it has asked', () => {
    expect(
      queries(
        "Get-AuditRecord | select Id | Export-Csv -Path 'a b.csv' -NoTypeInformation -Delimiter ';' -Append:$false -NoClobber",
      ),
    ).toMatchObject([{ effects: [{ kind: 'exportCsv', path: 'a b.csv', delimiter: ';' }] }]);
    expect(queries('Get-AuditRecord | ConvertTo-Csv -NoType -Delimiter "`t"')).toMatchObject([
      { display: 'csv', delimiter: '\t', effects: [] },
    ]);
  });

  test('the name of a file may hold the time', () => {
    expect(queries('Get-AuditRecord | Export-Csv "out_$(Get-Date -Format yyyyMMdd_HHmm).csv"')).toMatchObject([
      { effects: [{ path: 'out_20260502_1200.csv' }] },
    ]);
  });

  test.each([
    [
      "Get-AuditRecord -DLP -StartTime (Get-Date).Date.AddDays(-1) -EndTime '2026-05-02'",
      ['DLP.All'],
      '01T00',
      '02T00',
    ],
    ['Get-AuditRecord -Exchange -AzureAD', ['Audit.Exchange', 'Audit.AzureActiveDirectory'], undefined, undefined],
    ['Get-EXRMSubscriptionContent -General -EndTime (Get-Date).AddHours(-6)', ['Audit.General'], '01T06', '02T06'],
    [
      'Get-EXRMSubscriptionContent -General -StartTime ([datetime]::UtcNow.AddMonths(-1))',
      ['Audit.General'],
      '02T12',
      undefined,
    ],
  ])('%s needs content that may be fetched', (text, contentTypes, start, end) => {
    const [need] = queries(text).flatMap(({ needs }) => needs);
    const hour = (time: string | undefined): string | undefined => time?.slice(8, 13);
    expect(need?.contentTypes).toEqual(contentTypes);
    expect([hour(need?.start), hour(need?.end)]).toEqual([start, end]);
  });

  test.each([
    ['ft', 'table'],
    ['Format-List -Property Id', 'list'],
    ['ogv', 'grid'],
    ['Out-GridView -Title x -PassThru', 'grid'],
    ['ConvertTo-Json -Depth 9', 'json'],
    ['ConvertTo-Csv', 'csv'],
  ])('%s shows', (output, display) => {
    expect(queries(`Get-AuditRecord | ${output}`)).toMatchObject([{ display }]);
  });
});

/** The part of the text in guillemets is where the refusal points. */
test.each([
  ['Get-AuditRecord | «Invoke-Thing» -Now', /Start with Get-AuditRecord/],
  ['Get-AuditRecord | «Were-Object» { $true }', /Did you mean Where-Object/],
  ['«Search-UnifiedAuditLog» -StartDate x', /Use Get-AuditRecord/],
  ['Get-AuditRecord «-Foo»', /no parameter -Foo/],
  ['Get-AuditRecord «-E»', /could be -Exchange or -EndTime/],
  ['Get-AuditRecord -ContentType «Audit.Nothing»', /There are Audit.AzureActiveDirectory/],
  ["Get-AuditRecord -StartTime «'yesterday'»", /is no time/],
  ["Get-AuditRecord | ? { $_.RecordType «-gt» 'x' }", /is no number/],
  ["Get-AuditRecord | ? { $_.UserId -match '(?=a)' }", /Look-around/],
  ['Get-AuditRecord | ? { $_.UserId -like $_.Operation }', /known before the query runs/],
  ['Get-AuditRecord | ? { «$nobody» -eq 1 }', /has no value/],
  ['Get-AuditRecord | select -First «x»', /is no number/],
  ['Get-AuditRecord | fl | «where» UserId -eq x', /last/],
  ['Get-AuditRecord | % { «Get-AuditRecord» }', /ask once/],
  ['«while» ($true) { 1 }', /not supported/],
  ['«function» f { 1 }', /variable/],
  ['Get-AuditRecord | ? { $_.UserId -eq 1', /close it with/],
  ['Get-AuditRecord «>» x.txt', /Export-Csv/],
  ["«&» 'x.exe'", /not run here/],
  ['$x = «Get-EXRMSubscriptions»', /statement of its own/],
  ['Invoke-EXRMStopSubscription', /needs a content type/],
  ['Get-AuditRecord | ForEach-Object { $_.Id; «$_.UserId» }', /pscustomobject/],
  ['Get-AuditRecord | ? { $_.UserId.«Normalize»() }', /tolower/],
  ["'x' | «Get-AuditRecord»", /Start a pipeline/],
  ['$n = 0; Get-AuditRecord | % { «$n++»; $n }', /from one row to the next/],
  ['$all = @(); foreach ($r in Get-AuditRecord) { «$all += $r.UserId» }', /\$all = foreach/],
  ['$n = 1; Get-AuditRecord | % { «$n = $n + 1»; $n }', /from one row to the next/],
  ['$a = 1, 2; $a[$i«++»]', /stand alone/],
  ["Get-AuditRecord | ? { $_.UserId -eq 'x' «?» $true : $false }", /Write if/],
  ['Get-AuditRecord | % { (Get-AuditRecord)«[$_.RecordType]» }', /index of a query/],
  ['New-Object «Net.WebClient»', /pscustomobject/],
  ["Get-AuditRecord | % { switch -Wildcard ($_.Operation) { «'Set-*'» { 1 } 'Set-M*' { 2 } } }", /break/],
  ['Get-AuditRecord | % { «$_.PSObject».Properties.Name }', /Format-List/],
  ['Get-AuditRecord | group UserId | % { «$_.Group[0]» }', /Sort-Object/],
  ['Get-AuditRecord | Export-Csv a.csv «-Append»', /whole file/],
  ['Get-EXRMSubscriptions | «Get-AuditRecord»', /Start a pipeline/],
  ["Get-AuditRecord | Export-Csv a.csv -Delimiter «';;'»", /one character/],
  ['Get-AuditRecord | Export-Csv a.csv -Encoding «Unicode»', /UTF-8/],
  ["(Get-Date).ToString('«Q»')", /The pattern "Q"/],
])('refuses %s', (marked, message) => {
  const text = marked.replaceAll(/[«»]/g, '');
  let caught: unknown;
  try {
    translate(text);
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(EngineError);
  const data = caught instanceof EngineError ? caught.data : undefined;
  expect(data).toMatchObject({ kind: 'query', message: expect.stringMatching(message) as unknown });
  if (marked.includes('«')) {
    const [start, end] = [marked.indexOf('«'), marked.indexOf('»') - 1];
    const place = { start: data?.start ?? -1, end: (data?.start ?? -1) + (data?.length ?? 0) };
    expect(place.start <= start && place.end >= end, text.slice(place.start, place.end)).toBe(true);
  }
});

test('every statement that is wrong is told of, and those that are right count', () => {
  const text = '$a = 1\nGet-Foo\n$b = (\n\nGet-AuditRecord | ? RecordType -eq $a | select Nonesuch';
  const { diagnostics, scope } = diagnosePowerShell(text, { tables, now });
  expect(diagnostics.map(({ severity, start }) => [severity, start])).toEqual([
    ['error', text.indexOf('Get-Foo')],
    ['error', text.indexOf('(')],
  ]);
  expect(scope.variables.map(([name]) => name)).toEqual(['a']);
  expect(diagnosePowerShell('Get-AuditRecord | select Nonesuch', { tables, now }).diagnostics).toMatchObject([
    { severity: 'information' },
  ]);
});

/** `^` is where the cursor is. */
test.each([
  ['Get-A^', 'cmdlet', 'Get-AuditRecord', 'Get-A'],
  ['Get-AuditRecord | Wh^', 'cmdlet', 'Where-Object', 'Wh'],
  ['Get-AuditRecord -^', 'parameter', '-StartTime', '-'],
  ['Get-AuditRecord -ContentType ^', 'value', 'Audit.Exchange', ''],
  ['Get-AuditRecord | ? { $_.Cli^', 'property', 'ClientIP', 'Cli'],
  ['Get-AuditRecord | select Id, Us^', 'property', 'UserId', 'Us'],
  ['Get-AuditRecord | select -ExpandProperty ^', 'property', 'Operation', ''],
  ['Get-AuditRecord | ? { $_.UserId -l^', 'operator', '-like', '-l'],
  ['Get-AuditRecord | ? { $_.UserId.To^', 'method', 'tolower', 'To'],
  ['$mine = 1\n$m^', 'variable', '$mine', '$m'],
  ['$kept.^', 'property', 'Count', ''],
  ['$x = Get-^', 'cmdlet', 'Get-AuditRecord', 'Get-'],
  ["Get-AuditRecord | ? { $_.UserId -eq 'a' } | so^", 'cmdlet', 'Sort-Object', 'so'],
])('completes %s', (marked, kind, label, replaced) => {
  const offset = marked.indexOf('^');
  const text = marked.replace('^', '');
  const { scope } = translate('$kept = Get-AuditRecord');
  const { edit, items } = completePowerShell(text, offset, { tables, scope });
  expect(items).toContainEqual(expect.objectContaining({ kind, label }));
  expect(text.slice(edit.start, edit.start + edit.length)).toBe(replaced);
});

test.each(["'Get-^", '# Get-^', '"a $x.^', '<# Get-^'])(
  'offers nothing inside of a text or a comment: %s',
  (marked) => {
    expect(completePowerShell(marked.replace('^', ''), marked.indexOf('^'), { tables }).items).toEqual([]);
  },
);
