import { nearestName } from '../../text/nearestName';
import { queryError, type Place } from '../../kql/queryError';
import type { Argument, Command, Expression } from '../syntax/ast';
import type { CommandHelp, Parameter } from './command';
import { commandTable, findCommand } from './commandTable';

/** A cmdlet with what its parameters are given. */
export interface BoundCommand {
  readonly help: CommandHelp;
  readonly place: Place;
  readonly namePlace: Place;
  /** By the parameter's name. A switch is given without a value, or with one after a colon. */
  readonly given: ReadonlyMap<string, BoundParameter>;
}

export interface BoundParameter {
  readonly value?: Expression;
  readonly place: Place;
}

/** Every cmdlet of PowerShell has these; they have no effect here. */
const commonParameters: readonly Parameter[] = [
  ...['Verbose', 'Debug', 'WhatIf', 'Confirm'].map((name): Parameter => ({ name, kind: 'switch', help: '' })),
  ...['ErrorAction', 'WarningAction', 'InformationAction', 'ProgressAction'].map((name): Parameter => ({
    name,
    kind: 'value',
    help: '',
  })),
];

/**
 * Finds a cmdlet and its parameters as PowerShell does: names in any case, and shortened as far as they are clear.
 *
 * @throws EngineError `query` at the word that is not known.
 */
export function bindCommand(node: Command): BoundCommand {
  const help = findCommand(node.name);
  if (help === undefined) {
    throw unknownCommand(node);
  }
  const given = new Map<string, BoundParameter>();
  const loose: Expression[] = [];
  for (let index = 0; index < node.arguments.length; index++) {
    const argument = node.arguments[index];
    if (argument?.name === undefined) {
      loose.push(...(argument?.value === undefined ? [] : [argument.value]));
      continue;
    }
    const parameter = findParameter(help, argument.name, argument.namePlace ?? argument.place);
    const place = argument.namePlace ?? argument.place;
    if (given.has(parameter.name)) {
      throw queryError(`-${parameter.name} is given twice.`, place);
    }
    if (parameter.kind === 'switch' || argument.value !== undefined) {
      given.set(parameter.name, { place, ...(argument.value === undefined ? {} : { value: argument.value }) });
    } else {
      const next: Argument | undefined = node.arguments[index + 1];
      if (next?.value === undefined || next.name !== undefined) {
        throw queryError(`-${parameter.name} needs a value after it.`, place);
      }
      given.set(parameter.name, { value: next.value, place: next.value.place });
      index++;
    }
  }
  bindLoose(help, loose, given);
  return { help, place: node.place, namePlace: node.namePlace, given };
}

function bindLoose(help: CommandHelp, loose: readonly Expression[], given: Map<string, BoundParameter>): void {
  for (const value of loose) {
    const isBlock = value.kind === 'scriptBlock';
    const open = help.parameters
      .filter(({ name, position }) => position !== undefined && !given.has(name))
      .sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
    const parameter = open.find(({ kind }) => (isBlock ? kind !== 'value' : kind !== 'block'));
    if (parameter === undefined) {
      throw queryError(`${help.name} has no use for this value. Name its parameter.`, value.place);
    }
    given.set(parameter.name, { value, place: value.place });
  }
}

function findParameter(help: CommandHelp, name: string, place: Place): Parameter {
  const wanted = name.toLowerCase();
  const all = [...help.parameters, ...commonParameters];
  const namesOf = ({ name: own, aliases = [] }: Parameter): readonly string[] =>
    [own, ...aliases].map((item) => item.toLowerCase());
  const exact = all.find((parameter) => namesOf(parameter).includes(wanted));
  if (exact !== undefined) {
    return exact;
  }
  const found = help.parameters.filter((parameter) => namesOf(parameter).some((item) => item.startsWith(wanted)));
  const fitting =
    found.length > 0 ? found : all.filter((parameter) => namesOf(parameter).some((item) => item.startsWith(wanted)));
  const [first, second] = fitting;
  if (second !== undefined) {
    throw queryError(
      `-${name} could be ${fitting.map((parameter) => `-${parameter.name}`).join(' or ')}: write more of it.`,
      place,
    );
  }
  if (first === undefined) {
    const near = nearestName(
      name,
      help.parameters.map((parameter) => parameter.name),
    );
    throw queryError(
      `${help.name} has no parameter -${name} here.${near === undefined ? parameterList(help) : ` Did you mean -${near}?`}`,
      place,
      'unknownParameter',
    );
  }
  return first;
}

function parameterList({ parameters }: CommandHelp): string {
  return parameters.length === 0 || parameters.length > 20
    ? ''
    : ` It has ${parameters.map(({ name }) => `-${name}`).join(', ')}.`;
}

/** What to write in place of cmdlets that are not here. */
const insteadOf: Readonly<Record<string, string>> = {
  'search-unifiedauditlog': 'Use Get-AuditRecord -StartTime … -EndTime …, and Where-Object.',
  'get-content': 'Import the file into the archive, and use Get-AuditRecord.',
  'import-csv': 'Import the file into the archive, and use Get-AuditRecord.',
  'out-file': 'Use Export-Csv, or save the result from its grid.',
  'set-content': 'Use Export-Csv, or save the result from its grid.',
  'format-wide': 'Use Format-Table with one property.',
  'format-custom': 'Use Format-List.',
  'convertto-html': 'Leave it out: the whole notebook can be made a report of HTML.',
  'convertto-xml': 'Use ConvertTo-Json.',
  'export-clixml': 'Use Export-Csv, or save the result from its grid.',
  'tee-object': 'Keep the pipeline in a variable, and use that twice.',
  'get-member': 'Show one row: Select-Object -First 1 | Format-List.',
  'import-module': 'Leave it out: the cmdlets are there.',
  'install-module': 'Leave it out: the cmdlets are there.',
  'connect-exchangeonline': 'Leave it out: the connection of the notebook signs in.',
  'compare-object': 'Use Where-Object with -in.',
  'invoke-restmethod': 'Nothing but the Management Activity API is called: use Get-EXRMSubscriptionContent.',
  'invoke-webrequest': 'Nothing but the Management Activity API is called: use Get-EXRMSubscriptionContent.',
  'out-null': 'Leave the pipeline out.',
  'get-exrmservices': 'That API is retired: Microsoft Graph has the service health.',
  'get-exrmcurrentstatus': 'That API is retired: Microsoft Graph has the service health.',
  'get-exrmhistoricalstatus': 'That API is retired: Microsoft Graph has the service health.',
  'get-exrmmessages': 'That API is retired: Microsoft Graph has the service health.',
};

function unknownCommand({ name, namePlace }: Command): Error {
  const key = name.toLowerCase();
  const near = nearestName(
    name,
    commandTable.map((help) => help.name),
  );
  const instead = Object.hasOwn(insteadOf, key)
    ? insteadOf[key]
    : near === undefined
      ? 'Start with Get-AuditRecord, and go on with Where-Object, Select-Object, Sort-Object, Group-Object or Measure-Object.'
      : `Did you mean ${near}?`;
  return queryError(
    `${name} is not supported: nothing of PowerShell runs here. ${instead ?? ''}`.trim(),
    namePlace,
    'notSupported',
  );
}
