/** Runs pipelines of PowerShell over records in memory, one object after the other: the tests compare queries with it. */
import type { Command, Expression, Statement } from '../../../../../src/core/powershell/syntax/ast';
import { parsePowerShell } from '../../../../../src/core/powershell/syntax/parsePowerShell';
import {
  compare,
  equal,
  isList,
  isObject,
  like,
  member,
  number,
  order,
  text,
  truth,
  type PsObject,
  type PsValue,
} from './semantics';

type Variables = ReadonlyMap<string, PsValue>;

/** What the last statement gives. */
export function evaluate(script: string, records: readonly PsObject[]): readonly PsValue[] {
  const { statements, errors } = parsePowerShell(script);
  if (errors[0] !== undefined) {
    throw errors[0];
  }
  let variables: Variables = new Map([['#records', records]]);
  let result: readonly PsValue[] = [];
  for (const statement of statements) {
    if (statement.kind === 'assignment') {
      const rows = run(statement.value, variables);
      variables = new Map([...variables, [statement.variable.toLowerCase(), rows.length === 1 ? rows[0] : rows]]);
    } else {
      result = run(statement, variables);
    }
  }
  return result;
}

function run(statement: Statement, variables: Variables): readonly PsValue[] {
  switch (statement.kind) {
    case 'assignment':
      throw new RangeError('An assignment gives nothing.');
    case 'foreach':
      return run(statement.source, variables).flatMap((item) => {
        const inner: Variables = new Map([...variables, [statement.variable.toLowerCase(), item]]);
        return statement.body.flatMap((body) => run(body, inner));
      });
    case 'if': {
      const branch = statement.branches.find(({ condition }) => truth(single(run(condition, variables))));
      return (branch?.body ?? statement.otherwise ?? []).flatMap((body) => run(body, variables));
    }
    case 'pipeline': {
      const [head, ...rest] = statement.elements;
      const start =
        head?.kind === 'command'
          ? source(head, variables)
          : unroll(head === undefined ? null : value(head.expression, variables));
      return rest.reduce<readonly PsValue[]>(
        (rows, element) => (element.kind === 'command' ? step(element, rows, variables) : rows),
        start,
      );
    }
  }
}

function single(rows: readonly PsValue[]): PsValue {
  return rows.length === 1 ? rows[0] : rows.length === 0 ? null : rows;
}

function unroll(given: PsValue): readonly PsValue[] {
  return isList(given) ? given : [given ?? null];
}

function source({ name }: Command, variables: Variables): readonly PsValue[] {
  if (name !== 'Get-AuditRecord') {
    throw new RangeError(`There is no ${name} here.`);
  }
  return unroll(variables.get('#records'));
}

function withItem(variables: Variables, item: PsValue): Variables {
  return new Map([...variables, ['_', item], ['psitem', item]]);
}

function value(node: Expression, variables: Variables): PsValue {
  const of = (inner: Expression): PsValue => value(inner, variables);
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'bigint' ? Number(node.value) : node.value;
    case 'expandable':
      return node.parts.map((part) => (typeof part === 'string' ? part : text(of(part)))).join('');
    case 'variable': {
      const name = node.name.toLowerCase();
      return name === 'true' || name === 'false' ? name === 'true' : name === 'null' ? null : variables.get(name);
    }
    case 'member':
      return member(of(node.target), text(of(node.name)));
    case 'call':
      return method(of(node.method.target), text(of(node.method.name)).toLowerCase(), node.arguments.map(of));
    case 'index': {
      const [target, index] = [of(node.target), Number(of(node.index))];
      return isList(target) ? target.at(index) : target;
    }
    case 'cast':
      return cast(node.type.toLowerCase(), node.operand, variables);
    case 'unary':
      return node.operator === '-' ? -(number(of(node.operand)) ?? NaN) : !truth(of(node.operand));
    case 'binary':
      return binary(node.operator, node.left, node.right, variables);
    case 'array':
      return node.items.map(of);
    case 'group':
      return single(node.statements.flatMap((statement) => run(statement, variables)));
    default:
      throw new RangeError(`There is no ${node.kind} here.`);
  }
}

function cast(type: string, node: Expression, variables: Variables): PsValue {
  if (type === 'pscustomobject' && node.kind === 'hashtable') {
    return Object.fromEntries(
      node.entries.map(({ key, value: entry }) => [text(value(key, variables)), single(run(entry, variables)) ?? null]),
    );
  }
  const given = value(node, variables);
  switch (type) {
    case 'string':
      return text(given);
    case 'int':
      return Math.round(number(given) ?? NaN);
    case 'bool':
      return truth(given);
    case 'datetime':
      return new Date(`${text(given)}Z`);
    default:
      return given;
  }
}

