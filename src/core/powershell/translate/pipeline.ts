import { queryError, refused, type Place } from '../../kql/queryError';
import { bindCommand, type BoundCommand } from '../commands/bindCommand';
import type { PipelineElement } from '../syntax/ast';
import { builderOf, type Env, type Operand } from './context';
import { queryOfElements } from './streams/elementQueries';
import { listValue } from './streams/elements';
import { translateExpression } from './expressions';
import { outputOf, type CommandOutput } from './outputs';
import { allRecords, auditRecords, contentBlobRecords, subscriptionContent } from './streams/recordSources';
import { streamOfValue } from './streams/valueStreams';
import { steps } from './steps/stepTable';
import { groupRecords } from './streams/groupRecords';
import type { Group, Stream } from './streams/stream';
import type { StreamBuilder } from './streams/streamBuilder';
import { newObject, valueCommand } from './valueCommands';

/** What the end of a pipeline asks for beside its rows. */
export type Output = Partial<CommandOutput>;

export interface PipelineResult {
  readonly operand: Operand;
  readonly output: Output;
}

type Source = (bound: BoundCommand, env: Env) => Stream;

const sources: Readonly<Record<string, Source>> = {
  'Get-AuditRecord': auditRecords,
  'Get-EXRMSubscriptionContent': subscriptionContent,
  'Get-EXRMSubscriptionContentBlob': contentBlobRecords,
};

/** Cmdlets that give something else for all rows than for each by itself. */
const wholeSteps: ReadonlySet<string> = new Set(['Sort-Object', 'Group-Object', 'Measure-Object', 'Get-Unique']);
const wholeParameters: readonly string[] = ['First', 'Last', 'Skip', 'SkipLast', 'Index', 'Unique'];

function isWhole({ help, given }: BoundCommand): boolean {
  return wholeSteps.has(help.name) || wholeParameters.some((name) => given.has(name));
}

/** What a pipeline gives. */
export function translatePipeline(elements: readonly PipelineElement[], env: Env, place: Place): PipelineResult {
  const [head, ...rest] = elements;
  if (head === undefined) {
    throw queryError('A pipeline is missing here.', place);
  }
  const first = head.kind === 'command' ? bindCommand(head) : undefined;
  const isStep = first?.help.role === 'step' || first?.help.role === 'output';
  const operand = isStep ? impliedRecords(head, env) : headOperand(head, first, env);
  const following = isStep ? elements : rest;
  if (following.length === 0) {
    return { operand, output: {} };
  }
  return follow(operand, head, following.map(stepOf), env);
}

/** What the rest of a pipeline makes of rows that something else gives. */
export function continuePipeline(
  stream: Stream,
  [head, ...rest]: readonly [PipelineElement, ...PipelineElement[]],
  env: Env,
): PipelineResult {
  return follow({ kind: 'stream', stream }, head, rest.map(stepOf), env);
}

function stepOf(element: PipelineElement): BoundCommand {
  if (element.kind !== 'command') {
    throw queryError(
      'An expression can stand at the start of a pipeline only: use ForEach-Object { … }.',
      element.place,
    );
  }
  return bindCommand(element);
}

/** A pipeline without a source: over the records of the archive. */
function impliedRecords(head: PipelineElement, env: Env): Operand {
  if (env.item !== undefined) {
    throw queryError('Something must stand before this cmdlet: $_.Parameters | …', head.place);
  }
  env.cell.notes.push({
    message: 'Nothing stands before this cmdlet: all records are read, as by Get-AuditRecord.',
    place: head.place,
  });
  return { kind: 'stream', stream: allRecords(head.place) };
}

