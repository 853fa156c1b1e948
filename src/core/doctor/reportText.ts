import { escapeControls } from '../notebook/cellText';
import type { Check, ConnectionReport } from '../protocol/doctorProtocol';

/** The report as plain text, to paste into a ticket: the facts, then each check with what was found and what to do. */
export function reportText({ checkedAt, facts, checks }: ConnectionReport): string {
  const lines = [
    `Check of a connection, ${new Date(checkedAt).toISOString()}`,
    '',
    ...facts.map(([name, value]) => `${name}: ${escapeControls(value)}`),
    '',
    ...checks.flatMap(checkLines),
  ];
  return `${lines.join('\n')}\n`;
}

function checkLines({ title, status, detail, help }: Check): readonly string[] {
  return [
    `[${status}] ${escapeControls(title)}`,
    ...indented(detail),
    ...(help === undefined ? [] : indented(`What to do: ${help}`)),
  ];
}

/** Some of the words are a stranger's: only line breaks stay as they are. */
function indented(text: string): readonly string[] {
  return text.split('\n').map((line) => `    ${escapeControls(line)}`);
}
