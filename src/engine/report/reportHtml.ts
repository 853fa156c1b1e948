import type { ContentWindow } from '../../core/api/contentWindow';
import { Html, markup, nothing } from './html';
import { reportStyles } from './reportStyles';
import { countOf, timeText } from './words';

/** What a report says of itself. */
export interface ReportHeader {
  readonly title: string;
  /** The notebook's file. */
  readonly notebook: string;
  /** The connection that the notebook names, and the tenant, where there is one. */
  readonly connection?: string | undefined;
  readonly tenantId?: string | undefined;
  /** Milliseconds since the epoch: what `now()` meant. */
  readonly time: number;
  /** All times where it is absent. */
  readonly timeRange?: ContentWindow | undefined;
  /** Names and values of the parameters, as they are written. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  readonly coverage: string;
}

/** What is shown: nothing is loaded, nothing runs, nothing is sent. */
const contentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * A whole report as one HTML file.
 *
 * @param failed how many cells failed
 */
export function reportHtml(header: ReportHeader, cells: readonly Html[], failed: number): string {
  const warning =
    failed === 0
      ? nothing
      : markup`<p class="failed"><strong>${countOf(failed, 'cell')} failed:</strong> what the report says may not be all.</p>\n`;
  const document = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${header.title}</title>
<style>${Html.trusted(reportStyles)}</style>
</head>
<body>
<header>
<h1>${header.title}</h1>
<dl class="facts">
${facts(header).map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>
${warning}</header>
<main>
${cells}</main>
</body>
</html>
`;
  return document.text;
}

function facts(header: ReportHeader): readonly (readonly [name: string, value: string])[] {
  const { timeRange, parameters } = header;
  return [
    ['Notebook', header.notebook],
    ...fact('Connection', header.connection),
    ...fact('Tenant', header.tenantId),
    ['Run at', timeText(header.time)],
    [
      'Time range',
      timeRange === undefined ? 'All times' : `${timeText(timeRange.start)} to ${timeText(timeRange.end)}`,
    ],
    ...parameters.map(([name, value]) => [`Parameter ${name}`, value === '' ? '(empty)' : value] as const),
    ['Archive', header.coverage],
  ];
}

function fact(name: string, value: string | undefined): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[name, value]];
}
