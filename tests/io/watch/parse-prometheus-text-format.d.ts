declare module 'parse-prometheus-text-format' {
  type Metric = { readonly value?: string; readonly labels?: Readonly<Record<string, string>> };
  export default function parsePrometheusTextFormat(
    text: string,
  ): { readonly name: string; readonly type: string; readonly metrics: readonly Metric[] }[];
}
