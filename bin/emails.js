// `npm run emails`: react-email's preview of emails/*.tsx with their PreviewProps; `-- --port 4100` for another port.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cli = commandLine();
if (cli === null) {
  process.stderr.write('The preview comes with the development packages: run "npm ci" without --omit=dev first.\n');
  process.exitCode = 1;
} else {
  // Given the flags it needs, it starts no second process, which would outlive a signal to the first.
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const guard = new URL('./keep-at-home.js', import.meta.url).href;
  const preview = spawn(process.execPath, [...flags, '--import', guard, cli, 'dev', '--dir', 'emails', ...process.argv.slice(2)], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    stdio: 'inherit',
  });
  process.once('SIGINT', () => preview.kill('SIGINT'));
  process.once('SIGTERM', () => preview.kill());
  preview.once('exit', (code) => {
    process.exitCode = code ?? 0;
  });
}

function commandLine() {
  try {
    return fileURLToPath(new URL('./cli/index.mjs', import.meta.resolve('react-email')));
  } catch {
    return null;
  }
}
