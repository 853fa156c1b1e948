import type { KqlLanguageService } from '../../core/kql/language/service/languageService';
import type { TableSchema } from '../../core/kql/tableSchema';

/** What can be asked of the language service. */
export type LanguageMethod = {
  [Name in keyof KqlLanguageService]: KqlLanguageService[Name] extends (...args: never[]) => unknown ? Name : never;
}[keyof KqlLanguageService];

export type LanguageArguments<Method extends LanguageMethod> = Parameters<KqlLanguageService[Method]>;
export type LanguageResult<Method extends LanguageMethod> = ReturnType<KqlLanguageService[Method]>;

/** The tables that a question is about; it names them by their key, so that they travel once. */
export interface LanguageSchema {
  readonly key: string;
  readonly tables: readonly TableSchema[];
}

/** The thread keeps so many schemas, and forgets the one that it was told of first: archives are few, and each has one state that matters. */
export const mostSchemas = 4;

/** To the thread. */
export type LanguageMessage =
  | { readonly kind: 'schema'; readonly schema: LanguageSchema }
  | {
      readonly kind: 'question';
      readonly id: number;
      readonly schemaKey: string;
      readonly method: LanguageMethod;
      readonly args: readonly unknown[];
    };

/** From the thread. */
export type LanguageReply =
  { readonly id: number; readonly result: unknown } | { readonly id: number; readonly failure: string };
