import { renderToStaticMarkup } from 'react-dom/server';
import type { OpenApi, Operation } from './openapi.ts';

/** The document as a page: no script, nothing fetched from elsewhere. */
export const referencePage = (document: OpenApi): string => `<!doctype html>${renderToStaticMarkup(<Reference document={document} />)}`;

function Reference({ document }: { readonly document: OpenApi }) {
  const { info, paths, components } = document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))];
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${info.title} API ${info.version}`}</title>
        <style>{style}</style>
      </head>
      <body>
        <header>
          <h1>
            {info.title} API <small>{info.version}</small>
          </h1>
          {info.description.split('\n\n').map((words) => (
            <p key={words}>
              <Words text={words} />
            </p>
          ))}
          <p>
            As a document for programs: <a href="openapi.json">openapi.json</a>
          </p>
        </header>
        <nav aria-label="Paths">
          {tags.map((tag) => (
            <section key={tag}>
              <h2>{tag}</h2>
              <ul>
                {operations
                  .filter(({ operation }) => operation.tags.includes(tag))
                  .map(({ path, method, operation }) => (
                    <li key={operation.operationId}>
                      <a href={`#${operation.operationId}`}>
                        <Method method={method} /> {path}
                      </a>
                    </li>
                  ))}
              </ul>
            </section>
          ))}
        </nav>
        <main>
          {operations.map(({ path, method, operation }) => (
            <OneOperation key={operation.operationId} path={path} method={method} operation={operation} />
          ))}
          <h2 id="schemas">Schemas</h2>
          {Object.entries(components.schemas).map(([name, schema]) => (
            <details key={name} id={`schema-${name}`}>
              <summary>{name}</summary>
              <pre>{JSON.stringify(schema, null, 2)}</pre>
            </details>
          ))}
        </main>
      </body>
    </html>
  );
}

const Method = ({ method }: { readonly method: string }) => <b className={`method ${method}`}>{method.toUpperCase()}</b>;

/** `code` in words. */
const Words = ({ text }: { readonly text: string }) => (
  <>{text.split(/(`[^`]+`)/).map((part) => (part.startsWith('`') ? <code key={part}>{part.slice(1, -1)}</code> : part))}</>
);

type OperationProps = { readonly path: string; readonly method: string; readonly operation: Operation };

function OneOperation({ path, method, operation }: OperationProps) {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  return (
    <article id={operationId}>
      <h3>
        <Method method={method} /> <code>{path}</code>
      </h3>
      <p>
        <Words text={summary} />. <Words text={description} />
      </p>
      {parameters.length > 0 && (
        <div className="wide">
          <table>
            <thead>
              <tr>
                <th scope="col">parameter</th>
                <th scope="col">in</th>
                <th scope="col">what</th>
              </tr>
            </thead>
            <tbody>
              {parameters.map((one) => (
                <tr key={`${one.in} ${one.name}`}>
                  <th scope="row">
                    <code>{one.name}</code>
                    {one.required ? '' : ' (may be left out)'}
                  </th>
                  <td>{one.in}</td>
                  <td>
                    {one.description === undefined ? '' : <Words text={`${one.description}. `} />}
                    <code>{brief(one.schema)}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {requestBody && <Schema title="Body" schema={requestBody.content['application/json']?.schema ?? {}} />}
      <dl>
        {Object.entries(responses).map(([status, { description: words, content }]) => (
          <div key={status}>
            <dt>{status}</dt>
            <dd>
              <Words text={words} />
              {Number(status) < 400 && content?.['application/json'] && (
                <Schema title="Answer" schema={content['application/json'].schema} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </article>
  );
}

function Schema({ title, schema }: { readonly title: string; readonly schema: Readonly<Record<string, unknown>> }) {
  const name = typeof schema.$ref === 'string' ? schema.$ref.replace(/^.*\//, '') : null;
  if (name !== null)
    return (
      <p>
        {title}: <a href={`#schema-${name}`}>{name}</a>
      </p>
    );
  return (
    <details>
      <summary>{title}</summary>
      <pre>{JSON.stringify(schema, null, 2)}</pre>
    </details>
  );
}

const brief = (schema: Readonly<Record<string, unknown>>): string =>
  Object.entries(schema)
    .map(([name, value]) => (name === 'type' ? String(value) : `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`))
    .join(', ');

const style = `
:root { --ink: #1c1b1a; --soft: #5d5a55; --paper: #fdfcfa; --line: #dedad2; --link: #0b5a8f; --code: #f2efe9; }
@media (prefers-color-scheme: dark) { :root { --ink: #ecebe8; --soft: #b1aea7; --paper: #191817; --line: #3b3936; --link: #8cc4ee; --code: #262422; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 small { font-size: 1rem; color: var(--soft); font-weight: 400; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .3rem; text-transform: capitalize; }
h3 { font-size: 1rem; margin: 0 0 .3rem; overflow-wrap: anywhere; }
a { color: var(--link); }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li a { display: block; padding: .25rem 0; text-decoration: none; font-family: ui-monospace, monospace; font-size: .9rem; overflow-wrap: anywhere; }
nav li a:hover { text-decoration: underline; }
article { border-top: 1px solid var(--line); padding: 1.2rem 0; scroll-margin-top: 1rem; }
.method { display: inline-block; min-width: 4.2em; font: 700 .8rem ui-monospace, monospace; }
code, pre { font-family: ui-monospace, monospace; font-size: .875rem; }
code { background: var(--code); padding: .05em .3em; border-radius: 3px; overflow-wrap: anywhere; }
h3 code, pre code { background: none; padding: 0; }
pre { background: var(--code); padding: .8rem; border-radius: 4px; overflow-x: auto; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); }
dl > div { display: grid; grid-template-columns: 3rem 1fr; gap: .5rem; font-size: .9rem; }
dt { font-family: ui-monospace, monospace; } dd { margin: 0; } dd p { margin: 0; }
summary { cursor: pointer; padding: .25rem 0; }
`;
