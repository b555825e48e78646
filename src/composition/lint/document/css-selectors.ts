import type { CssNode, Selector } from 'css-tree';
import { attribute, type MailElement, parentOf } from './mail-document.ts';

/** How strong a selector is: ids, classes and attributes, elements, as one number. */
export const specificity = (selector: Selector): number => {
  let sum = 0;
  selector.children.forEach((node) => {
    if (node.type === 'IdSelector') sum += 10_000;
    else if (node.type === 'ClassSelector' || node.type === 'AttributeSelector' || node.type === 'PseudoClassSelector') sum += 100;
    else if (node.type === 'TypeSelector' && node.name !== '*') sum += 1;
  });
  return sum;
};

/**
 * Whether a selector of the kinds mail uses (element, class, id, attribute, child, descendant) meets an element. One with a
 * pseudo-class meets nothing but `:root`, since it speaks of another moment. `rootMarks`: attributes clients put around
 * the mail, such as Outlook's `data-ogsc`.
 */
export function matches(selector: Selector, element: MailElement, rootMarks: readonly string[]): boolean {
  return matchesFrom(selector.children.toArray(), element, rootMarks);
}

function matchesFrom(nodes: readonly CssNode[], element: MailElement | null, marks: readonly string[]): boolean {
  const split = nodes.findLastIndex(({ type }) => type === 'Combinator');
  const compound = nodes.slice(split + 1);
  if (element === null) {
    // Above the document stands only what a client wraps around it.
    return (
      split < 0 && compound.length > 0 && compound.every((node) => node.type === 'AttributeSelector' && marks.includes(node.name.name))
    );
  }
  if (!compound.every((node) => meets(node, element))) return false;
  if (split < 0) return true;
  const combinator = nodes[split];
  const left = nodes.slice(0, split);
  if (combinator?.type !== 'Combinator' || (combinator.name !== ' ' && combinator.name !== '>')) return false;
  if (combinator.name === '>') return matchesFrom(left, parentOf(element), marks);
  for (let at = parentOf(element); ; at = parentOf(at)) {
    if (matchesFrom(left, at, marks)) return true;
    if (at === null) return false;
  }
}

function meets(node: CssNode, element: MailElement): boolean {
  if (node.type === 'TypeSelector') return node.name === '*' || node.name.toLowerCase() === element.tagName;
  if (node.type === 'ClassSelector') return (attribute(element, 'class') ?? '').split(/\s+/).includes(node.name);
  if (node.type === 'IdSelector') return attribute(element, 'id') === node.name;
  if (node.type === 'PseudoClassSelector') return node.name === 'root' && element.tagName === 'html';
  if (node.type !== 'AttributeSelector') return false;
  const value = attribute(element, node.name.name);
  if (node.matcher === null) return value !== null;
  const wanted = node.value === null ? '' : node.value.type === 'String' ? node.value.value : node.value.name;
  return node.matcher === '=' && value === wanted;
}
