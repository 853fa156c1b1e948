import type { Choices } from '../kql/reference/randomQuery';

const texts = ['Operation', 'UserId', 'Workload', 'ClientIP', 'ClientInfoString', 'userid'] as const;
const numbers = ['RecordType', 'OperationCount', 'recordtype'] as const;
const textConstants = [`'Send'`, `'ann@contoso.com'`, `'Exchange'`, `''`, `'10.0.0.1'`, '"cy"', `'o''brien'`] as const;
const patterns = ['*o*', 'Set-*', '*@contoso.com', '?y', '*', 'file*ed', '*.1'] as const;
const orders = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'ceq', 'cne'] as const;

/** A condition on `$_`. */
function condition(chosen: Choices, depth: number): string {
  if (depth > 0 && chosen.below(3) > 0) {
    const [left, right] = [condition(chosen, depth - 1), condition(chosen, depth - 1)];
    return chosen.of([
      `${left} -and ${right}`,
      `${left} -or ${right}`,
      `(${left}) -xor (${right})`,
      `-not (${left})`,
      `!(${left} -and (${right}))`,
      `(${left} -or ${right}) -and ${left}`,
    ]);
  }
  const [text, number] = [`$_.${chosen.of(texts)}`, `$_.${chosen.of(numbers)}`];
  const sign = chosen.of(orders);
  return chosen.of([
    `${text} -${sign} ${chosen.of(textConstants)}`,
    `${number} -${sign} ${chosen.below(16) - 3}`,
    `${number} -in 1, 2, ${chosen.below(20)}`,
    `${text} -${chosen.of(['like', 'notlike', 'clike'])} '${chosen.of(patterns)}'`,
    `${text} -${chosen.of(['match', 'notmatch', 'cmatch'])} '${chosen.of(['^s', 'o.*m$', '[0-9]+', 'in|se'])}'`,
    `${text} -in ${chosen.of(textConstants)}, ${chosen.of(textConstants)}`,
    `${text} ${chosen.of(['-eq', '-ne'])} $null`,
    `$null ${chosen.of(['-eq', '-ne'])} ${number}`,
    text,
    number,
    '$_.ExternalAccess',
    `$_.ExternalAccess -eq ${chosen.of(['$true', '$false'])}`,
    `$_.Parameters.Name -${chosen.of(['contains', 'notcontains', 'eq', 'ne', 'like'])} 'Name'`,
    `${text}.ToLower().StartsWith('${chosen.of(['a', 's', 'ex'])}')`,
    `$_.CreationTime.Hour -${chosen.of(['gt', 'le'])} ${chosen.below(20)}`,
    `"$(${text})/$(${number})" -like '*${chosen.of(['/1', 'e', '/'])}*'`,
    `${chosen.of(textConstants)} -${chosen.of(['eq', 'ne'])} ${text}`,
    `${text} -eq $_.${chosen.of(texts)}`,
    `(${number} + ${chosen.below(5)}) * 2 -gt ${chosen.below(20)}`,
  ]);
}

function steps(chosen: Choices): readonly string[] {
  return Array.from({ length: chosen.below(3) }, () =>
    chosen.of([
      `Where-Object { ${condition(chosen, 2)} }`,
      `Where-Object { ${condition(chosen, 1)} }`,
      `Where-Object ${chosen.of(texts)} -${chosen.of(['eq', 'ne', 'gt'])} ${chosen.of(textConstants)}`,
      `Sort-Object ${chosen.of([...texts.slice(0, 3), ...numbers])}, Id${chosen.of(['', ' -Descending'])}`,
      `Sort-Object Id | Select-Object -${chosen.of(['First', 'Last', 'Skip'])} ${chosen.below(8)}`,
    ]),
  );
}

/** A pipeline over records. Sorting ends with the Id, which no two records share. */
export function randomCell(chosen: Choices): string {
  const end = chosen.of([
    `Select-Object Id, ${chosen.of(texts.slice(0, 5))}, RecordType`,
    `Select-Object Id, @{ n = 'Made'; e = { ${chosen.of(['$_.UserId.ToUpper()', '"<$($_.Operation)>"', '$_.RecordType * 2', '$_.OperationCount + 1'])} } }`,
    `ForEach-Object { "$($_.Id):$($_.${chosen.of(texts)})" }`,
    'ForEach-Object { if ($_.RecordType -gt 5) { $_.Id } else { $_.UserId } }',
    `Group-Object ${chosen.of(['Workload', 'RecordType', 'Workload, RecordType'])} | Select-Object Name, Count`,
    `Measure-Object ${chosen.of(numbers.slice(0, 2))} -Maximum -Minimum`,
    'Measure-Object',
    `Select-Object ${chosen.of(['Workload', 'Workload, RecordType', 'ExternalAccess'])} -Unique`,
    'Select-Object -ExpandProperty Parameters | ForEach-Object { $_.Name }',
    `Select-Object Id, UserId | Where-Object { $_.UserId -ne '${chosen.of(['cy', 'x'])}' }`,
  ]);
  return ['Get-AuditRecord', ...steps(chosen), end].join(' | ');
}
