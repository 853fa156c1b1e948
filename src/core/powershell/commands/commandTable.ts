import { contentTypes } from '../../api/contentType';
import { comparisonParameters } from './comparisonParameters';
import type { CommandHelp, CommandRole, Parameter, ParameterKind } from './command';

function parameter(name: string, kind: ParameterKind, help: string, more: Partial<Parameter> = {}): Parameter {
  return { name, kind, help, ...more };
}

function command(
  role: CommandRole,
  name: string,
  aliases: string,
  help: string,
  parameters: readonly Parameter[],
): CommandHelp {
  return { name, role, help, parameters, aliases: aliases === '' ? [] : aliases.split(' ') };
}

const flag = (name: string, help: string): Parameter => parameter(name, 'switch', help);
const positional = (name: string, kind: ParameterKind, position: number, help: string): Parameter =>
  parameter(name, kind, help, { position });

const typeSwitches: readonly Parameter[] = [
  flag('Exchange', 'Audit.Exchange'),
  flag('AzureAD', 'Audit.AzureActiveDirectory'),
  flag('SharePoint', 'Audit.SharePoint'),
  flag('General', 'Audit.General'),
  flag('DLP', 'DLP.All'),
  parameter('ContentType', 'values', 'The content types, by the names of the API.', { values: contentTypes }),
];

const range: readonly Parameter[] = [
  parameter('StartTime', 'value', 'From this time on, in UTC.'),
  parameter('EndTime', 'value', 'Before this time, in UTC.'),
];

const properties = positional(
  'Property',
  'values',
  0,
  'The properties: names, wildcards, blocks or @{ Name = …; Expression = { … } }.',
);

