import { archiveColumns } from '../../schema/auditTables';
import { findCommand, commandTable } from '../commands/commandTable';
import type { CommandHelp, Parameter } from '../commands/command';
import type { Place } from '../../kql/queryError';
import type { PowerShellScope } from '../powerShellScope';
import type { TableSchema } from '../../kql/tableSchema';
import type { Operand } from '../translate/context';
import { methodNames } from '../translate/members/methods';
import { entryProperties, RecordProperties } from '../translate/streams/recordProperties';
import { binaryOperators } from '../syntax/expressions';
import { cursorAt, type Cursor } from './cursor';

export type PowerShellItemKind = 'cmdlet' | 'parameter' | 'value' | 'property' | 'method' | 'variable' | 'operator';

export interface PowerShellCompletionItem {
  readonly kind: PowerShellItemKind;
  readonly label: string;
  /** What is written for it. */
  readonly insertText: string;
  /** A word or a sentence on it. */
  readonly detail?: string;
}

export interface PowerShellCompletions {
  /** What the chosen item replaces. */
  readonly edit: Place;
  readonly items: readonly PowerShellCompletionItem[];
}

export interface CompletionOptions {
  readonly tables: readonly TableSchema[];
  readonly scope?: PowerShellScope;
}

/** What can stand at an offset of a cell, in UTF-16 code units. It runs nothing, and never throws for a text with errors. */
export function completePowerShell(text: string, offset: number, options: CompletionOptions): PowerShellCompletions {
  const cursor = cursorAt(text, offset);
  if (cursor.isInText) {
    return { edit: { start: offset, length: 0 }, items: [] };
  }
  const member = /^(.*?)((?:\.|::)(\w*))$/.exec(cursor.word);
  if (member !== null && cursor.word.startsWith('$')) {
    const [, target = '', , name = ''] = member;
    return { edit: { start: offset - name.length, length: name.length }, items: memberItems(target, options) };
  }
  const edit = { start: cursor.wordStart, length: offset - cursor.wordStart };
  if (cursor.word.startsWith('$')) {
    return { edit, items: variableItems(text, options) };
  }
  const help = cursor.command === undefined ? undefined : findCommand(cursor.command);
  if (help !== undefined) {
    return { edit, items: argumentItems(help, cursor, text, options) };
  }
  if (cursor.word.startsWith('-') || cursor.isInExpression) {
    return { edit, items: [...operatorItems(), ...(cursor.word.startsWith('-') ? [] : variableItems(text, options))] };
  }
  return { edit, items: [...commandItems(), ...variableItems(text, options)] };
}

function commandItems(): readonly PowerShellCompletionItem[] {
  return commandTable.map(({ name, help }) => ({ kind: 'cmdlet', label: name, insertText: name, detail: help }));
}

/** Those that say that upper and lower case are the same, which they are anyway, are left out. */
function operatorItems(): readonly PowerShellCompletionItem[] {
  const needless = /^-i(?!n$|s$|snot$)/;
  return [...binaryOperators, '-not']
    .filter((name) => /^-[a-z]/.test(name) && !needless.test(name))
    .map((name) => ({ kind: 'operator', label: name, insertText: name }));
}

function argumentItems(
  help: CommandHelp,
  cursor: Cursor,
  text: string,
  options: CompletionOptions,
): readonly PowerShellCompletionItem[] {
  if (cursor.word.startsWith('-')) {
    return help.parameters.map(({ name, help: detail }) => ({
      kind: 'parameter',
      label: `-${name}`,
      insertText: `-${name}`,
      detail,
    }));
  }
  const before = cursor.parameter;
  const parameter =
    before === undefined
      ? help.parameters.find(({ position, kind }) => position === 0 && kind !== 'block')
      : parameterNamed(help, before);
  const values = (parameter?.values ?? []).map((value): PowerShellCompletionItem => ({
    kind: 'value',
    label: value,
    insertText: value,
  }));
  const takesProperty = /^(Property|ExpandProperty|ExcludeProperty|MemberName)$/.test(parameter?.name ?? '');
  return [
    ...values,
    ...(takesProperty ? propertyItems(options) : []),
    ...(values.length > 0 ? [] : variableItems(text, options)),
  ];
}

function parameterNamed(help: CommandHelp, name: string): Parameter | undefined {
  const wanted = name.toLowerCase();
  const fitting = help.parameters.filter((parameter) => parameter.name.toLowerCase().startsWith(wanted));
  return fitting.find((parameter) => parameter.name.toLowerCase() === wanted) ?? fitting[0];
}

function propertyItems({ tables }: CompletionOptions): readonly PowerShellCompletionItem[] {
  const own = new Set(archiveColumns.map(({ name }) => name));
  return new RecordProperties(tables).all.map(({ name, type }) => ({
    kind: 'property',
    label: name,
    insertText: name,
    detail: own.has(name) ? `${type}, of the archive` : type,
  }));
}

/** What follows a point. */
function memberItems(target: string, options: CompletionOptions): readonly PowerShellCompletionItem[] {
  const name = target.slice(1).toLowerCase();
  const held = options.scope?.variables.find(([variable]) => variable === name)?.[1];
  const methods = (type: keyof typeof methodNames): readonly PowerShellCompletionItem[] =>
    methodNames[type].map((label) => ({ kind: 'method', label, insertText: label }));
  if (target.includes('.')) {
    const property = new RecordProperties(options.tables).property(target.split('.').at(-1) ?? '');
    return property.value.type === 'datetime'
      ? methods('datetime')
      : property.value.type === 'string'
        ? methods('string')
        : [];
  }
  return held === undefined ? propertyItems(options) : membersOf(held, options, methods);
}

function membersOf(
  held: Operand,
  options: CompletionOptions,
  methods: (type: keyof typeof methodNames) => readonly PowerShellCompletionItem[],
): readonly PowerShellCompletionItem[] {
  const named = (label: string, detail: string): PowerShellCompletionItem => ({
    kind: 'property',
    label,
    insertText: label,
    detail,
  });
  if (held.kind === 'value') {
    return held.value.type === 'datetime' ? methods('datetime') : held.value.type === 'string' ? methods('string') : [];
  }
  const row = held.kind === 'row' ? held.row : held.kind === 'stream' ? held.stream.row : undefined;
  switch (row?.kind) {
    case 'record':
      return [named('Count', 'long'), ...propertyItems(options)];
    case 'object':
      return row.properties.map(({ name, value }) => named(name, value.type));
    case 'entry':
      return [
        ...entryProperties.map(({ name, value }) => named(name, value.type)),
        ...(row.records === undefined ? [] : [named('ContentBlob', 'the records of the blob')]),
      ];
    default:
      return [named('Count', 'long')];
  }
}

/** Variables of the cells before, and those that this cell names. */
function variableItems(text: string, { scope }: CompletionOptions): readonly PowerShellCompletionItem[] {
  const assigned = [...text.matchAll(/\$([A-Za-z_]\w*)\s*=|foreach\s*\(\s*\$([A-Za-z_]\w*)/gi)].map(
    ([, a, b]) => a ?? b ?? '',
  );
  const names = new Map<string, string>();
  for (const name of [
    '_',
    'null',
    'true',
    'false',
    ...assigned,
    ...(scope?.variables ?? []).map(([variable]) => variable),
  ]) {
    if (!names.has(name.toLowerCase())) {
      names.set(name.toLowerCase(), name);
    }
  }
  return [...names.values()].map((name) => ({ kind: 'variable', label: `$${name}`, insertText: `$${name}` }));
}
