/** Traces by OpenTelemetry, over OTLP/HTTP. Only loaded where an endpoint is set. */
import {
  type Attributes,
  defaultTextMapGetter,
  defaultTextMapSetter,
  diag,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';
import type { LogFields } from '../../press/ports/watch/log.ts';
import type { Tracing } from '../../press/ports/watch/tracing.ts';

export type TraceSettings = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly share: number;
  readonly always: boolean;
  /** Says whose traces they are. */
  readonly resource: Readonly<Record<string, string | number>>;
  readonly redact: (text: string) => string;
  /** Told when spans could not be handed over. */
  readonly onTrouble: (words: string) => void;
};

export type ProcessTracing = Tracing & {
  /** Runs the answer to a request. `parent`: the trace it says it is part of; `null`: it begins one. */
  readonly answer: (name: string, fields: LogFields, parent: string | null, work: () => Promise<Response>) => Promise<Response>;
  /** `traceparent` of the piece that is run, for a process that does a part of it; `null`: none is. */
  readonly parent: () => string | null;
  /** Hands over what is left, `withinMs` at most. */
  readonly close: (withinMs: number) => Promise<void>;
};

/** A collector that is away is away for every batch; the library tells failures as JSON with their stack. */
function oncePerMinute(tell: (words: string) => void): (words: string) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (words) => {
    if (performance.now() - last < 60_000) return;
    last = performance.now();
    tell(/"message":"((?:[^"\\]|\\.)*)"/.exec(words)?.[1] ?? words);
  };
}

export function otelTracing({ url, headers, share, always, resource, redact, onTrouble }: TraceSettings): ProcessTracing {
  const untold = oncePerMinute((words) => onTrouble(redact(words)));
  diag.setLogger({ error: untold, warn: untold, info() {}, debug() {}, verbose() {} }, { suppressOverrideMessage: true });
  const root = new TraceIdRatioBasedSampler(share);
  const provider = new TracerProvider({
    sampler: always ? root : new ParentBasedSampler({ root }),
    resource: resourceFromAttributes(resource),
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url, headers: { ...headers } }), scheduledDelayMillis: 2_000 }),
    ],
  });
  // Ours alone: a process may open and close several, one after the other.
  const manager = new AsyncLocalStorageContextManager().enable();
  const w3c = new W3CTraceContextPropagator();
  const tracer = provider.getTracer('courant');
  const attributes = (fields: LogFields): Attributes =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) => {
        if (value === null || value === undefined) return [];
        return [[name.includes('.') ? name : `courant.${name}`, typeof value === 'string' ? redact(value) : value]];
      }),
    );
  const ending = async <Result>(span: Span, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await manager.with(trace.setSpan(manager.active(), span), work);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: redact(error instanceof Error ? error.message : String(error)) });
      throw error;
    } finally {
      span.end();
    }
  };
  return {
    run: (name, fields, work) => ending(tracer.startSpan(name, { attributes: attributes(fields) }, manager.active()), work),
    note: (fields) => void trace.getSpan(manager.active())?.setAttributes(attributes(fields)),
    mark(name, fields, tookMs) {
      if (trace.getSpan(manager.active()) === undefined) return;
      const now = Date.now();
      tracer.startSpan(name, { attributes: attributes(fields), startTime: now - tookMs }, manager.active()).end(now);
    },
    answer(name, fields, parent, work) {
      const outer = parent === null ? ROOT_CONTEXT : w3c.extract(ROOT_CONTEXT, { traceparent: parent }, defaultTextMapGetter);
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes: attributes(fields) }, outer);
      return ending(span, async () => {
        const response = await work();
        span.setAttribute('http.response.status_code', response.status);
        if (response.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        return response;
      });
    },
    parent() {
      const carrier: Record<string, string> = {};
      w3c.inject(manager.active(), carrier, defaultTextMapSetter);
      return carrier.traceparent ?? null;
    },
    async close(withinMs) {
      // A collector that is away holds nobody up.
      const over = Promise.withResolvers<'late'>();
      const clock = setTimeout(() => over.resolve('late'), withinMs);
      const ended = await Promise.race([provider.shutdown().catch((error: unknown) => untold(String(error))), over.promise]);
      if (ended === 'late') untold(`the last traces were not taken within ${withinMs / 1_000} s`);
      clearTimeout(clock);
      manager.disable();
    },
  };
}
