import { Html, html } from './html';

/** What a page needs of the webview that shows it. */
export interface PageFrame {
  readonly language: string;
  /** Of the content security policy; another one for each page. */
  readonly nonce: string;
  readonly style: string;
}

export interface PageContent {
  readonly title: string;
  readonly body: Html;
  /** A script element with the frame's nonce. */
  readonly script: Html;
}

/** One HTML document that loads nothing and runs nothing but its own script. */
export function pageDocument({ title, body, script }: PageContent, { language, nonce, style }: PageFrame): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style nonce="${nonce}">
          ${new Html(style)}
        </style>
      </head>
      <body>
        ${body} ${script}
      </body>
    </html>`;
  return page.markup;
}
