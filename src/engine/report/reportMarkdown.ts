import MarkdownIt from 'markdown-it';
import { Html } from './html';

/** Prose as HTML: what it is called, and the rest. */
export interface Prose {
  /** The text of the heading that it begins with. */
  readonly title?: string;
  readonly body: Html;
}

export interface ProseOptions {
  /** Whether the heading that it begins with is left out: it is the report's own. */
  readonly isTitleCut: boolean;
  /** Whether headings are a level lower: below that of the report. */
  readonly isLowered: boolean;
}

/**
 * Prose of a notebook as HTML. Markup in it stays text, addresses other than of pages and mails are no links, and images are their
 * text: a report loads nothing.
 */
export function renderMarkdown(source: string, options: ProseOptions): Prose {
  const markdown = new MarkdownIt({ html: false, linkify: false });
  // The report has one heading of the first level: its own.
  markdown.core.ruler.push('lower_headings', ({ tokens }) => {
    for (const token of tokens.filter(({ type }) => type === 'heading_open' || type === 'heading_close')) {
      token.tag = `h${Math.min(Math.max(Number(token.tag.slice(1)) + (options.isLowered ? 1 : 0), 2), 6)}`;
    }
  });
  markdown.renderer.rules.image = (tokens, index) => markdown.utils.escapeHtml(tokens[index]?.content ?? '');
  markdown.validateLink = (address) => /^(?:https?:\/\/|mailto:|#)/i.test(address);
  const environment = {};
  const tokens = markdown.parse(source, environment);
  const [first, heading] = tokens;
  const title = first?.type === 'heading_open' ? plainText(heading?.children ?? []) : undefined;
  const shown = options.isTitleCut && title !== undefined ? tokens.slice(3) : tokens;
  return {
    ...(title === undefined ? {} : { title }),
    body: Html.trusted(markdown.renderer.render(shown, markdown.options, environment)),
  };
}

function plainText(tokens: readonly { readonly content: string }[]): string {
  return tokens.map(({ content }) => content).join('');
}