function binary(operator: string, left: Expression, right: Expression, variables: Variables): PsValue {
  const [a, b] = [value(left, variables), value(right, variables)];
  switch (operator) {
    case '-and':
      return truth(a) && truth(b);
    case '-or':
      return truth(a) || truth(b);
    case '-xor':
      return truth(a) !== truth(b);
    case '+':
      return typeof a === 'string' ? a + text(b) : (number(a) ?? NaN) + (number(b) ?? NaN);
    case '-':
      return (number(a) ?? NaN) - (number(b) ?? NaN);
    case '*':
      return (number(a) ?? NaN) * (number(b) ?? NaN);
    case '/':
      return (number(a) ?? NaN) / (number(b) ?? NaN);
    case '%':
      return (number(a) ?? NaN) % (number(b) ?? NaN);
    default:
      return compare(operator.slice(1), a, b);
  }
}

function method(target: PsValue, name: string, list: readonly PsValue[]): PsValue {
  if (target === null || target === undefined) {
    return name === 'startswith' || name === 'contains' || name === 'endswith' ? false : null;
  }
  const [own, first] = [text(target), text(list[0])];
  switch (name) {
    case 'tolower':
      return own.toLowerCase();
    case 'toupper':
      return own.toUpperCase();
    case 'trim':
      return own.trim();
    case 'startswith':
      return own.startsWith(first);
    case 'endswith':
      return own.endsWith(first);
    case 'contains':
      return own.includes(first);
    case 'replace':
      return own.replaceAll(first, () => text(list[1]));
    case 'split':
      return own.split(first);
    default:
      throw new RangeError(`There is no .${name}() here.`);
  }
}

/** Arguments by name, in lower case; those without one are listed. */
function argumentsOf(command: Command): {
  readonly named: ReadonlyMap<string, Expression | undefined>;
  readonly loose: readonly Expression[];
} {
  const switches =
    /^(descending|unique|sum|average|minimum|maximum|noelement|[ci]?(eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|contains|in|notin))$/;
  const named = new Map<string, Expression | undefined>();
  const loose: Expression[] = [];
  for (let index = 0; index < command.arguments.length; index++) {
    const argument = command.arguments[index];
    const name = argument?.name?.toLowerCase();
    if (name === undefined) {
      loose.push(...(argument?.value === undefined ? [] : [argument.value]));
    } else if (switches.test(name)) {
      named.set(name, undefined);
    } else {
      named.set(name, argument?.value ?? command.arguments[++index]?.value);
    }
  }
  return { named, loose };
}

type Given = ReturnType<typeof argumentsOf>;

function step(command: Command, rows: readonly PsValue[], variables: Variables): readonly PsValue[] {
  const given = argumentsOf(command);
  switch (command.name) {
    case 'Where-Object':
      return rows.filter((row) => truth(filter(given, row, variables)));
    case 'ForEach-Object':
      return rows.flatMap((row) => forEach(given, row, variables));
    case 'Select-Object':
      return select(given, rows, variables);
    case 'Sort-Object':
      return sort(given, rows, variables);
    case 'Group-Object':
      return group(given, rows, variables);
    case 'Measure-Object':
      return [measure(given, rows, variables)];
    default:
      return rows;
  }
}

function block(node: Expression | undefined, row: PsValue, variables: Variables): readonly PsValue[] {
  return node?.kind === 'scriptBlock'
    ? node.statements.flatMap((statement) => run(statement, withItem(variables, row)))
    : [];
}

function filter({ named, loose: given }: Given, row: PsValue, variables: Variables): PsValue {
  const property = named.get('property');
  const [first, second] = property === undefined ? given : [property, ...given];
  if (first?.kind === 'scriptBlock') {
    return single(block(first, row, variables));
  }
  const left = first === undefined ? null : member(row, text(value(first, variables)));
  const [operator] = [...named.keys()].filter((name) => name !== 'property' && name !== 'value');
  return operator === undefined
    ? left
    : compare(operator, left, second === undefined ? null : value(second, variables));
}

function forEach({ loose: [first] }: Given, row: PsValue, variables: Variables): readonly PsValue[] {
  if (first?.kind === 'scriptBlock') {
    return block(first, row, variables);
  }
  return first === undefined ? [] : unroll(member(row, text(value(first, variables))));
}

interface Chosen {
  readonly name: string;
  readonly of: (row: PsValue) => PsValue;
  readonly isDescending?: boolean;
}

