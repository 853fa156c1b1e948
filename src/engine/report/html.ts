/**
 * HTML text, and the only ways to make it.
 *
 * `Html` can be built from the templates in this program's source; whatever else stands in their holes is escaped. A plain string is not
 * accepted as HTML, so nothing a record says can become markup. A template library would bring a DOM or a file format of its own for
 * the few lines that this takes.
 */
export class Html {
  private constructor(readonly text: string) {}

  /** For the functions of this folder that take markup from a library which escapes, and for the style sheet. */
  static trusted(text: string): Html {
    return new Html(text);
  }
}

type Hole = Html | string | number | readonly Html[];

/** A template whose holes are HTML, or text that is escaped: it may stand between tags and in quoted attributes. */
export function markup(strings: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  let text = strings[0] ?? '';
  holes.forEach((hole, index) => {
    text += holeText(hole) + (strings[index + 1] ?? '');
  });
  return Html.trusted(text);
}

export const nothing = Html.trusted('');

function holeText(hole: Hole): string {
  if (hole instanceof Html) {
    return hole.text;
  }
  return typeof hole === 'object' ? hole.map(({ text }) => text).join('') : escapeHtml(String(hole));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  // Half a surrogate pair cannot be written as UTF-8.
  return text
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