function headOperand(head: PipelineElement, bound: BoundCommand | undefined, env: Env): Operand {
  if (head.kind === 'expression') {
    return translateExpression(head.expression, env);
  }
  if (bound === undefined) {
    throw queryError('A cmdlet is missing here.', head.place);
  }
  const { name, role } = bound.help;
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (source === undefined) {
    if (name === 'New-Object') {
      return { kind: 'row', row: newObject(bound, env) };
    }
    if (role === 'value') {
      return { kind: 'value', value: valueCommand(bound, env) };
    }
    throw refused(`${name} here`, 'It stands alone, as a statement of its own.', bound.namePlace);
  }
  const stream = source(bound, env);
  const isOfItem =
    env.item !== undefined && name === 'Get-EXRMSubscriptionContentBlob' && env.item.builder.row.kind === 'entry';
  return isOfItem ? { kind: 'stream', stream, isOfItem } : { kind: 'stream', stream };
}

function follow(given: Operand, head: PipelineElement, commands: readonly BoundCommand[], env: Env): PipelineResult {
  const operand = given.kind === 'group' && env.item !== undefined ? groupValue(given.group, env.item.builder) : given;
  if (
    operand.kind === 'value' &&
    env.item !== undefined &&
    operand.value.constant === undefined &&
    operand.value.items === undefined
  ) {
    const run = (bound: BoundCommand, builder: StreamBuilder): void => {
      runCommands([bound], builder, env, false);
    };
    return { operand: queryOfElements(operand.value, commands, env, head.place, { run, isWhole }), output: {} };
  }
  if (
    operand.kind === 'row' &&
    operand.row.kind === 'record' &&
    commands.every(({ help }) => help.name === 'ConvertFrom-Json')
  ) {
    return { operand, output: {} };
  }
  const { item } = env;
  const ofRow =
    operand.kind === 'row' && item?.operand.kind === 'row' && item.operand.row === operand.row ? item : undefined;
  const isOfItem = ofRow !== undefined || (operand.kind === 'stream' && operand.isOfItem === true);
  const builder = builderOf(ofRow?.builder.stream ?? streamOf(operand, head), env);
  const output = runCommands(commands, builder, env, isOfItem);
  const { stream } = builder;
  return { operand: isOfItem ? { kind: 'stream', stream, isOfItem } : { kind: 'stream', stream }, output };
}

/** The rows of a group, as an array. */
function groupValue(group: Group, builder: StreamBuilder): Operand {
  const value = listValue(groupRecords(group, builder));
  return { kind: 'value', value: group.row.kind === 'record' ? { ...value, isRecord: true } : value };
}

function streamOf(operand: Operand, head: PipelineElement): Stream {
  switch (operand.kind) {
    case 'stream':
      return operand.stream;
    case 'value':
    case 'row':
      return streamOfValue(operand, head.place);
    case 'group':
      throw refused(
        'A pipeline over the records of a group',
        'Name a property of them, as in $_.Group.UserId.',
        head.place,
      );
    default:
      throw queryError('A pipeline cannot start with this.', head.place);
  }
}

function runCommands(commands: readonly BoundCommand[], builder: StreamBuilder, env: Env, isOfItem: boolean): Output {
  let output: Output = {};
  for (const bound of commands) {
    const { help, namePlace } = bound;
    if (output.display !== undefined && help.role !== 'output') {
      throw refused(
        `${help.name} after a cmdlet that shows the result`,
        'Put Format-List, Format-Table and their kind last.',
        namePlace,
      );
    }
    if (isOfItem && isWhole(bound)) {
      throw refused(
        `${help.name} for each row by itself`,
        'Put it after the loop: … | ForEach-Object { … } | Sort-Object, say.',
        namePlace,
      );
    }
    if (help.role === 'output') {
      output = { ...output, ...outputOf(bound, builder, env, output) };
      continue;
    }
    const step = Object.hasOwn(steps, help.name) ? steps[help.name] : undefined;
    if (step === undefined) {
      throw refused(`${help.name} in the middle of a pipeline`, 'Start a pipeline with it.', namePlace);
    }
    builder.isSingle = builder.isSingle && help.name !== 'ForEach-Object';
    output = step(bound, builder, env) ?? output;
  }
  return output;
}
