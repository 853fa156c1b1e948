import type { Column } from '../../../kustoType';
import { callOf } from '../../../plan/callOf';
import { columnNamed, planColumns } from '../../../plan/columns';
import type { Expression, Plan } from '../../../plan/plan';
import type { RecordTextColumn } from '../../../tableSchema';
import type { KustoExpression } from '../../kusto/kusto';
import { literal } from '../../literals';
import type { Scope } from '../../scope';

/**
 * The rows that may meet a condition of `search`, which is to be asked of them still: those whose record, as text, has what is searched
 * for. To look into one column takes a small part of the time that it takes to make hundreds of them.
 */
export function likelyRows(plan: Plan, condition: KustoExpression, scope: Scope): Plan {
  const { plan: rows, recordText } = withRecordText(plan);
  if (recordText === undefined) {
    return plan;
  }
  const searched = [
    textColumn(recordText),
    ...planColumns(plan).filter(({ name, type }) => type === 'string' && recordText.beside.includes(name)),
  ];
  const predicate = mayMeet(condition, searched.map(columnNamed), scope);
  return predicate === undefined ? plan : { kind: 'filter', input: rows, predicate };
}

/** Rows with the record's text as one column more, where they are of a table that has it. */
function withRecordText(plan: Plan): {
  readonly plan: Plan;
  readonly recordText?: RecordTextColumn | undefined;
} {
  if (plan.kind === 'table' && plan.recordText !== undefined) {
    return { plan: { ...plan, columns: [...plan.columns, textColumn(plan.recordText)] }, recordText: plan.recordText };
  }
  if (plan.kind === 'filter') {
    const { plan: input, recordText } = withRecordText(plan.input);
    return { plan: { ...plan, input }, recordText };
  }
  return { plan };
}

function textColumn({ name }: RecordTextColumn): Column {
  return { name, type: 'string' };
}

/**
 * A condition that is true of all rows that a condition of `search` is true of. It has plain searches alone: DuckDB does not take a
 * regular expression to where the rows are read, since one may fail.
 *
 * @param searched the record's text, then the columns that say what is not in it
 * @returns undefined where these say nothing of it
 */
function mayMeet(node: KustoExpression | null, searched: readonly Expression[], scope: Scope): Expression | undefined {
  const { BinaryExpression, ParenthesizedExpression } = Kusto.Language.Syntax;
  const again = (operand: KustoExpression | null): Expression | undefined => mayMeet(operand, searched, scope);
  if (node === null) {
    return undefined;
  }
  if (node instanceof ParenthesizedExpression) {
    return again(node.Expression);
  }
  const call = (operator: string, left: Expression, right: Expression): Expression =>
    callOf(operator, 'bool', [left, right], scope.place(node));
  if (node instanceof BinaryExpression) {
    const [left, right] = [again(node.Left), again(node.Right)];
    switch (node.Operator?.Text) {
      case 'and':
        return left === undefined || right === undefined ? (left ?? right) : call('and', left, right);
      case 'or':
        return left === undefined || right === undefined ? undefined : call('or', left, right);
      default:
        return undefined;
    }
  }
  const parts = typeof node.LiteralValue === 'string' ? termParts(node.LiteralValue) : [];
  const part = longest(parts.filter(isWrittenOnce)) ?? longest(parts.flatMap(digitsOf));
  if (part === undefined) {
    return undefined;
  }
  const hasPart = searched.map((column) => call('contains', column, literal('string', part)));
  const marks = [escapeMark, ...(/\D/.test(part) ? [] : exponentMarks)];
  const hasMark = searched
    .slice(0, 1)
    .flatMap((record) => marks.map((mark) => call('contains_cs', record, literal('string', mark))));
  return [...hasPart, ...hasMark].reduce((left, right) => call('or', left, right));
}

/** Signs that no JSON writes in another way than values have them, or in another place. */
const plainSigns = /[A-Za-z0-9@._-]+/g;

/** A letter that is in no number and no time: these a column may write in another way than the record does. */
const wordLetter = /[b-dghj-mo-su-x]/i;

/** An IPv4 address, or a part of one: no number and no time has two points. */
const severalPoints = /\..*\./;

const wildcardWithin = /[^*]\*+[^*]/;

/** JSON may write any letter as \u0061. */
const escapeMark = '\\u';

/**
 * Where a column writes other digits than the record does, the record has one of these: 1E+5 is 100000. A small number, 1.5e-7, is
 * written with an exponent in both.
 */
const exponentMarks: readonly string[] = ['E+', 'e+', 'E-'];

/** Parts of a term that look the same in JSON. A pattern has none: it folds letters that are no ASCII in ways of its own. */
function termParts(term: string): readonly string[] {
  return wildcardWithin.test(term) ? [] : (term.match(plainSigns) ?? []);
}

function isWrittenOnce(part: string): boolean {
  return wordLetter.test(part) || severalPoints.test(part);
}

/**
 * Digits of a part: more than an exponent has, and no more than a number with a point holds exactly, since a column rounds what comes
 * after them.
 */
function digitsOf(part: string): readonly string[] {
  return part.match(/\d{4,15}/g) ?? [];
}

function longest(parts: readonly string[]): string | undefined {
  return parts.toSorted((left, right) => right.length - left.length)[0];
}
