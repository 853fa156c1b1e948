/** Cells give the rows that a plain evaluation of PowerShell gives over the same records, by feature. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Archive } from '../../../../src/engine/archive/archive';
import { importFile } from '../../../../src/engine/import/importFile';
import { QueryRunner } from '../../../../src/engine/query/queryRunner';
import { blobOf, tenantId } from '../../../unit/engine/archive/archiveFixture';
import { cellRecords } from './cellRecords';
import { engineRows, evaluatedRows, psRecord, runCell } from './cellHarness';
import type { PsObject } from './reference/semantics';

let folder: string;
let archive: Archive;
let runner: QueryRunner;
const records = cellRecords.map(psRecord);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'm365 cells '));
  archive = await Archive.open(path.join(folder, 'small'));
  await archive.addBlobs(tenantId, [blobOf('b1', cellRecords)]);
  runner = new QueryRunner(archive);
});

afterAll(async () => {
  runner.close();
  await archive.close();
  await rm(folder, { recursive: true, force: true });
});

async function expectSameRows(over: QueryRunner, known: readonly PsObject[], cell: string): Promise<void> {
  const [found, wanted] = [engineRows(await runCell(over, cell)), evaluatedRows(cell, known)];
  const isOrdered = !cell.includes('e = { (') && /Sort-Object[^|]*Id|-(?:First|Last|Skip)/.test(cell);
  expect(isOrdered ? found : found.toSorted(), cell).toEqual(isOrdered ? wanted : wanted.toSorted());
}

const features: Readonly<Record<string, readonly string[]>> = {
  'comparisons of texts': [
    `Where-Object { $_.Operation -eq 'SEND' }`,
    `Where-Object { $_.Operation -ceq 'send' }`,
    `Where-Object { $_.Operation -ne 'send' }`,
    `Where-Object { $_.ClientIP -gt '10.0.0.1' }`,
    `Where-Object { $_.ClientIP -le '10.0.0.20' }`,
    `Where-Object { 'send' -eq $_.Operation }`,
    `Where-Object { $_.UserId -cgt 'a' }`,
    `Where-Object { $_.Operation -eq 'Quote"and\\slash' }`,
    'Where-Object { $_.Operation -eq "Line`nbreak" }',
    `Where-Object { $_.OperationCount -eq '3' }`,
    `Where-Object { $_.UserId -eq $_.Operation }`,
  ],
  nulls: [
    `Where-Object { $_.ClientIP -eq $null }`,
    `Where-Object { $_.ClientIP -ne $null }`,
    `Where-Object { $null -ne $_.ClientInfoString }`,
    `Where-Object { $_.ClientIP -eq '' }`,
    `Where-Object { $_.ClientIP -ne '' }`,
    `Where-Object { $_.OperationCount -eq $null }`,
    `Where-Object { $_.OperationCount -lt 5 }`,
    `Where-Object { $_.OperationCount -ge 0 }`,
    `Where-Object { $_.OperationCount -gt -5 }`,
    `Where-Object { $_.OperationCount -ne 3 }`,
    `Where-Object { $_.Parameters -ne $null }`,
    `Where-Object { $_.Parameters -eq $null }`,
    `Where-Object { $_.Nothing -eq $null }`,
    `Where-Object { $_.Zed -eq $null }`,
    `Where-Object { $_.ClientIP -eq $_.ClientInfoString }`,
  ],
  'truth and logic': [
    `Where-Object { $_.ClientIP }`,
    `Where-Object { -not $_.ClientIP }`,
    `Where-Object { !$_.ExternalAccess }`,
    `Where-Object ExternalAccess`,
    `Where-Object { $_.OperationCount }`,
    `Where-Object { $_.Parameters }`,
    `Where-Object { -not $_.Parameters }`,
    `Where-Object { $_.Zed }`,
    `Where-Object { $_.RecordType -eq 1 -or $_.RecordType -eq 2 -and $_.ExternalAccess }`,
    `Where-Object { $_.RecordType -eq 1 -xor $_.Workload -eq 'Exchange' }`,
    `Where-Object { $_.ExternalAccess -eq $false }`,
    `Where-Object { $_.ExternalAccess -eq 'false' }`,
    `Where-Object { $true }`,
    `Where-Object { $_.OperationCount + 1 -gt 3 }`,
    `Where-Object { $_.OperationCount % 2 -eq 0 }`,
  ],
  'patterns and lists': [
    `Where-Object { $_.UserId -like '*@contoso.com' }`,
    `Where-Object { $_.UserId -like 'A*' }`,
    `Where-Object { $_.UserId -clike 'A*' }`,
    `Where-Object { $_.UserId -notlike '*o*' }`,
    `Where-Object { $_.UserId -like '?y' }`,
    `Where-Object { $_.ClientIP -like '*' }`,
    `Where-Object { $_.Operation -like '*"and\\*' }`,
    `Where-Object { $_.Operation -match '^(set|new)-' }`,
    `Where-Object { $_.Operation -cmatch '^(set|new)-' }`,
    `Where-Object { $_.Operation -notmatch 'file' }`,
    `Where-Object { $_.ClientIP -match '^10\\.0\\.0\\.\\d$' }`,
    `Where-Object { $_.RecordType -in 1, 15 }`,
    `Where-Object { $_.RecordType -in '1', '15' }`,
    `Where-Object { $_.Operation -in 'SEND', 'filedeleted' }`,
    `Where-Object { 'send', 'x' -contains $_.Operation }`,
    `Where-Object { $_.Operation -notin 'Send' }`,
    `Where-Object { $_.ClientIP -in $null, '10.0.0.3' }`,
    `Where-Object Operation -eq Send`,
    `Where-Object -Property UserId -like *contoso*`,
    `Where-Object RecordType -In 1,2`,
  ],
  'arrays and nested values': [
    `Where-Object { $_.Parameters.Name -contains 'forwardto' }`,
    `Where-Object { $_.Parameters.Name -eq 'Name' }`,
    `Where-Object { $_.Parameters.Value -like '*evil*' }`,
    `Where-Object { $_.Parameters.Value -match 'AN' }`,
    `Where-Object { $_.ExtendedProperties.Name -ne 'UserAgent' }`,
    `Where-Object { 'UserAgent' -in $_.ExtendedProperties.Name }`,
    `Where-Object { $_.Parameters.Count -gt 1 }`,
    `Where-Object { ($_.Parameters | Where-Object { $_.Name -eq 'Identity' }).Value -eq 'ann' }`,
    `Where-Object { $_.ExtendedProperties[0].Value -eq 'curl' }`,
    `Where-Object { $_.Parameters.Name -contains 'Name' -and $_.UserId -eq 'ann@contoso.com' }`,
    `Select-Object -ExpandProperty Parameters | Where-Object Name -eq 'Identity' | Select-Object Name, Value`,
    `Select-Object Id, @{ n = 'To'; e = { ($_.Parameters | Where-Object { $_.Name -eq 'ForwardTo' }).Value } }`,
    `Select-Object -ExpandProperty ExtendedProperties | ForEach-Object { $_.Value }`,
    `Select-Object Id, @{ n = 'First'; e = { ($_.Parameters | Where-Object { $_.Value -like '*n*' } | Select-Object -First 1).Value } }`,
    `Select-Object Id, @{ n = 'Names'; e = { ($_.ExtendedProperties | ForEach-Object { $_.Name.ToLower() } | Sort-Object -Unique).Count } }`,
  ],
  'properties whose type only the data knows': [
    `Where-Object { $_.Zed -eq 5 }`,
    `Where-Object { $_.Zed -eq '5' }`,
    `Where-Object { $_.Zed -eq 'five' }`,
    `Where-Object { $_.Zed -gt 4 }`,
    `Where-Object { $_.zed -like '*e' }`,
    `Where-Object { $_.Zed -ne 5 }`,
  ],
  'numbers and times': [
    `Where-Object { $_.CreationTime -gt '2026-05-01T10:00:00' }`,
    `Where-Object { $_.CreationTime -lt [datetime]'2026-05-01T10:00:00' }`,
    `Where-Object { $_.CreationTime.Hour -ge 12 }`,
    `Where-Object { $_.CreationTime.DayOfWeek -eq 'friday' }`,
    `Where-Object { 5 -lt $_.OperationCount }`,
    `Select-Object Id, @{ Name = 'Half'; Expression = { $_.OperationCount / 2 } }`,
    `Select-Object Id, @{ n = 'Sum'; e = { $_.OperationCount + $_.RecordType * 2 } }`,
  ],
  'texts that are made': [
    `ForEach-Object { "$($_.UserId) did $($_.Operation)!" }`,
    `ForEach-Object { $_.UserId.ToUpper() }`,
    `ForEach-Object { $_.UserId + ':' + $_.RecordType }`,
    `Where-Object { $_.UserId.StartsWith('a') }`,
    `Where-Object { $_.UserId.ToLower().Contains('bob') }`,
    `ForEach-Object { $_.UserId.Replace('contoso', 'x') }`,
    `ForEach-Object { $_.UserId.Split('@')[0] }`,
    `ForEach-Object { $_.ExternalAccess }`,
    `ForEach-Object { if ($_.RecordType -eq 1) { 'admin' } else { 'other' } }`,
    `ForEach-Object { if ($_.RecordType -eq 6) { $_.Id } }`,
    `ForEach-Object { [pscustomobject]@{ User = $_.UserId.ToLower(); Kind = $_.RecordType } }`,
    `ForEach-Object UserId`,
  ],
  'selection and order': [
    `Select-Object Id, UserId, ClientIP`,
    `select userid, Nothing, id`,
    `Sort-Object Operation, Id | Select-Object Id, Operation`,
    `Sort-Object OperationCount, Id | Select-Object Id`,
    `Sort-Object OperationCount, Id -Descending | Select-Object Id`,
    `Sort-Object ClientInfoString, Id | Select-Object Id`,
    `Sort-Object ClientInfoString, Id -Descending | Select-Object Id`,
    `Select-Object Id, OperationCount | Sort-Object OperationCount, Id -Descending`,
    `Sort-Object @{ e = { $_.UserId.ToLower() }; Descending = $true }, Id | Select-Object Id`,
    `Sort-Object CreationTime -Descending | Select-Object -First 3 Id`,
    `Select-Object -First 4 Id`,
    `Select-Object -Last 2 Id`,
    `Select-Object -Skip 9 Id`,
    `Select-Object -Skip 2 -First 3 Id`,
    `Select-Object Workload -Unique`,
    `Select-Object -ExpandProperty ClientIP`,
    `ForEach-Object { $_.UserId } | Sort-Object -Unique | ForEach-Object { $_.ToLower() }`,
    `Select-Object UserK*, Id`,
    `Sort-Object UserId -Unique | ForEach-Object { $_.UserId.ToLower() }`,
    `Select-Object UserId, Workload | Sort-Object UserId -Unique | Measure-Object`,
  ],
  'groups and measures': [
    `Group-Object Workload | Select-Object Count, Name`,
    `Group-Object Workload, RecordType | Select-Object Name, Count`,
    `Group-Object { $_.UserId.ToLower() } | Where-Object { $_.Count -gt 1 } | Select-Object Name, Count`,
    `Group-Object Workload | Where-Object Count -gt 2 | ForEach-Object { $_.Count * 10 }`,
    `Group-Object Workload | Select-Object Name, @{ n = 'Files'; e = { $_.Group.SourceFileName.Count } }`,
    `Measure-Object`,
    `Where-Object { $false } | Measure-Object`,
    `Measure-Object OperationCount -Sum -Average -Maximum -Minimum`,
    `Measure-Object ClientIP`,
    `ForEach-Object { $_.RecordType } | Measure-Object -Sum`,
    `Measure-Object CreationTime -Maximum`,
  ],
};

describe('over records that are made for it', () => {
  for (const [feature, pipelines] of Object.entries(features)) {
    test(
      feature,
      async () => {
        for (const pipeline of pipelines) {
          await expectSameRows(runner, records, `Get-AuditRecord | ${pipeline.replace(/^select /, 'Select-Object ')}`);
        }
      },
      60_000,
    );
  }

  test.each([
    `$all = Get-AuditRecord | Where-Object { $_.Workload -eq 'Exchange' }\nforeach ($r in $all) { $r.UserId }`,
    `$u = 'Bob@contoso.com', 'cy'\nGet-AuditRecord | Where-Object { $_.UserId -in $u } | Select-Object Id`,
    `$n = 2; $least = $n * 3\nGet-AuditRecord | Where-Object { $_.RecordType -ge $least } | Select-Object Id`,
    `foreach ($r in Get-AuditRecord) { if ($r.RecordType -eq 6) { "$($r.Id)/$($r.Operation)" } }`,
    `$users = (Get-AuditRecord | Where-Object RecordType -eq 6).UserId\nGet-AuditRecord | Where-Object { $_.UserId -in $users } | Select-Object Id`,
  ])('%s', async (cell) => {
    await expectSameRows(runner, records, cell);
  });
});

const lastTimes = [
  'AzureActiveDirectory | 2026-05-01T14:36:00.000Z',
  'Exchange | 2026-05-01T16:44:00.000Z',
  'OneDrive | 2026-05-01T12:28:00.000Z',
  'SharePoint | 2026-05-01T10:20:00.000Z',
];

/** What people type in the Exchange shell over the answers of Search-UnifiedAuditLog, and the rows that it gives there. */
const habits: readonly (readonly [cell: string, rows: readonly string[]])[] = [
  [
    `Get-AuditRecord | Select-Object -ExpandProperty AuditData | ConvertFrom-Json | Where-Object Operation -eq 'FileDeleted' | Select-Object Id, UserId`,
    ['id-07 | cy'],
  ],
  [
    `foreach ($r in Get-AuditRecord | Where-Object RecordType -eq 50) { $d = $r.AuditData | ConvertFrom-Json; $d.Id }`,
    ['id-11'],
  ],
  [`('{"a":[1,2]}' | ConvertFrom-Json).a | Measure-Object`, ['2']],
  [
    `Get-AuditRecord | Where-Object Workload -eq 'OneDrive' | ForEach-Object { New-Object PSObject -Property @{ Who = $_.UserId; What = $_.Operation } }`,
    ['Cy | FileAccessed', 'cy | FileDeleted'],
  ],
  [
    `foreach ($r in Get-AuditRecord | Where-Object RecordType -eq 15) { Write-Host "$($r.UserId): $($r.Operation)" -ForegroundColor Red }`,
    ['dora@contoso.com: UserLoggedIn', 'dora@contoso.com: UserLoginFailed'],
  ],
  [`Get-AuditRecord | Select-Object -First 1 Id | Format-Table -AutoSize | Out-String -Width 400`, ['id-00']],
  [
    `(Get-AuditRecord | Where-Object RecordType -eq 15 | Sort-Object Id | Select-Object -ExpandProperty Operation) -join ', '`,
    ['UserLoggedIn, UserLoginFailed'],
  ],
  [
    String.raw`Get-AuditRecord | Where-Object ClientIP | ForEach-Object { [regex]::Match($_.ClientIP, '^(\d+)\.(\d+)').Groups[1].Value } | Group-Object -NoElement`,
    ['1 | (none)', '3 | 10'],
  ],
  [
    `Get-AuditRecord | Where-Object { [regex]::Match($_.UserId, '^DORA', 'IgnoreCase').Success } | Measure-Object`,
    ['2'],
  ],
  [
    `Get-AuditRecord | Where-Object { [regex]::IsMatch($_.UserId, '^[A-Z]') } | Select-Object Id`,
    ['id-01', 'id-03', 'id-06', 'id-11'],
  ],
  [`[regex]::Replace('ann@contoso.com', '@.*$', '')`, ['ann']],
  [`"{0,-6}|{1,4}|" -f 'ab', 12`, ['ab    |  12|']],
  [
    `Get-AuditRecord | Where-Object RecordType -eq 15 | ForEach-Object { "{0,-16}|{1,12:HH:mm}" -f $_.Operation, $_.CreationTime }`,
    ['UserLoggedIn    |       13:32', 'UserLoginFailed |       14:36'],
  ],
  [
    `Get-AuditRecord | Group-Object Workload | Select-Object Name, @{ n = 'Sent'; e = { ($_.Group | Where-Object Operation -like 'send').Count } }`,
    ['AzureActiveDirectory | 0', 'Exchange | 2', 'OneDrive | 0', 'SharePoint | 0'],
  ],
  [
    `Get-AuditRecord | Group-Object Workload | Select-Object Name, @{ n = 'Last'; e = { ($_.Group | Sort-Object CreationTime)[-1].CreationTime } }`,
    lastTimes,
  ],
  [
    `Get-AuditRecord | Group-Object Workload | Select-Object Name, @{ n = 'Last'; e = { ($_.Group.CreationTime | Measure-Object -Maximum).Maximum } }`,
    lastTimes,
  ],
  [
    `Get-AuditRecord | Where-Object RecordType -eq 6 | Group-Object RecordType | Select-Object Name, @{ n = 'IPs'; e = { ($_.Group | Select-Object -ExpandProperty ClientIP -Unique | Sort-Object) -join ',' } }`,
    ['6 | 10.0.0.20,10.0.0.3'],
  ],
  [
    `Get-AuditRecord | Select-Object UserId, RecordType | Group-Object RecordType | Where-Object Name -eq '15' | Select-Object -ExpandProperty Group | Select-Object UserId`,
    ['dora@contoso.com', 'dora@contoso.com'],
  ],
  [
    `Get-AuditRecord | Where-Object RecordType -eq 15 | ForEach-Object { $_.ExtendedProperties } | ForEach-Object { $_.Name } | Group-Object -NoElement`,
    ['1 | ResultStatusDetail', '2 | UserAgent'],
  ],
  [
    `Get-AuditRecord | ForEach-Object { switch ($_.Workload) { 'exchange' { 'mail' } OneDrive { 'files' } 'SharePoint' { 'files' } default { 'other' } } } | Group-Object -NoElement`,
    ['2 | other', '3 | files', '7 | mail'],
  ],
  [
    `Get-AuditRecord | Where-Object RecordType -eq 1 | ForEach-Object { switch -Wildcard ($_.Operation) { 'Set-*' { 'set'; break } 'Set-Mail*' { 'never'; break } default { 'other' } } } | Group-Object -NoElement`,
    ['2 | other', '2 | set'],
  ],
];

