import type { CommandHelp, CommandRole } from '../../src/core/powershell/commands/command.ts';

/** What is supported, by names. */
export interface PowerShellSupport {
  readonly commands: readonly CommandHelp[];
  readonly operators: readonly string[];
  readonly methods: Readonly<Record<string, readonly string[]>>;
  readonly members: Readonly<Record<string, readonly string[]>>;
  readonly statics: readonly string[];
  readonly casts: readonly string[];
}

const titles: Readonly<Record<CommandRole, string>> = {
  source: 'Where rows come from',
  step: 'What is done with rows',
  output: 'How a result is shown',
  value: 'Values',
  action: 'The service, by the connection of the notebook',
};

const differences = `## Where it differs from PowerShell

- Nothing of PowerShell runs. A cell becomes KQL, which can be shown, and what cannot become KQL is refused at its place.
- Times are UTC, without an exception: \`Get-Date\` is the time in UTC, and a time without a zone is one in UTC.
- A property has the type that the documents give it: \`CreationTime\` is a time, \`RecordType\` a number. A property that no document
  names has the type that each record gives it.
- A wildcard for properties, like \`Client*\`, stands for all that the documents name; a result hides columns without a value.
- A variable that holds a pipeline holds the query, not its rows: they are those of the archive when the variable is used. A time is
  kept as it was: \`$since = (Get-Date).AddDays(-1)\` stays the same.
- Records that nobody has sorted come in the order of \`CreationTime\` where it matters: \`-First\`, \`-Last\`, \`-Skip\`, \`-Index\`.
- Texts are sorted by their characters, in lower case; PowerShell sorts by the rules of a language.
- \`Group-Object\` and \`-Unique\` take a missing text and an empty one for the same, and \`Sort-Object\` a null and an empty one. Groups come in the order of their names. A result
  shows the first 100 records of each group in \`Group\`; \`$_.Group.UserId\` has them all.
- An array on the left of a comparison gives whether any element fits, not the elements that do.
- A value whose type only the data knows is compared with a text as a text; with a number as a number, unless it is a text.
- Regular expressions are RE2's: no look-around and no back-references.
- \`Select-String\` on records looks into their JSON, and gives the records.
- A pipeline that starts with a cmdlet like \`Where-Object\` reads all records, and says so.
- A query looks at each row by itself: a variable that one row would change for the next one, like \`$n++\` in a loop over
  records, is refused.
- \`Get-EXRMSubscriptionContent\` without a start gives the last 24 hours, as the service does.
- What a cell asks for and the archive has not is offered below the cell: these content types and times are fetched, and the cell
  runs again.
- \`Export-Csv\`, \`New-EXRMSubscription\` and \`Invoke-EXRMStopSubscription\` ask first.`;

/** The page of the documentation that lists what PowerShell cells can say. */
export function powerShellDocs(support: PowerShellSupport): string {
  const cmdlets = Object.entries(titles).flatMap(([role, title]) => [
    `## ${title}`,
    ...support.commands.filter((command) => command.role === role).map(commandText),
  ]);
  return `${[
    '# PowerShell cells: what is supported',
    'This page is made from the tables that cells are translated by. What is not on it is refused before anything runs, at its place.',
    "```powershell\n$since = (Get-Date).AddDays(-7)\nGet-AuditRecord -Exchange -StartTime $since |\n  Where-Object { $_.Operation -eq 'New-InboxRule' -and $_.UserId -like '*@contoso.com' } |\n  Select-Object CreationTime, UserId, ClientIP, @{ n = 'Rule'; e = { ($_.Parameters | Where-Object Name -eq 'Name').Value } } |\n  Sort-Object CreationTime -Descending\n```",
    ...cmdlets,
    '## Expressions',
    `Operators: ${codes(support.operators)}. Those that compare have forms with \`c\`, for which case matters, and with \`i\`.`,
    `Casts: ${codes(support.casts.map((name) => `[${name}]`))}.`,
    ...Object.entries(support.members).map(([type, names]) => `Properties of a ${type}: ${codes(names)}.`),
    ...Object.entries(support.methods).map(
      ([type, names]) => `Methods of a ${type}: ${codes(names.map((name) => `${name}()`))}.`,
    ),
    `Static members: ${codes(support.statics.map((name) => name.replace(/^(\w+)\./, '[$1]::')))}.`,
    'Statements: `$name = …`, `$name += …`, `$name++`, `foreach ($x in $y) { … }`, `if (…) { … } elseif (…) { … } else { … }`.',
    differences,
  ].join('\n\n')}\n`;
}

function commandText({ name, aliases, help, parameters }: CommandHelp): string {
  const plain = parameters.filter(({ help: words }) => !/^-\w+/.test(words));
  const comparisons = parameters
    .filter(({ help: words, name: own }) => /^-\w+/.test(words) && !own.startsWith('C'))
    .map((item) => `-${item.name}`);
  return [
    `### ${name}${aliases.length === 0 ? '' : ` (${aliases.map(code).join(', ')})`}`,
    [
      help,
      ...(plain.length === 0 ? [] : ['', ...plain.map((item) => `- ${code(`-${item.name}`)}: ${item.help}`)]),
      ...(comparisons.length === 0
        ? []
        : [`- Comparisons: ${codes([...comparisons, '-Contains'])}; with \`C\` before, case matters.`]),
    ].join('\n'),
  ].join('\n\n');
}

function codes(names: readonly string[]): string {
  return [...new Set(names)].map(code).join(', ');
}

function code(name: string): string {
  return `\`${name}\``;
}
