/** The standard variables of OpenTelemetry, as far as traces go. A machine may have them for other programs: no value of them stops us. */
import { z } from 'zod';

const text = z.string().optional();

export const tracingVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: text,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: text,
  OTEL_EXPORTER_OTLP_HEADERS: text,
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: text,
  OTEL_EXPORTER_OTLP_PROTOCOL: text,
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: text,
  OTEL_TRACES_EXPORTER: text,
  OTEL_TRACES_SAMPLER: text,
  OTEL_TRACES_SAMPLER_ARG: text,
  OTEL_SERVICE_NAME: text,
  OTEL_RESOURCE_ATTRIBUTES: text,
  OTEL_SDK_DISABLED: text,
} as const;

type Variables = { readonly [Name in keyof typeof tracingVariables]?: string | undefined };

/** Where traces go, and which. */
export type TracingSettings = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Share of the traces that begin here; those begun elsewhere go by their own word unless `always`. */
  readonly share: number;
  readonly always: boolean;
  readonly serviceName: string;
  readonly attributes: Readonly<Record<string, string>>;
};

/** `settings` `null`: nothing is traced; `notice`: somebody seems to want it, and cannot have it. */
export function tracingOf(given: Variables): { readonly settings: TracingSettings | null; readonly notice: string | null } {
  const own = given.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  const endpoint = own ?? given.OTEL_EXPORTER_OTLP_ENDPOINT;
  const none = { settings: null, notice: null };
  if (endpoint === undefined || given.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || given.OTEL_TRACES_EXPORTER === 'none') return none;
  const protocol = given.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? given.OTEL_EXPORTER_OTLP_PROTOCOL ?? spoken;
  const untold = (why: string) => ({ settings: null, notice: `No traces are sent: ${why}.` });
  if (protocol !== spoken) return untold(`OTEL_EXPORTER_OTLP_PROTOCOL is "${protocol}", and this program speaks ${spoken} (port 4318)`);
  const url = own ?? `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    return untold('OTEL_EXPORTER_OTLP_ENDPOINT is no web address, as "http://127.0.0.1:4318" is one');
  const sampler = samplers[given.OTEL_TRACES_SAMPLER ?? 'parentbased_always_on'];
  if (sampler === undefined) return untold(`OTEL_TRACES_SAMPLER may be ${Object.keys(samplers).join(', ')}`);
  const share = Number(given.OTEL_TRACES_SAMPLER_ARG ?? 1);
  if (!(share >= 0 && share <= 1)) return untold('OTEL_TRACES_SAMPLER_ARG is no number from 0 to 1');
  const attributes = pairsOf(given.OTEL_RESOURCE_ATTRIBUTES);
  const settings = {
    url,
    headers: pairsOf(given.OTEL_EXPORTER_OTLP_TRACES_HEADERS ?? given.OTEL_EXPORTER_OTLP_HEADERS),
    share: sampler.share ?? share,
    always: sampler.always,
    serviceName: given.OTEL_SERVICE_NAME ?? attributes['service.name'] ?? 'courant',
    attributes,
  };
  return { settings, notice: null };
}

const spoken = 'http/protobuf';

type Sampler = { readonly share: number | null; readonly always: boolean };
const samplers: Readonly<Record<string, Sampler>> = {
  always_on: { share: 1, always: true },
  always_off: { share: 0, always: true },
  traceidratio: { share: null, always: true },
  parentbased_always_on: { share: 1, always: false },
  parentbased_always_off: { share: 0, always: false },
  parentbased_traceidratio: { share: null, always: false },
};

/** `name=value,other=value`, percent-encoded, as W3C Baggage has it; what is no pair is passed over. */
function pairsOf(list: string | undefined): Readonly<Record<string, string>> {
  const pairs = (list ?? '').split(',').flatMap((pair) => {
    const [name = '', ...value] = pair.split('=');
    return name.trim() === '' || value.length === 0 ? [] : [[name.trim(), decoded(value.join('=').trim())] as const];
  });
  return Object.fromEntries(pairs);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
