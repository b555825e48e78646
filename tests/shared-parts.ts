/** What costs too much to start for every test file, held once for a whole run by `global-setup.ts` and started when first asked for. */
import { type ChildProcess, fork } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { BrowserServer } from 'playwright-core';
import { launchBrowserServer } from './browser.ts';
import { type PostgresServer, startOwnPostgres } from './io/store/database/postgres-server.ts';
import type { CommandLine, Ran } from './project-folder.ts';
import { type SharedPart, sharedPartsAt } from './shared-part.ts';

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** Serves the test files of one run on a socket in its folder; returns how to end everything. */
export async function shareParts(folder: string): Promise<() => Promise<void>> {
  const socket = process.platform === 'win32' ? `\\\\.\\pipe\\${folder}` : join(folder, 'parts');
  const commands = commandHosts();
  let postgres: Promise<PostgresServer> | null = null;
  let browser: Promise<BrowserServer> | null = null;
  const answers: Readonly<Record<SharedPart, (asked: unknown) => Promise<unknown>>> = {
    command: (asked) => commands.run(asked as CommandLine),
    async postgres() {
      postgres ??= startOwnPostgres();
      return await postgres;
    },
    async browser() {
      browser ??= launchBrowserServer();
      return (await browser).wsEndpoint();
    },
  };
  const server = await listening(answers, socket);
  process.env[sharedPartsAt] = socket;
  return async () => {
    server.closeAllConnections();
    server.close();
    commands.stop();
    const running = await postgres;
    await Promise.all([running?.kind === 'running' ? running.stop() : null, (await browser)?.close()]);
  };
}

async function listening(answers: Readonly<Record<SharedPart, (asked: unknown) => Promise<unknown>>>, socket: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    try {
      const answer = await answers[request.url?.slice(1) as SharedPart](await json(request));
      response.end(JSON.stringify(answer));
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.stack : String(error));
    }
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socket, resolve));
  return server;
}

/** Each host runs one command at a time; commands under way together are in as many processes. */
function commandHosts() {
  const idle: ChildProcess[] = [];
  const all = new Set<ChildProcess>();
  const start = () => {
    const child = fork(fileURLToPath(new URL('command-host.ts', import.meta.url)), {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    all.add(child);
    child.once('exit', () => all.delete(child));
    return child;
  };
  return {
    async run(command: CommandLine): Promise<Ran> {
      const child = idle.pop() ?? start();
      const ran = await runIn(child, command);
      if (ended(child)) return ran;
      // As many as test files at once, and one to spare.
      if (idle.length < 3) idle.push(child);
      else child.disconnect();
      return ran;
    },
    stop() {
      for (const child of all) child.kill('SIGKILL');
    },
  };
}

function runIn(child: ChildProcess, command: CommandLine): Promise<Ran> {
  return new Promise((resolve) => {
    let err = '';
    const listen = (chunk: Buffer) => {
      err += chunk;
    };
    const finish = (ran: Ran) => {
      clearTimeout(limit);
      child.off('exit', gone).stderr?.off('data', listen);
      resolve(ran);
    };
    const gone = (code: number | null) => finish({ code: code ?? 1, out: '', err });
    // A command that outlives its test would slow down all that follow.
    const limit = setTimeout(() => child.kill('SIGKILL'), 100_000);
    child.stderr?.on('data', listen);
    child.once('exit', gone).once('message', (ran) => finish(ran as Ran));
    child.send(command);
  });
}
