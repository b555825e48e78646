import { loadavg } from 'node:os';
import { bareContext, lintMessage } from '../src/composition/lint/lint-message.ts';
import { parseMessage } from '../src/io/mail/message/parse-message.ts';

export const name = 'lint: one message of about 100 kB of HTML, parsed and put through every check';

const rounds = 20;
const warmUp = 3;

/** A story as a theme prints it, over and over until the page is full. */
const story = (at: number) =>
  `<table width="100%" border="0" cellpadding="0" cellspacing="0" role="presentation"><tr><td class="r" style="padding:20px 0;border-top:1px solid #d9d0bd">` +
  `<h3 class="i" style="margin:0;font:bold 20px/25px Georgia,serif;color:#1a1814"><a href="https://a.example/${at}" style="color:#1a1814;text-decoration:none">Headline ${at} of a story that is told once</a></h3>` +
  `<p class="m" style="margin:6px 0 0;font:13px/20px Helvetica,sans-serif;color:#6b6355">Outlet ${at} · 14 August</p>` +
  `<p class="b" style="margin:8px 0 0;font:16px/24px Georgia,serif;color:#37322a">${'Some words of its excerpt. '.repeat(10)}</p></td>` +
  `<td width="120" style="padding:20px 0 20px 18px"><img src="https://m.example/${at}.jpg" width="120" height="120" alt="Outlet" style="display:block"></td></tr></table>`;

const page = (stories: number) =>
  `<!doctype html><html lang="en" dir="ltr"><head><title>Subject</title><style>.i{color:#000000}@media (prefers-color-scheme:dark){.i{color:#ffffff!important}.b{color:#eeeeee!important}.m{color:#dddddd!important}.p{background-color:#111111!important}}</style></head>` +
  `<body class="p" style="margin:0;background-color:#fbf7ee"><div lang="en" dir="ltr">${Array.from({ length: stories }, (_, at) => story(at)).join('')}</div></body></html>`;

export async function run(): Promise<void> {
  const html = page(101);
  const mime = Buffer.from(`From: a@a.example\r\nSubject: Subject\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}`);
  const times: number[] = [];
  let cpu = process.cpuUsage();
  for (let round = 0; round < rounds; round++) {
    if (round === warmUp) cpu = process.cpuUsage();
    const start = performance.now();
    lintMessage(await parseMessage(mime), bareContext);
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(cpu);
  const cpuEach = (user + system) / 1000 / (rounds - warmUp);
  const sorted = times.slice(warmUp).toSorted((a, b) => a - b);
  const shown = (value: number | undefined) => `${(value ?? 0).toFixed(0)} ms`;
  process.stdout.write(
    `  ${(html.length / 1000).toFixed(1)} kB: first ${shown(times[0])}, warm median ${shown(sorted[sorted.length >> 1])}, worst ${shown(sorted.at(-1))}, ${shown(cpuEach)} of CPU each; load ${loadavg()[0]?.toFixed(1)}\n`,
  );
}
