/** What a parameter takes: nothing, one value, values with commas between them, or a block or values (`-Property`). */
export type ParameterKind = 'switch' | 'value' | 'values' | 'block';

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** Its place among the values that are written without a name; those of blocks and of other values are counted apart. */
  readonly position?: number;
  /** Other names of it. */
  readonly aliases?: readonly string[];
  /** What can be written, where that is a list. */
  readonly values?: readonly string[];
  readonly help: string;
}

/** What a cmdlet is in a pipeline: what starts it, a step, what says how the result is shown, a value, or something done to the service. */
export type CommandRole = 'source' | 'step' | 'output' | 'value' | 'action';

export interface CommandHelp {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly role: CommandRole;
  /** A sentence. */
  readonly help: string;
  readonly parameters: readonly Parameter[];
}
