import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countRemotePictures, previewDocument } from '../../../../src/doors/desk/mail/preview-document.ts';
import { mediaBase, preview } from '../fake-desk-source.ts';

const html = preview().mail?.rendered.html ?? '';
const look = { scheme: 'light', pictures: 'own', client: 'all', spot: null, mediaBase, storyUrl: null } as const;

describe('the mail in the preview frame', () => {
  it('answers prefers-color-scheme as chosen, whatever the desk itself is shown in', () => {
    const dark = previewDocument(html, { ...look, scheme: 'dark' });
    expect(dark).toContain('@media (min-width:0){body{background:#111!important}');
    expect(dark).toContain('content="dark"');
    expect(previewDocument(html, look)).toContain('@media (max-width:0){body{background:#111!important}');
  });

  it('leaves words about colour schemes in the text of a story alone', () => {
    const told = '<html><head></head><body><p>(prefers-color-scheme: dark) color-scheme: light dark</p></body></html>';
    expect(previewDocument(told, { ...look, scheme: 'dark' })).toContain('<p>(prefers-color-scheme: dark) color-scheme: light dark</p>');
  });

  it('loads its own pictures from the desk, not from the address readers get', () => {
    const shown = previewDocument(html, look);
    expect(shown).toContain(' src="/media/lead.png"');
    expect(shown).not.toContain(mediaBase);
  });

  it('has no picture address left with pictures off, and every alternative text', () => {
    const shown = previewDocument(html, { ...look, pictures: 'off' });
    expect(shown).not.toMatch(/\ssrc=/);
    expect(shown).toContain('alt="Night crews on the quay"');
  });

  it('keeps an alternative text that looks like an address', () => {
    const tag = '<img alt="x > src=&quot;y&quot; srcset" src="https://a.example/1.png" width="1">';
    expect(previewDocument(`<head></head>${tag}`, { ...look, pictures: 'off' })).toContain(
      '<img alt="x > src=&quot;y&quot; srcset" width="1">',
    );
  });

  it('counts the pictures that live on other hosts', () => {
    expect(countRemotePictures(html, mediaBase)).toBe(0);
    expect(countRemotePictures(`${html}<img alt="" src='http://else.example/a.gif'><img src="data:image/png;base64,AA">`, mediaBase)).toBe(
      1,
    );
  });

  it('points at the first link to the chosen story', () => {
    const url = 'https://gridline.example/a?b=1&c=2';
    const two =
      '<head></head><a href="https://x.example">x</a><a class="t" href="https://gridline.example/a?b=1&amp;c=2">one</a><a href="https://gridline.example/a?b=1&amp;c=2">two</a>';
    const shown = previewDocument(two, { ...look, storyUrl: url });
    expect(shown).toContain('<a id="courant-story" class="t"');
    expect(shown.match(/id="courant-story"/g)).toHaveLength(1);
    expect(previewDocument(two, { ...look, storyUrl: 'https://absent.example/' })).not.toContain('id="courant-story"');
  });

  it('changes nothing but the head of a document without pictures or styles', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const body = `<body><p>${text.replace(/[<>&"]/g, '')}</p></body>`;
        expect(previewDocument(`<html><head></head>${body}</html>`, look)).toContain(body);
      }),
    );
  });
});
