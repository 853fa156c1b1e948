import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../../src/engine/report/reportMarkdown';

function rendered(source: string): string {
  return renderMarkdown(source, { isTitleCut: false, isLowered: true }).body.text;
}

describe('renderMarkdown', () => {
  it('puts headings below that of the report, and knows the first one', () => {
    expect(rendered('# One\n\n###### Six')).toBe('<h2>One</h2>\n<h6>Six</h6>\n');
    const { title, body } = renderMarkdown('# A `title`\n\nText', { isTitleCut: true, isLowered: false });
    expect(title).toBe('A title');
    expect(body.text).toBe('<p>Text</p>\n');
    expect(renderMarkdown('Text', { isTitleCut: true, isLowered: false }).body.text).toBe('<p>Text</p>\n');
  });

  it('leaves markup text', () => {
    expect(rendered('<script>alert(1)</script> <b onclick=x>b</b>')).not.toMatch(/<(?!\/?p>)/);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'vbscript:x', '//host/x'])(
    'makes no link of %s',
    (address) => {
      expect(rendered(`[text](${address})`)).not.toContain('<a');
    },
  );

  it('links to pages, and shows the text of images', () => {
    expect(rendered('[a](https://example.com)')).toContain('<a href="https://example.com">');
    expect(rendered('![An "image"](https://example.com/x.png)')).toBe('<p>An &quot;image&quot;</p>\n');
  });
});
