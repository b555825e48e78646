import { createSocket } from 'node:dgram';
import packet, { type Answer } from 'dns-packet';

/** Records by type and name, as in `'TXT courant.test': ['v=spf1 -all']`; MX as `'10 mail.courant.test'`. */
export type Zone = Readonly<Record<string, readonly string[]>>;

export type NameServer = { readonly address: string; zone: Zone; close(): void };

/** A name server on 127.0.0.1 that knows its zone alone. */
export async function startNameServer(zone: Zone): Promise<NameServer> {
  const socket = createSocket('udp4');
  const server: NameServer = { address: '', zone, close: () => void socket.close() };
  socket.on('message', (bytes, from) => {
    const asked = packet.decode(bytes);
    const [question] = asked.questions ?? [];
    const name = question?.name.toLowerCase() ?? '';
    const answers = (server.zone[`${question?.type} ${name}`] ?? []).map((value) => recordOf(name, question?.type ?? 'A', value));
    const known = Object.keys(server.zone).some((key) => key.endsWith(` ${name}`));
    const reply = packet.encode({
      id: asked.id ?? 0,
      type: 'response',
      flags: packet.RECURSION_AVAILABLE | (known ? 0 : 3),
      questions: asked.questions ?? [],
      answers,
    });
    socket.send(reply, from.port, from.address);
  });
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
  return Object.assign(server, { address: `127.0.0.1:${socket.address().port}` });
}

function recordOf(name: string, type: string, value: string): Answer {
  if (type === 'MX') {
    const [preference, exchange = '.'] = value.split(' ');
    return { name, type, ttl: 60, data: { preference: Number(preference), exchange } };
  }
  // Longer texts come in pieces of 255 bytes.
  return (
    type === 'TXT' ? { name, type, ttl: 60, data: value.match(/.{1,255}/gs) ?? [''] } : { name, type, ttl: 60, data: value }
  ) as Answer;
}
