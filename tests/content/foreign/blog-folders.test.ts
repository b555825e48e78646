import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type ProjectFolder, projectFolder } from '../../project-folder.ts';

const shared = process.env.COURANT_SHARED ?? fileURLToPath(new URL('../../../../shared/', import.meta.url));
const cases = join(shared, 'data/cases/front-matter-of-site-generators/content');

/** Blogs as their generators' own starters write them; sentences are ours. */
const blogs: Readonly<Record<string, { readonly files: Readonly<Record<string, string>>; readonly urls: readonly string[] }>> = {
  hugo: {
    files: {
      'posts/_index.md': '---\ntitle: Posts\n---\n',
      'posts/Night Trams.md':
        '---\ntitle: "Night trams"\ndate: 2026-11-18T09:00:00+01:00\ndraft: false\ntags: [Cities]\n---\nThe first paragraph. It has two sentences.\n\n<!--more-->\n\nThe rest.\n',
      'posts/emissions/index.md':
        "+++\ntitle = 'Emissions fell'\ndate = 2026-11-19\ntags = ['Climate', 'Economy']\n[cover]\nimage = 'chart.png'\n+++\n# A heading\n\nBody of the *article*.\n",
      'posts/plover.md':
        '{\n  "title": "Plover-2",\n  "date": "2026-11-17T08:00:00Z",\n  "url": "/space/plover/",\n  "description": "Home."\n}\n\nText.\n',
      'posts/later.md': '---\ntitle: Not yet\ndate: 2026-11-18\ndraft: true\n---\n',
    },
    urls: ['https://blog.example/posts/emissions/', 'https://blog.example/posts/night-trams/', 'https://blog.example/space/plover/'],
  },
  jekyll: {
    files: {
      '_posts/2026-11-18-welcome-to-the-harbour.md':
        '---\nlayout: post\ntitle:  "Welcome to the harbour"\ndate:   2026-11-18 15:32:14 -0500\ncategories: [climate, update]\n---\nHi there, says the harbour.\n',
      '_posts/2026-11-16-kept.markdown': '---\nlayout: post\ntitle: Kept\npermalink: /kept/:title/\ntags: [Space]\n---\nA text.\n',
      '_posts/2026-11-17-not-out.md': '---\nlayout: post\ntitle: Not out\npublished: false\n---\nA text.\n',
      '_drafts/idea.md': '---\nlayout: post\ntitle: Idea\n---\n',
    },
    urls: ['https://blog.example/climate/update/2026/11/18/welcome-to-the-harbour.html', 'https://blog.example/kept/kept/'],
  },
  astro: {
    files: {
      'blog/first-post.md':
        "---\ntitle: 'First post'\ndescription: 'What it is about.'\npubDate: 'Jul 08 2026'\nheroImage: './hero.jpg'\ntags: ['Health']\n---\nText.\n",
      'blog/using-mdx.mdx':
        "---\ntitle: 'Using MDX'\npubDate: 2026-11-02\n---\nimport Card from '../card.astro';\n\nA paragraph of prose.\n\n<Card />\n",
    },
    urls: ['https://blog.example/blog/first-post/', 'https://blog.example/blog/using-mdx/'],
  },
  eleventy: {
    files: {
      'blog/firstpost.md':
        '---\ntitle: This is my first post.\ndescription: This is a post.\ndate: 2026-05-01\ntags: ["Cities", "posts"]\nlayout: layouts/post.njk\n---\nA paragraph.\n',
      'blog/2026-07-04-third.md':
        '---\ntitle: Third\npermalink: "/read/third/"\nlayout: layouts/post.njk\n---\nWords [that link](/x) on.\n',
    },
    urls: ['https://blog.example/blog/firstpost/', 'https://blog.example/read/third/'],
  },
  docusaurus: {
    files: {
      'blog/2026-08-26-welcome/index.md':
        '---\nslug: welcome\ntitle: Welcome\nauthors: [ada]\ntags: [Technology]\n---\nAll about [blogging](x).\n\n<!-- truncate -->\n\nMore.\n',
      'blog/2026-08-01-mdx-post.mdx': '---\ntitle: MDX post\nauthors:\n  - name: Ada\n---\nIt supports JSX.\n\n{/* truncate */}\n\nMore.\n',
    },
    urls: ['https://blog.example/blog/2026/08/01/mdx-post', 'https://blog.example/blog/welcome'],
  },
  zola: {
    files: {
      'blog/_index.md': '+++\ntitle = "Blog"\n+++\n',
      'blog/2026-10-01-first.md': '+++\ntitle = "First"\n[taxonomies]\ntags = ["Space"]\n+++\nA paragraph.\n',
      'blog/second.md':
        '+++\ntitle = "Second"\ndate = 2026-10-02T10:00:00Z\npath = "elsewhere/second"\n[extra]\nimage = "x.jpg"\n+++\nA paragraph.\n',
    },
    urls: ['https://blog.example/blog/first/', 'https://blog.example/elsewhere/second'],
  },
  pelican: {
    files: {
      'issue-nine.md':
        'Title: Issue nine\nDate: 2026-11-18 10:20\nCategory: Economy\nTags: Economy, Cities\nSlug: issue-9\n\nWords of it.\n',
      'hidden.md': 'Title: Hidden\nDate: 2026-11-18\nStatus: draft\n\nWords.\n',
    },
    urls: ['https://blog.example/issue-9.html'],
  },
  obsidian: {
    files: {
      'Notes/Night trams.md':
        '---\naliases: [Trams]\ncreated: 2026-11-18\ntags:\n  - "#Cities"\ntitle: Night trams\npublish: true\n---\n![[tram.jpg]]\n\nSee [[Fares|the fares]] of it.\n',
      'Notes/Private.md': '---\ntitle: Private\ncreated: 2026-11-18\naliases: []\npublish: false\n---\nNobody.\n',
    },
    urls: ['https://blog.example/notes/night-trams'],
  },
};

