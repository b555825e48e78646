import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readFrontMatter } from '../../../src/content/front-matter/front-matter.ts';
import { expectLinear } from '../../growth.ts';

const read = (text: string) => {
  const front = readFrontMatter(text);
  if (front.kind !== 'read') throw new Error(`refused: ${front.code}`);
  return front;
};
const refusal = (text: string) => {
  const front = readFrontMatter(text);
  if (front.kind !== 'refused') throw new Error('was read');
  return front;
};

describe('the front matter of an article file', () => {
  it('gives the fields between the two lines of dashes, with dates left as text', () => {
    const { data } = read('---\ntitle: A\nwhen: 2026-03-02T09:30:00Z\nlist:\n  - 1\n  - two\n---\nbody: not a field\n');
    expect({ ...data }).toEqual({ title: 'A', when: '2026-03-02T09:30:00Z', list: [1, 'two'] });
  });

  it('is read the same with Windows line ends', () => {
    expect({ ...read('---\r\ntitle: A\r\nquality: 3\r\n---\r\n').data }).toEqual({ title: 'A', quality: 3 });
  });

  it('gives the same answer when a broken file is read twice', () => {
    const broken = '---\ntitle: "open\n---\n';
    expect(refusal(broken)).toEqual(refusal(broken));
    expect(refusal(broken).code).toBe('bad-yaml');
  });

  it('is missed in a file that begins with something else', () => {
    for (const text of ['', 'title: A\n', ' ---\ntitle: A\n---\n', '\n---\ntitle: A\n---\n']) {
      expect(refusal(text)).toMatchObject({ code: 'missing-front-matter', line: 1 });
    }
  });

  it('is missed when it has no end, or an end that is more than three dashes', () => {
    expect(refusal('---\ntitle: A\n')).toMatchObject({ code: 'unclosed-front-matter', line: 1 });
    expect(refusal('---\ntitle: A\n----\n')).toMatchObject({ code: 'unclosed-front-matter', line: 3 });
  });

  it('must hold fields', () => {
    for (const text of ['---\n---\n', '---\n# only a remark\n---\n', '---\n- a\n- b\n---\n', '---\njust words\n---\n']) {
      expect(refusal(text).code).toBe('empty-front-matter');
    }
  });
});

describe('front matter that is a program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'courant-front-'));
  const trace = join(folder, 'written.txt');
  afterEach(() => rmSync(trace, { force: true }));
  const program = `process.getBuiltinModule('node:fs').writeFileSync(${JSON.stringify(trace)}, 'ran'), { title: 'x' }`;

  it('really would write a file if it ran', () => {
    // biome-ignore lint/security/noGlobalEval: proves that the test below can fail.
    globalThis.eval(`(${program})`);
    expect(existsSync(trace)).toBe(true);
  });

  it('is refused, whatever it calls itself, and does not run', () => {
    for (const opening of [
      '---js',
      '---javascript',
      '--- js',
      '---JS',
      '---\rjs',
      '---coffee',
      '---json',
      '---yaml',
      '---toml',
      '---constructor',
    ]) {
      for (const ending of ['\n', '\r\n']) {
        const front = refusal(`${opening}${ending}${program}${ending}---${ending}`);
        expect(front).toMatchObject({ code: 'front-matter-language', line: 1 });
      }
    }
    expect(existsSync(trace)).toBe(false);
  });
});

