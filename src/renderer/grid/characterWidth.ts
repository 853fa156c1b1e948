import { createElement } from '../parts/element';

const measured = 20;

/**
 * Pixels that a character of a cell takes in the user's font, which has one width for all of them.
 *
 * @param container is in the document
 */
export function measureCharacterWidth(container: HTMLElement): number {
  const ruler = createElement('span', { className: 'character-ruler', text: '0'.repeat(measured) });
  container.append(ruler);
  const { width } = ruler.getBoundingClientRect();
  ruler.remove();
  return width / measured;
}