const articlesOf = async (folder: ProjectFolder) => {
  const { out } = await folder.run([
    'plan',
    '--articles',
    'blog',
    '--topics',
    '*',
    '--window',
    '400d',
    '--at',
    '2026-11-21T08:00:00Z',
    '--per-topic',
    '50',
    '--json',
  ]);
  return JSON.parse(out);
};

const blogFolder = (preset: string | null): ProjectFolder => {
  const content = preset === null ? ['blog'] : [{ folder: 'blog', preset, baseUrl: 'https://blog.example/', outlet: 'The Blog' }];
  return projectFolder({ content });
};

describe.each(Object.entries(blogs))('a folder of %s', (preset, { files, urls }) => {
  const write = (folder: ProjectFolder) => {
    for (const [name, text] of Object.entries(files)) folder.write(`blog/${name}`, text);
  };

  it('is read whole with its preset, drafts left out', async () => {
    const folder = blogFolder(preset);
    try {
      write(folder);
      const { errors, faults } = JSON.parse((await folder.run(['check', '--json'])).out);
      expect(faults.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([]);
      expect(errors).toBe(0);
      const plan = await articlesOf(folder);
      const stories = plan.sections.flatMap(({ stories: all }: { stories: readonly { url: string }[] }) => all);
      const shown = [...stories, ...plan.leftOut.filter(({ reason }: { reason: string }) => reason !== 'removed')] as { url: string }[];
      expect([...new Set(shown.map(({ url }) => url))].sort()).toEqual(urls.toSorted());
    } finally {
      folder.remove();
    }
  });

  it('without it is named by check, with what to write', async () => {
    const folder = blogFolder(null);
    try {
      write(folder);
      const { out, code } = await folder.run(['check', '--json']);
      expect(code).toBe(1);
      const [first] = JSON.parse(out).faults.filter(({ code: of }: { code: string }) => of === 'foreign-folder');
      expect(first).toMatchObject({ file: 'blog', severity: 'warning', advice: expect.stringContaining(`preset: '${preset}'`) });
    } finally {
      folder.remove();
    }
  });
});

describe.skipIf(!existsSync(cases))('the case of other programs’ files (skipped: shared data absent)', () => {
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ['hugo', ['hugo-toml.md', 'hugo-yaml.md']],
    ['jekyll', ['jekyll.md']],
    ['pelican', ['pelican.md']],
  ];

  it.each(kinds)('%s: every file is read with the preset, and without it check names that', async (preset, names) => {
    for (const given of [preset, null]) {
      const folder = blogFolder(given);
      try {
        mkdirSync(join(folder.path, 'blog'), { recursive: true });
        for (const name of names) cpSync(join(cases, name), join(folder.path, 'blog', name));
        const { articles, faults } = JSON.parse((await folder.run(['check', '--json'])).out);
        if (given === null)
          expect(faults).toContainEqual(
            expect.objectContaining({ code: 'foreign-folder', advice: expect.stringContaining(`preset: '${preset}'`) }),
          );
        else
          expect([articles, faults]).toEqual([names.length, expect.not.arrayContaining([expect.objectContaining({ severity: 'error' })])]);
      } finally {
        folder.remove();
      }
    }
  });

  it('dates as feeds and people write them are read without a preset', async () => {
    const folder = projectFolder({ content: ['blog'] });
    try {
      mkdirSync(join(folder.path, 'blog'), { recursive: true });
      for (const name of ['dateword.md', 'rfc822.md', 'single-digit.md']) cpSync(join(cases, name), join(folder.path, 'blog', name));
      expect(JSON.parse((await folder.run(['check', '--json'])).out)).toMatchObject({ articles: 3, errors: 0 });
    } finally {
      folder.remove();
    }
  });
});