/** The cmdlets that there are: parameters, completion and the documentation come from here. */
export const commandTable: readonly CommandHelp[] = [
  command('source', 'Get-AuditRecord', '', 'The audit records in the archive; the times are those of CreationTime.', [
    ...typeSwitches,
    ...range,
  ]),
  command(
    'source',
    'Get-EXRMSubscriptionContent',
    '',
    'The content blobs of a time range, as the service lists them: of the last 24 hours unless it is given. The times are those at which content was created.',
    [
      ...typeSwitches,
      ...range,
      flag('returnContentBlobs', 'With the records of each blob, as its property ContentBlob.'),
    ],
  ),
  command('source', 'Get-EXRMSubscriptionContentBlob', '', 'The records of one content blob.', [
    positional('ContentURI', 'value', 0, 'The address of the blob.'),
  ]),
  command('step', 'Where-Object', '? where', 'Keeps what meets a condition.', [
    positional('FilterScript', 'block', 0, 'The condition: { $_.Operation -eq "Send" }.'),
    positional('Property', 'value', 0, 'The property to compare.'),
    positional('Value', 'values', 1, 'What to compare with.'),
    flag('Not', 'What does not have the property, or has it empty.'),
    ...comparisonParameters,
  ]),
  command('step', 'Select-Object', 'select', 'Takes properties, or some of the rows.', [
    properties,
    parameter('ExcludeProperty', 'values', 'Leaves these properties out; wildcards stand for any letters.'),
    parameter('ExpandProperty', 'value', 'Gives the values of one property, each element of an array by itself.'),
    parameter('First', 'value', 'So many from the start.'),
    parameter('Last', 'value', 'So many from the end.'),
    parameter('Skip', 'value', 'Leaves out so many at the start; at the end, with -Last.'),
    parameter('SkipLast', 'value', 'Leaves out so many at the end.'),
    parameter('Index', 'values', 'Those at these places, counted from 0.'),
    flag('Unique', 'Each combination of values once; upper and lower case differ.'),
    flag('CaseInsensitive', 'With -Unique: upper and lower case are the same.'),
  ]),
  command('step', 'Sort-Object', 'sort', 'Puts rows in order; upper and lower case are the same.', [
    properties,
    flag('Descending', 'The greatest first.'),
    flag('Unique', 'One row for each value.'),
    flag('CaseSensitive', 'Upper and lower case differ.'),
    flag('Stable', 'Has no effect here.'),
    parameter('Top', 'value', 'So many from the start.'),
    parameter('Bottom', 'value', 'So many from the end.'),
  ]),
  command(
    'step',
    'Group-Object',
    'group',
    'Counts the rows that have the same values: Count, Name, and Group, which are the rows.',
    [properties, flag('NoElement', 'Without Group.'), flag('CaseSensitive', 'Upper and lower case differ.')],
  ),
  command('step', 'Measure-Object', 'measure', 'Counts rows, and computes with a property.', [
    positional('Property', 'values', 0, 'The properties to compute with.'),
    flag('Sum', 'The sum.'),
    flag('Average', 'The mean.'),
    flag('Minimum', 'The least value.'),
    flag('Maximum', 'The greatest value.'),
    flag('StandardDeviation', 'The standard deviation.'),
    flag('AllStats', 'All of these.'),
  ]),
  command(
    'step',
    'ForEach-Object',
    '% foreach',
    'Makes something of each row: a property, a text, a [pscustomobject].',
    [
      parameter('Process', 'block', 'What is made: { $_.UserId.ToLower() }.', { position: 0 }),
      positional('MemberName', 'value', 0, 'A property, or a method without arguments.'),
      parameter('ArgumentList', 'values', 'What the method is given.', { aliases: ['Args'] }),
    ],
  ),
  command('step', 'Select-String', 'sls', 'Keeps the rows whose text fits a pattern.', [
    positional('Pattern', 'values', 0, 'Regular expressions, of which one must fit.'),
    flag('SimpleMatch', 'The pattern is a plain text.'),
    flag('CaseSensitive', 'Upper and lower case differ.'),
    flag('NotMatch', 'The rows that do not fit.'),
    flag('AllMatches', 'Has no effect here.'),
    flag('Raw', 'Has no effect here.'),
  ]),
  command('step', 'ConvertFrom-Json', '', 'Reads texts that are JSON. A record, and its AuditData, is read as it is.', [
    parameter('Depth', 'value', 'Has no effect here: all is read.'),
  ]),
  command('step', 'Get-Unique', 'gu', 'Each value once, of values that are sorted.', [
    flag('AsString', 'Has no effect here.'),
  ]),
  command('output', 'Format-List', 'fl', 'Shows each row as a list of names and values.', [properties]),
  command('output', 'Format-Table', 'ft', 'Shows a table.', [
    properties,
    flag('AutoSize', 'Has no effect here.'),
    flag('Wrap', 'Has no effect here.'),
    flag('HideTableHeaders', 'Has no effect here.'),
  ]),
  command('output', 'Out-GridView', 'ogv', 'Shows a grid.', [
    parameter('Title', 'value', 'Has no effect here.'),
    flag('PassThru', 'Has no effect here.'),
    parameter('OutputMode', 'value', 'Has no effect here.'),
  ]),
  command('output', 'Out-Host', 'oh', 'Shows the result, as it is shown anyway.', []),
  command('output', 'Out-String', '', 'Shows the result, as it is shown anyway.', [
    parameter('Width', 'value', 'Has no effect here.'),
    flag('Stream', 'Has no effect here.'),
  ]),
  command('output', 'ConvertTo-Json', '', 'Shows the result as JSON.', [
    parameter('Depth', 'value', 'Has no effect here: all is shown.'),
    flag('Compress', 'Has no effect here.'),
    flag('AsArray', 'Has no effect here.'),
  ]),
  command('output', 'ConvertTo-Csv', '', 'Shows the result as CSV.', [
    flag('NoTypeInformation', 'Has no effect here: there is none.'),
    parameter('Delimiter', 'value', 'The character between values.', { position: 0 }),
    parameter('UseQuotes', 'value', 'Has no effect here: quotes stand where they must.'),
  ]),
  command('output', 'Export-Csv', 'epcsv', 'Writes the result to a file, after it has asked.', [
    parameter('Path', 'value', 'The file: what the dialog begins with.', { position: 0, aliases: ['LiteralPath'] }),
    parameter('Delimiter', 'value', 'The character between values.', { position: 1 }),
    flag('NoTypeInformation', 'Has no effect here: there is none.'),
    flag('Force', 'Has no effect here: the dialog asks before it replaces a file.'),
    flag('NoClobber', 'Has no effect here: the dialog asks before it replaces a file.'),
    parameter('UseQuotes', 'value', 'Has no effect here: quotes stand where they must.'),
    flag('Append', 'Refused: each export writes a whole file.'),
    parameter('Encoding', 'value', 'Only UTF-8.', { values: ['UTF8', 'UTF8NoBOM'] }),
  ]),
  command('value', 'Get-Date', '', 'The time now, in UTC, or the one that is given.', [
    positional('Date', 'value', 0, 'A time.'),
    parameter('Format', 'value', 'A pattern, which makes a text of it.'),
    ...['Year', 'Month', 'Day', 'Hour', 'Minute', 'Second', 'Millisecond'].map((name) =>
      parameter(name, 'value', `The ${name.toLowerCase()} in place of that of the time.`),
    ),
    flag('AsUTC', 'Has no effect here: times are UTC.'),
  ]),
  command('value', 'New-TimeSpan', '', 'A span of time.', [
    positional('Start', 'value', 0, 'From this time.'),
    positional('End', 'value', 1, 'To this time; now unless it is given.'),
    parameter('Days', 'value', 'Days.'),
    parameter('Hours', 'value', 'Hours.'),
    parameter('Minutes', 'value', 'Minutes.'),
    parameter('Seconds', 'value', 'Seconds.'),
  ]),
  command('value', 'Write-Output', 'echo write', 'Gives a value.', [
    positional('InputObject', 'values', 0, 'The value.'),
  ]),
  command('value', 'Write-Host', '', 'Gives a value, as Write-Output does.', [
    positional('Object', 'values', 0, 'The value.'),
    ...['ForegroundColor', 'BackgroundColor', 'Separator'].map((name) =>
      parameter(name, 'value', 'Has no effect here.'),
    ),
    flag('NoNewline', 'Has no effect here.'),
  ]),
  command('value', 'New-Object', '', 'A row of a result, as [pscustomobject]@{ … } makes it.', [
    positional('TypeName', 'value', 0, 'PSObject, and no other type.'),
    positional('Property', 'value', 1, 'Names and values: @{ User = $_.UserId }.'),
  ]),
  command('action', 'Connect-EXRManagementAPI', '', 'Signs in by the connection of the notebook.', [
    positional('MailboxName', 'value', 0, 'Has no effect here: the connection says who signs in.'),
    parameter('UserName', 'value', 'Has no effect here: the connection says who signs in.'),
  ]),
  command('action', 'Get-EXRMSubscriptions', '', 'The subscriptions of the tenant.', []),
  command('action', 'New-EXRMSubscription', '', 'Starts subscriptions, after it has asked.', [
    ...typeSwitches,
    parameter('webhookAddress', 'value', 'Where the service tells of new content: an address by https.'),
    parameter('webhookauthId', 'value', 'What the service sends along, so that the receiver knows it.'),
    parameter('webhookexpiration', 'value', 'When the webhook ends.'),
  ]),
  command('action', 'Invoke-EXRMStopSubscription', '', 'Stops subscriptions, after it has asked.', typeSwitches),
  command('action', 'Get-EXRMDlpSensitiveTypes', '', 'The sensitive information types, by identity and name.', []),
];

const byName: ReadonlyMap<string, CommandHelp> = new Map(
  commandTable.flatMap((entry) => [entry.name, ...entry.aliases].map((name) => [name.toLowerCase(), entry])),
);

/** A cmdlet by its name or an alias, in any case. */
export function findCommand(name: string): CommandHelp | undefined {
  return byName.get(name.toLowerCase());
}
