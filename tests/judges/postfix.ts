import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A real Postfix with a configuration, queue and port of its own, which hands everything on to one relay. */
export type Postfix = { readonly port: number; readonly version: string; stop(): Promise<void> };

/** Why there can be none here; `null`: there can. */
export function noPostfix(): string | null {
  if (!existsSync('/usr/sbin/postfix')) return 'Postfix is not installed (apt-get install postfix)';
  return process.getuid?.() === 0 ? null : 'Postfix can be started by root only';
}

export async function startPostfix(relayPort: number): Promise<Postfix> {
  const base = mkdtempSync(join(tmpdir(), 'courant-postfix-'));
  const [config, queue, data] = ['etc', 'spool', 'data'].map((name) => join(base, name)) as [string, string, string];
  chmodSync(base, 0o755);
  for (const folder of [config, queue, data]) mkdirSync(folder);
  const log = join(base, 'mail.log');
  const id = (name: string) => Number(execFileSync('id', ['-u', name], { encoding: 'utf8' }));
  chownSync(data, id('postfix'), id('postfix'));
  const port = await freePort();
  writeFileSync(
    join(config, 'main.cf'),
    [
      'compatibility_level = 3.6',
      `queue_directory = ${queue}`,
      `data_directory = ${data}`,
      'command_directory = /usr/sbin',
      'daemon_directory = /usr/lib/postfix/sbin',
      'mail_owner = postfix',
      'setgid_group = postdrop',
      'myhostname = relay.courant.example',
      'mydestination =',
      'inet_interfaces = 127.0.0.1',
      'inet_protocols = ipv4',
      'mynetworks = 127.0.0.0/8',
      `relayhost = [127.0.0.1]:${relayPort}`,
      'smtpd_relay_restrictions = permit_mynetworks, reject',
      'smtputf8_enable = yes',
      'smtp_destination_concurrency_limit = 4',
      'smtp_tls_security_level = none',
      `maillog_file = ${log}`,
      `maillog_file_prefixes = ${base}`,
      'alias_maps =',
      'local_recipient_maps =',
      '',
    ].join('\n'),
  );
  writeFileSync(
    join(config, 'master.cf'),
    [
      `127.0.0.1:${port} inet n - n - - smtpd`,
      'pickup unix n - n 60 1 pickup',
      'cleanup unix n - n - 0 cleanup',
      'qmgr unix n - n 300 1 qmgr',
      'rewrite unix - - n - - trivial-rewrite',
      'bounce unix - - n - 0 bounce',
      'defer unix - - n - 0 bounce',
      'trace unix - - n - 0 bounce',
      'verify unix - - n - 1 verify',
      'flush unix n - n 1000? 0 flush',
      'proxymap unix - - n - - proxymap',
      'smtp unix - - n - - smtp',
      'relay unix - - n - - smtp',
      'error unix - - n - - error',
      'retry unix - - n - - error',
      'discard unix - - n - - discard',
      'anvil unix - - n - 1 anvil',
      'scache unix - - n - 1 scache',
      'postlog unix-dgram n - n - 1 postlogd',
      '',
    ].join('\n'),
  );
  const run = (...args: readonly string[]) => execFileSync('/usr/sbin/postfix', ['-c', config, ...args], { stdio: 'pipe' });
  run('set-permissions', 'create-missing');
  run('start');
  for (let tries = 0; !(await answers(port)); tries++) {
    if (tries > 150) throw new Error(`Postfix did not start: ${existsSync(log) ? readFileSync(log, 'utf8').slice(-600) : 'no log'}`);
    await pause(100);
  }
  return {
    port,
    version: execFileSync('/usr/sbin/postconf', ['-c', config, '-h', 'mail_version'], { encoding: 'utf8' }).trim(),
    async stop() {
      run('stop');
      rmSync(base, { recursive: true, force: true });
    },
  };
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket
      .once('data', () => resolve(true))
      .once('error', () => resolve(false))
      .once('close', () => resolve(false));
    socket.once('data', () => socket.end('QUIT\r\n'));
  });