describe('hostile YAML', () => {
  it('cannot reach the prototype of objects', () => {
    expect(refusal('---\ntitle: A\nx:\n  __proto__: { polluted: yes }\n---\n')).toMatchObject({ code: 'forbidden-key', line: 4 });
    const { data } = read('---\nconstructor: { prototype: { polluted: 1 } }\ntoString: x\n---\n');
    expect(Object.getPrototypeOf(data)).toBeNull();
    expect(data.toString).toBe('x');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('cannot multiply itself with aliases, nest without end or make other things than data', () => {
    expect(refusal('---\na: &a [x, x]\nb: [*a, *a]\n---\n').code).toBe('bad-yaml');
    expect(refusal(`---\na: ${'['.repeat(21)}${']'.repeat(21)}\n---\n`).code).toBe('bad-yaml');
    expect(read(`---\na: ${'['.repeat(19)}${']'.repeat(19)}\n---\n`).kind).toBe('read');
    for (const tag of ['!!js/function "x"', '!!binary aGk=', '!!timestamp 2026-01-01', '!mine x', '!!set {a}']) {
      expect(refusal(`---\na: ${tag}\n---\n`).code).toBe('bad-yaml');
    }
  });

  it('is told with the line where it stands', () => {
    expect(refusal('---\ntitle: A\nexcerpt: "open" end\nquality: 3\n---\n')).toMatchObject({
      code: 'bad-yaml',
      line: 3,
      found: 'YAML that cannot be read at "excerpt: "open" end": a line that begins at the wrong column, or goes on after its value',
    });
    expect(refusal('---\r\ntitle: A\r\nexcerpt: one: two\r\n---\r\n')).toMatchObject({ code: 'bad-yaml', line: 3 });
    expect(refusal('---\ntitle: A\nquality: 1\ntitle: B\n---\n')).toMatchObject({ code: 'duplicate-key', line: 4 });
    expect(refusal('---\ntitle: A\n? [a, b]\n: c\n---\n')).toMatchObject({ code: 'bad-yaml' });
  });

  it('is refused for endless empty lines, which gray-matter could not bear', async () => {
    const endless = (length: number) => `---\n${'\n'.repeat(length)}---\n`;
    expect(refusal(endless(500_000)).code).toBe('blank-run');
    await expectLinear(500_000, (length) => refusal(endless(length)));
  });

  it('is told without quoting it, because it may stand in the secured field', () => {
    for (const yaml of [
      'secured: "SECRETSECRET',
      'secured: *SECRETSECRET',
      'secured: !<SECRETSECRET> x',
      'secured: !SECRETSECRET x',
      'secured: [SECRETSECRET',
      'secured: "SECRETSECRET" x',
      'secured: >\n SECRETSECRET\n\tSECRET: x',
      'related:\n  - title: a\n    secured:\n      SECRETSECRET: "x" y',
      'a: { b: 1, secured: "SECRETSECRET\n SECRET", c: "x" y }',
      '? SECRETSECRET\n: "x" y\nsecured: z',
    ]) {
      expect(JSON.stringify(refusal(`---\n${yaml}\n---\n`))).not.toContain('SECRET');
    }
  });
});

describe('the line of a field', () => {
  const { lineOf } = read(
    [
      '---',
      'title: A',
      'excerpt: >',
      '  title: not a field',
      '  related: neither',
      '"quoted key": 1',
      'flow: { a: 1, b: [x, { c: 2 }] }',
      'related:',
      '  - title: B',
      '    provider:',
      '      name: C',
      '',
      '  # a remark',
      '  -',
      '    title: D',
      '    provider: { name: E,',
      '      domain: F }',
      'topics:',
      '- one',
      '- two',
      '---',
    ].join('\n'),
  );

  it('is found in nested lists and mappings of either style', () => {
    const lines = {
      title: 2,
      excerpt: 3,
      'quoted key': 6,
      'flow.b[1].c': 7,
      related: 8,
      'related[0]': 9,
      'related[0].title': 9,
      'related[0].provider': 10,
      'related[0].provider.name': 11,
      'related[1].title': 15,
      'related[1].provider.domain': 17,
      'topics[1]': 20,
    };
    for (const [field, line] of Object.entries(lines)) expect([field, lineOf(field)]).toEqual([field, line]);
  });

  it('is the line of the nearest parent when the field is missing', () => {
    expect(lineOf('related[0].provider.domain')).toBe(10);
    expect(lineOf('related[1].excerpt')).toBe(15);
    expect(lineOf('related[7].title')).toBe(8);
    expect(lineOf('quality')).toBe(1);
    expect(lineOf(null)).toBe(1);
  });
});
