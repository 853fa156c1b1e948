import type { Place } from '../../kql/queryError';

/** A text that holds other expressions: `"$a of $($_.B)"`. */
export interface ExpandableText {
  readonly kind: 'expandable';
  readonly parts: readonly (string | Expression)[];
  readonly place: Place;
}

export interface MemberAccess {
  readonly kind: 'member';
  readonly target: Expression;
  readonly name: Expression;
  /** `[math]::Pi` */
  readonly isStatic: boolean;
  readonly place: Place;
}

export interface HashEntry {
  readonly key: Expression;
  readonly value: Statement;
}

export interface ScriptBlock {
  readonly kind: 'scriptBlock';
  readonly statements: readonly Statement[];
  readonly place: Place;
}

export type Expression =
  /** A number that JavaScript cannot hold exactly is a bigint. `isBare` for a text without quotes, as arguments are. */
  | {
      readonly kind: 'literal';
      readonly value: string | number | bigint;
      readonly isBare?: boolean;
      readonly isReal?: boolean;
      readonly place: Place;
    }
  | ExpandableText
  /** The name as it is written, without `$` and the scope. */
  | { readonly kind: 'variable'; readonly name: string; readonly place: Place }
  | MemberAccess
  | {
      readonly kind: 'call';
      readonly method: MemberAccess;
      readonly arguments: readonly Expression[];
      readonly place: Place;
    }
  | { readonly kind: 'index'; readonly target: Expression; readonly index: Expression; readonly place: Place }
  | { readonly kind: 'type'; readonly name: string; readonly place: Place }
  | { readonly kind: 'cast'; readonly type: string; readonly operand: Expression; readonly place: Place }
  /** The operator is in lower case: `-not`, `!`, `-`, `-join`. */
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression; readonly place: Place }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly place: Place;
    }
  | { readonly kind: 'array'; readonly items: readonly Expression[]; readonly place: Place }
  /** `( )`, `$( )` or `@( )`, which makes an array of what it holds. */
  | {
      readonly kind: 'group';
      readonly opener: '(' | '$(' | '@(';
      readonly statements: readonly Statement[];
      readonly place: Place;
    }
  | { readonly kind: 'hashtable'; readonly entries: readonly HashEntry[]; readonly place: Place }
  | ScriptBlock;

/** `-Name value`, `-Name:value`, a switch, or a value without a name. */
export interface Argument {
  readonly name?: string;
  readonly namePlace?: Place;
  readonly value?: Expression;
  /** The value was written after a colon, so it belongs to the name even where that is a switch. */
  readonly isAttached?: boolean;
  readonly place: Place;
}

export interface Command {
  readonly kind: 'command';
  readonly name: string;
  readonly namePlace: Place;
  readonly arguments: readonly Argument[];
  readonly place: Place;
}

export interface ExpressionElement {
  readonly kind: 'expression';
  readonly expression: Expression;
  readonly place: Place;
}

export type PipelineElement = Command | ExpressionElement;

export interface Pipeline {
  readonly kind: 'pipeline';
  readonly elements: readonly PipelineElement[];
  readonly place: Place;
}

export interface ConditionalBranch {
  readonly condition: Statement;
  readonly body: readonly Statement[];
}

export type Statement =
  | Pipeline
  | {
      readonly kind: 'assignment';
      readonly variable: string;
      readonly variablePlace: Place;
      /** `[datetime]$since = …` */
      readonly type?: string;
      readonly operator: '=' | '+=';
      readonly value: Statement;
      readonly place: Place;
    }
  | {
      readonly kind: 'foreach';
      readonly variable: string;
      readonly source: Statement;
      readonly body: readonly Statement[];
      readonly place: Place;
    }
  | {
      readonly kind: 'if';
      readonly branches: readonly ConditionalBranch[];
      readonly otherwise?: readonly Statement[];
      readonly place: Place;
    };