describe('a mapping', () => {
  it('takes fields by the names the config gives, and fills address, outlet, quality and topics', async () => {
    const folder = projectFolder({
      content: [
        {
          folder: 'blog',
          baseUrl: 'https://news.example',
          permalink: '/{year}/{month}/{slug}',
          outlet: { name: 'News', domain: 'news.example' },
          fields: { publishedDateTime: 'when', title: 'headline', excerpt: ['lede', 'dek'] },
          topicsFrom: 'desk',
          quality: 77,
        },
      ],
    });
    try {
      folder.write('blog/a-story.md', '---\nheadline: A story\nwhen: 18 November 2026\ndek: What it says.\ndesk: Health\n---\n');
      const plan = await articlesOf(folder);
      const [story] = plan.sections[0].stories;
      expect(plan.sections[0].topic).toBe('Health');
      expect(story).toMatchObject({ title: 'A story', url: 'https://news.example/2026/11/a-story' });
      expect(JSON.stringify(story)).toContain('77');
    } finally {
      folder.remove();
    }
  });

  it('tells a fault at the line of the field it was taken from', async () => {
    const folder = blogFolder('hugo');
    try {
      folder.write('blog/a.md', '---\ntitle: A\n\ndate: some day\n---\n');
      const { faults } = JSON.parse((await folder.run(['check', '--json'])).out);
      expect(faults).toContainEqual(expect.objectContaining({ field: 'publishedDateTime', line: 4, code: 'not-a-date' }));
    } finally {
      folder.remove();
    }
  });

  it('runs nothing: a script as front matter is refused with a preset, too', async () => {
    const folder = blogFolder('eleventy');
    try {
      folder.write('blog/a.md', '---js\nglobalThis.ran = true\n---\n');
      expect(JSON.parse((await folder.run(['check', '--json'])).out).faults).toMatchObject([{ code: 'front-matter-language' }]);
    } finally {
      folder.remove();
    }
  });

  it('wants the address of the site, and says so at its place', async () => {
    const folder = projectFolder({ content: [{ folder: 'blog', preset: 'hugo' }] });
    try {
      const { err, code } = await folder.run(['check']);
      expect(code).toBe(2);
      expect(err).toContain('content.0.baseUrl: is needed beside `preset`');
    } finally {
      folder.remove();
    }
  });
});
