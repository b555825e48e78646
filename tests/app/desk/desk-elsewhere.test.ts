/** The desk's process beside the readers' one, as an operator meets both: killed, hurried, orphaned. */
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ServingDesk, serveFolder } from '../../doors/desk/serving.ts';
import { newsletterInput, type ProjectFolder, projectFolder } from '../../project-folder.ts';

let folder: ProjectFolder;
let serving: ServingDesk | null = null;
afterEach(async () => {
  await serving?.stop();
  folder.remove();
});

async function served(): Promise<ServingDesk> {
  folder = projectFolder({ newsletters: [newsletterInput] });
  serving = await serveFolder(folder.path);
  return serving;
}

const deskOf = ({ pid }: ServingDesk): number => Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
const wait = { timeout: 60_000, interval: 100 };

describe.skipIf(process.platform !== 'linux')('the desk of courant serve (skipped where there is no /proc)', () => {
  it('is a process of its own: one that is killed is told and started again, pages wait for it, and readers notice nothing', async () => {
    const server = await served();
    const { url, errors } = server;
    const first = deskOf(server);
    expect((await fetch(url)).status).toBe(200);
    process.kill(first, 'SIGKILL');
    expect((await fetch(`${url}/subscribe`)).status).toBeLessThan(500);
    await expect.poll(errors, wait).toContain("the desk's process ended by itself (SIGKILL). It is started again.");
    expect((await fetch(url)).status).toBe(200);
    expect(deskOf(server)).not.toBe(first);
  }, 120_000);

  it('does not outlive a parent that was killed', async () => {
    const server = await served();
    const desk = deskOf(server);
    process.kill(server.pid, 'SIGKILL');
    await vi.waitFor(() => expect(existsSync(`/proc/${desk}`)).toBe(false), wait);
  }, 120_000);

  it('ends with its parent though pages listen to it, and takes a signal to the whole group for one', async () => {
    const server = await served();
    const desk = deskOf(server);
    const events = await fetch(`${server.url}/events`);
    expect(events.status).toBe(200);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.kill(desk, signal);
    expect((await fetch(server.url)).status).toBe(200);
    expect(deskOf(server)).toBe(desk);
    await server.stop();
    expect(existsSync(`/proc/${desk}`)).toBe(false);
    expect(server.errors()).toBe('');
    await events.text().catch(() => undefined);
  }, 120_000);
});