function properties(nodes: readonly Expression[], rows: readonly PsValue[], variables: Variables): readonly Chosen[] {
  return nodes.flatMap((node): readonly Chosen[] => {
    if (node.kind === 'array') {
      return properties(node.items, rows, variables);
    }
    if (node.kind === 'scriptBlock') {
      return [{ name: 'Value', of: (row) => single(block(node, row, variables)) }];
    }
    if (node.kind === 'hashtable') {
      const entry = (start: string): Statement | undefined =>
        node.entries.find(({ key }) => text(value(key, variables)).toLowerCase().startsWith(start))?.value;
      const expression = entry('e');
      const [element] = expression?.kind === 'pipeline' ? expression.elements : [];
      const [name, descending] = [entry('n'), entry('d')];
      return [
        {
          name: name === undefined ? 'Value' : text(single(run(name, variables))),
          of: (row) => single(block(element?.kind === 'expression' ? element.expression : undefined, row, variables)),
          ...(descending === undefined ? {} : { isDescending: truth(single(run(descending, variables))) }),
        },
      ];
    }
    const name = text(value(node, variables));
    const names = new Set(rows.flatMap((row) => (isObject(row) ? Object.keys(row) : [])));
    const found = /[*?]/.test(name) ? [...names].filter((key) => like(key, name, false)) : [name];
    return found.map((key) => ({ name: key, of: (row) => member(row, key) }));
  });
}

function select({ named, loose }: Given, all: readonly PsValue[], variables: Variables): readonly PsValue[] {
  const count = (name: string): number | undefined => {
    const node = named.get(name);
    return node === undefined ? undefined : Number(value(node, variables));
  };
  const skipped = all.slice(count('skip') ?? 0);
  const first = count('first');
  const last = count('last');
  const rows =
    first !== undefined
      ? skipped.slice(0, first)
      : last !== undefined
        ? all.slice(Math.max(0, all.length - last))
        : skipped;
  const expand = named.get('expandproperty');
  const chosen = properties(loose, rows, variables);
  const made =
    expand !== undefined
      ? rows.flatMap((row) => {
          const found = member(row, text(value(expand, variables)));
          return found === null || found === undefined ? [] : unroll(found);
        })
      : chosen.length === 0
        ? rows
        : rows.map((row) => Object.fromEntries(chosen.map(({ name, of }) => [name, of(row) ?? null])));
  return named.has('unique') ? firstOfEach(made, (row) => JSON.stringify(row)) : made;
}

function firstOfEach(rows: readonly PsValue[], key: (row: PsValue) => string): readonly PsValue[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const isNew = !seen.has(key(row));
    seen.add(key(row));
    return isNew;
  });
}

function sort({ named, loose }: Given, rows: readonly PsValue[], variables: Variables): readonly PsValue[] {
  const chosen = loose.length === 0 ? [{ name: '', of: (row: PsValue) => row }] : properties(loose, rows, variables);
  const sorted = rows.toSorted((a, b) => {
    for (const { of, isDescending = named.has('descending') } of chosen) {
      const [left, right] = [of(a), of(b)];
      // What does not exist comes last, whichever the order.
      const missing = Number(left === undefined) - Number(right === undefined);
      // A null comes before all values.
      const none = Number(right === null) - Number(left === null);
      const sign = missing === 0 ? (none === 0 ? (order(left, right) ?? 0) : none) * (isDescending ? -1 : 1) : missing;
      if (sign !== 0) {
        return sign;
      }
    }
    return 0;
  });
  const isSame = (a: PsValue, b: PsValue): boolean => chosen.every(({ of }) => equal(of(a), of(b)));
  return named.has('unique') ? sorted.filter((row, index) => index === 0 || !isSame(row, sorted[index - 1])) : sorted;
}

function group({ loose }: Given, rows: readonly PsValue[], variables: Variables): readonly PsValue[] {
  const chosen = properties(loose, rows, variables);
  const groups = new Map<string, PsValue[]>();
  for (const row of rows) {
    const key = JSON.stringify(chosen.map(({ of }) => text(of(row)).toLowerCase()));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((members) => ({
    Count: members.length,
    Name: chosen.map(({ of }) => text(of(members[0]))).join(', '),
    Group: members,
  }));
}

function measure({ named, loose }: Given, rows: readonly PsValue[], variables: Variables): PsValue {
  const [property] = properties(loose, rows, variables);
  const values = rows
    .map((row) => (property === undefined ? row : property.of(row)))
    .filter((item) => item !== null && item !== undefined);
  const numbers = values.map((item) => number(item) ?? NaN);
  const sum = numbers.reduce((total, item) => total + item, 0);
  const all = values.toSorted((a, b) => order(a, b) ?? 0);
  return {
    Count: values.length,
    ...(named.has('average') ? { Average: values.length === 0 ? null : sum / values.length } : {}),
    ...(named.has('sum') ? { Sum: values.length === 0 ? null : sum } : {}),
    ...(named.has('maximum') ? { Maximum: all.at(-1) ?? null } : {}),
    ...(named.has('minimum') ? { Minimum: all[0] ?? null } : {}),
    ...(property === undefined ? {} : { Property: property.name }),
  };
}
