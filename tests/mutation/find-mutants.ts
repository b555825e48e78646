import { parseSync } from 'oxc-parser';

/** One small change to a source: what stands from `start` to `end` becomes `replacement`. */
export type Mutant = {
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly original: string;
  readonly replacement: string;
};

type Node = { readonly type: string; readonly start: number; readonly end: number } & Readonly<Record<string, unknown>>;
type Change = Omit<Mutant, 'file' | 'line' | 'original'>;

/** Every change the operators below can make to this source, in its order. */
export function findMutants(file: string, source: string): readonly Mutant[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const found: Change[] = [];
  walk(program as unknown as Node, (node, parent) => {
    found.push(...changesOf(node, parent, source));
  });
  return found
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((change) => ({
      ...change,
      file,
      line: source.slice(0, change.start).split('\n').length,
      original: source.slice(change.start, change.end),
    }));
}

/** Types and imports are left alone: they are not there when the program runs. */
const isCode = (node: Node) =>
  !/^(TS(?!AsExpression|NonNullExpression|SatisfiesExpression)|Import|Export(All|Specifier))/u.test(node.type) ||
  node.type === 'ImportExpression';

function walk(node: Node, visit: (node: Node, parent: Node | null) => void, parent: Node | null = null): void {
  if (!isCode(node)) return;
  visit(node, parent);
  for (const [key, value] of Object.entries(node)) {
    if (key === 'typeAnnotation' || key === 'returnType' || key === 'typeArguments' || key === 'typeParameters') continue;
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit, node);
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const swaps: Readonly<Record<string, readonly string[]>> = {
  '&&': ['||'],
  '||': ['&&'],
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
};
const methodSwaps: Readonly<Record<string, string>> = { some: 'every', every: 'some', min: 'max', max: 'min', startsWith: 'endsWith' };
/** Calls in a chain that may be left out: `rows.filter(f)` becomes `rows`, `query.where(...)` becomes `query`. */
const omitted = /^(filter|where|andWhere|whereRef|orderBy|limit|sort|toSorted|slice|reverse|trim|toLowerCase|normalize)$/u;

function changesOf(node: Node, parent: Node | null, source: string): readonly Change[] {
  const text = (of: Node) => source.slice(of.start, of.end);
  const put = (kind: string, at: Node, replacement: string): Change => ({ kind, start: at.start, end: at.end, replacement });
  switch (node.type) {
    case 'LogicalExpression':
    case 'BinaryExpression': {
      const [left, right, operator] = [node.left as Node, node.right as Node, node.operator as string];
      if (operator === '??') return [put('without ??', node, text(left))];
      // Words put together are no sum.
      if (operator === '+' && [left, right].some(({ type, value }) => type === 'TemplateLiteral' || typeof value === 'string')) return [];
      const between = source.slice(left.end, right.start);
      return (swaps[operator] ?? []).map((other) => ({
        kind: 'operator',
        start: left.end,
        end: right.start,
        replacement: between.replace(operator, other),
      }));
    }
    case 'UnaryExpression':
      return node.operator === '!' ? [put('without !', node, text(node.argument as Node))] : [];
    case 'IfStatement':
    case 'ConditionalExpression': {
      const test = node.test as Node;
      return [put('condition', test, 'true'), put('condition', test, 'false')];
    }
    case 'Literal':
      return literal(node, parent, put);
    case 'ExpressionStatement':
      return statement(node, text, put);
    case 'CallExpression':
      return call(node, text, put);
    case 'TemplateLiteral':
      return parent?.type === 'TaggedTemplateExpression' && text(parent.tag as Node).startsWith('sql') ? clauses(node, source) : [];
    default:
      return [];
  }
}

function literal(node: Node, parent: Node | null, put: (kind: string, at: Node, text: string) => Change): readonly Change[] {
  if (typeof node.value === 'boolean') return [put('boolean', node, String(!node.value))];
  if (typeof node.value === 'number') return [put('number', node, String(node.value + 1))];
  // Words for people are judged by people; those a program compares are not.
  const compared = parent?.type === 'BinaryExpression' || parent?.type === 'SwitchCase';
  return typeof node.value === 'string' && compared && node.value !== '' ? [put('string', node, "'mutated'")] : [];
}

function statement(node: Node, text: (of: Node) => string, put: (kind: string, at: Node, text: string) => Change): readonly Change[] {
  const { type } = node.expression as Node;
  const effect = /^(CallExpression|AwaitExpression|AssignmentExpression|UpdateExpression|ChainExpression)$/u.test(type);
  return effect && !/^(super|expect)\(/u.test(text(node)) ? [put('statement', node, ';')] : [];
}

function call(node: Node, text: (of: Node) => string, put: (kind: string, at: Node, text: string) => Change): readonly Change[] {
  const callee = node.callee as Node;
  if (callee.type !== 'MemberExpression' || callee.computed === true) return [];
  const [object, property] = [callee.object as Node, callee.property as Node];
  const name = text(property);
  const other = methodSwaps[name];
  if (other !== undefined) return [put('method', property, other)];
  return omitted.test(name) ? [put(`without .${name}`, node, text(object))] : [];
}

/** Each `and <condition>` of a piece of SQL left out, and `where <condition> and` likewise. */
function clauses(node: Node, source: string): readonly Change[] {
  const found: Change[] = [];
  const whole = source.slice(node.start, node.end);
  const clause =
    /\s(and|where) (?:[^`$()]|\$\{[^{}]*\}|\([^()]*\))*?(?=\s(?:and|or|order|group|limit|returning|on|union|then|where|having)\b|[)`])/giu;
  for (const match of whole.matchAll(clause)) {
    const start = node.start + match.index;
    const end = start + match[0].length;
    const replacement = match[1]?.toLowerCase() === 'where' ? ' where true' : '';
    found.push({ kind: 'SQL condition', start, end, replacement });
  }
  return found;
}
