import { hostname } from 'node:os';
import type { Config } from '../../config/config.ts';
import type { ProcessTracing } from '../../io/watch/otel-tracing.ts';
import { silent } from '../../press/ports/watch/log.ts';
import { secretsIn } from '../open/log.ts';
import type { Opened } from '../open/opened.ts';
import { version } from '../version.ts';

const closeWithinMs = 3_000;

/** Traces of this process, where the settings say whom to send them to. `opened` learns how to hand over the last ones. */
export async function openTracing(config: Config, command: string, opened: Opened): Promise<ProcessTracing | null> {
  const { tracing } = config;
  if (tracing === null) return null;
  const [{ otelTracing }, { redactor }] = await Promise.all([import('../../io/watch/otel-tracing.ts'), import('../../io/watch/redact.ts')]);
  const { url, headers, share, always, serviceName, attributes } = tracing;
  const log = opened.log ?? silent;
  const process_ = { 'host.name': hostname(), 'process.pid': process.pid, 'process.command': `courant ${command}` };
  const own = otelTracing({
    ...{ url, headers, share, always },
    resource: { ...process_, ...attributes, 'service.name': serviceName, 'service.version': version() },
    redact: redactor(secretsIn(config)),
    onTrouble: (words) => log('warn', 'tracing.trouble', { words }),
  });
  opened.tracing = own;
  // Closing the rest is part of the last trace.
  opened.close.push(() => own.close(closeWithinMs));
  return own;
}
