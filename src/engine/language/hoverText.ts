import type { Hover, SignatureHelp } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { KqlHover } from '../../core/kql/language/service/help/hover';
import { kqlHelp } from '../../core/kql/language/service/help/kqlHelp';
import type { KqlSignatures } from '../../core/kql/language/service/help/signatures';
import { rangeOf } from './ranges';

export function toHover(document: TextDocument, hover: KqlHover): Hover {
  const { signature, help, note } = hover;
  const parts = [
    ...(signature === '' ? [] : [codeBlock(signature)]),
    ...(help === undefined ? [] : [help]),
    ...(note === undefined ? [] : [`*Here: ${note}.*`]),
  ];
  return { contents: { kind: 'markdown', value: parts.join('\n\n') }, range: rangeOf(document, hover) };
}

export function toSignatureHelp({ name, signatures, argument }: KqlSignatures): SignatureHelp {
  const help = Object.hasOwn(kqlHelp, name) ? kqlHelp[name] : undefined;
  const fitting = signatures.findIndex(({ parameters }) => argument < parameters.length);
  return {
    signatures: signatures.map(({ label, parameters }) => ({
      label,
      parameters: parameters.map((parameter) => ({ label: parameter })),
      // A last parameter may take all arguments that follow.
      activeParameter: Math.min(argument, Math.max(0, parameters.length - 1)),
      ...(help === undefined ? {} : { documentation: { kind: 'markdown', value: help } }),
    })),
    activeSignature: Math.max(0, fitting),
    activeParameter: argument,
  };
}

/** The text may hold what ends a code block: a column's name is a stranger's text. */
function codeBlock(text: string): string {
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  return `${fence}kql\n${text}\n${fence}`;
}