describe('what people type', () => {
  test.each(habits)('%s', async (cell, rows) => {
    expect(engineRows(await runCell(runner, cell)).toSorted()).toEqual(rows.toSorted());
  });
});

const realRecords = path.resolve(import.meta.dirname, '../../../../../shared/records/real-records.ndjson');

test.skipIf(!existsSync(realRecords))('over real records', { timeout: 300_000 }, async () => {
  const real = await Archive.open(path.join(folder, 'real'));
  await importFile(real, realRecords);
  const over = new QueryRunner(real);
  const lines = (await readFile(realRecords, 'utf8')).trim().split('\n');
  const known = lines.map((line) => psRecord(JSON.parse(line) as Record<string, unknown>));
  for (const pipeline of [
    'Where-Object{$_.ClientInfoString -ne $null} | Select-Object CreationTime,Operation,ClientInfoString,UserId',
    'Where-Object { $_.SessionId -eq "" } | Select-Object Id, SessionId',
    'Where-Object { $_.Parameters.Name -contains "Identity" -and $_.UserId -like "*system*" } | Select-Object Id',
    'Where-Object { $_.ResultStatus -match "^(succe|true)" } | Group-Object ResultStatus | Select-Object Count',
    'Group-Object Operation, Workload | Select-Object Count',
    'Where-Object { $_.OperationCount -gt 1 } | Measure-Object OperationCount -Sum -Average',
    'Where-Object { -not $_.ModifiedProperties } | Measure-Object',
    'Where-Object { $_.Folders.FolderItems.InternetMessageId -like "*prod*" } | Select-Object Id',
    'Where-Object { $_.ExternalAccess -eq $false -and $_.RecordType -in 1, 50 } | Measure-Object',
    'Select-Object -ExpandProperty ExtendedProperties | Group-Object Name | Select-Object Count, Name',
    'Where-Object { $_.ItemCount -lt 1 } | Measure-Object',
  ]) {
    await expectSameRows(over, known, `Get-AuditRecord | ${pipeline}`);
  }
  over.close();
  await real.close();
});
