import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import type { FileState } from '../../../../src/press/readers/import/whole-file-state.ts';

/** Must the reader of the row be active afterwards, or must they not? */
export type Expected = 'active' | 'not';

export type MadeUpExport = {
  readonly program: string;
  readonly file: string;
  readonly bytes: Buffer;
  readonly allActive: boolean;
  readonly state: FileState | null;
  readonly readers: readonly { readonly address: string; readonly expected: Expected; readonly said: string }[];
};

// Written down apart from the product's own lists: what people and programs write, in the languages Courant speaks.
const activeWords = words(
  'active, Active, SUBSCRIBED, subscribed, confirmed, enabled, opted-in, aktiv, abonniert, angemeldet, bestätigt, actif, abonné, inscrite',
  'activo, suscrito, inscrito, confirmado, ativo, assinante, 購読中, 登録済み, 配信中, مشترك, نشط, מנוי, פעיל, ingeschreven, iscritto',
);
const goneWords = words(
  'unsubscribed, Unsubscribed, UNSUBSCRIBED, unsub, cancelled, canceled, removed, deleted, opt-out, opted_out, Opted Out, inactive, left',
  'disabled, bounced, Hard Bounce, hard_bounced, complained, spam, spammy, junk, cleaned, Invalid, undeliverable, blocklisted, blacklisted',
  'blocked, do not contact, suppressed, rejected, Not subscribed, archived, revoked',
  'abgemeldet, Abgemeldet, abbestellt, gekündigt, inaktiv, gesperrt, unzustellbar, gelöscht, widerrufen, ungültig, nicht abonniert',
  'désabonné, Désabonnée, désinscrit, résilié, supprimé, bloqué, invalide, plainte, inactif, rejeté, annulé',
  'dado de baja, baja, cancelado, inactivo, eliminado, bloqueado, rebotado, rechazado, inválido, desuscrito',
  'descadastrado, inativo, removido, excluído, devolvido, rejeitado, desinscrito, saiu, cancelada',
  '解除, 配信停止, 退会, 退会済み, 購読解除, 停止, 削除済み, 不達, エラー, 受信拒否, オプトアウト, 無効',
  'ملغى, غير مشترك, ألغى الاشتراك, محظور, محذوف, غير نشط, مرتد, شكوى, إلغاء الاشتراك',
  'הוסר, לא פעיל, בוטל, חסום, נמחק, חזר, ביטל מנוי, לא מנוי, תלונה',
  'uitgeschreven, afgemeld, disiscritto, cancellato, wypisany, zablokowany',
);
const waitingWords = words(
  'unconfirmed, pending, unactivated, not confirmed, Non-Subscribed, unverified, unbestätigt, nicht bestätigt, ausstehend, en attente',
  'non confirmé, pendiente, sin confirmar, pendente, não confirmado, aguardando confirmação, 未確認, 仮登録, 保留, غير مؤكد, معلق, ממתין',
  'לא מאושר, in afwachting, in attesa, oczekujący',
);
const yesWords = words('yes, Yes, true, TRUE, 1, y, ja, oui, sí, sim, はい, نعم, כן, x, ✓');
const noWords = words('no, No, false, FALSE, 0, n, nein, non, não, いいえ, لا, לא, ☐');

function words(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(',').map((word) => word.trim()));
}

/** No word of any list: nobody may be active by it. */
const strangeWord = fc
  .array(fc.constantFrom(...'qwzxkvjéßøñかサشםЖ'), { minLength: 3, maxLength: 12 })
  .map((letters) => `zq${letters.join('')}`);
const spelled = (word: fc.Arbitrary<string>) =>
  fc
    .tuple(word, fc.constantFrom('', ' ', '  ', '\u00a0'), fc.boolean())
    .map(([text, blank, upper]) => `${blank}${upper ? text.toUpperCase() : text}${blank}`);

type Said = { readonly cell: string; readonly expected: Expected };
const saying = (expected: Expected, word: fc.Arbitrary<string>): fc.Arbitrary<Said> => word.map((cell) => ({ cell, expected }));
const oneOf = (list: readonly string[]) => fc.constantFrom(...list);

const stateCell: fc.Arbitrary<Said> = fc.oneof(
  { weight: 4, arbitrary: saying('active', spelled(oneOf(activeWords))) },
  { weight: 4, arbitrary: saying('not', spelled(oneOf(goneWords))) },
  { weight: 1, arbitrary: saying('not', spelled(oneOf(waitingWords))) },
  { weight: 2, arbitrary: saying('not', spelled(strangeWord)) },
);
const stateIn = (active: string, gone: string): fc.Arbitrary<Said> =>
  fc.oneof(saying('active', oneOf(words(active))), saying('not', oneOf(words(gone))), saying('not', strangeWord));
const day = fc.date({ min: new Date('2015-01-01'), max: new Date('2026-11-01'), noInvalidDate: true });
const dayText = day.chain((date) =>
  fc.constantFrom(
    date.toISOString(),
    date.toISOString().slice(0, 10),
    date.toISOString().slice(0, 19).replace('T', ' '),
    date.toLocaleDateString('de-DE'),
  ),
);
/** Empty, or what programs write where there was no day. */
const noDay = fc.constantFrom('', '', '0000-00-00 00:00:00', 'NULL', '-');
const mark: fc.Arbitrary<Said> = fc.oneof(saying('active', noDay), saying('not', dayText));
const text = fc.constantFrom('', 'Ada', 'L, Ada', 'M; Ben', 'two\nlines', 'says "hello"', '日本', 'O|K', '=1+1');

/** A row's cells but the address, and what they mean together. */
type Row = { readonly cells: readonly string[]; readonly expected: Expected };
type Layout = {
  readonly program: string;
  /** `@` stands for the address. */
  readonly header: readonly string[] | null;
  readonly row: fc.Arbitrary<Row>;
  readonly file?: string;
  readonly allActive?: boolean;
  readonly state?: FileState;
};

const together = (...parts: readonly Said[]): Expected => (parts.every(({ expected }) => expected === 'active') ? 'active' : 'not');
const row = <Parts extends readonly unknown[]>(
  parts: { readonly [Key in keyof Parts]: fc.Arbitrary<Parts[Key]> },
  make: (...parts: Parts) => Row,
): fc.Arbitrary<Row> => fc.tuple(...(parts as unknown as fc.Arbitrary<unknown>[])).map((values) => make(...(values as unknown as Parts)));

const mailchimpHead = [
  '@Email Address',
  'First Name',
  'Last Name',
  'Address',
  'MEMBER_RATING',
  'OPTIN_TIME',
  'OPTIN_IP',
  'CONFIRM_TIME',
  'REGION',
];
const mailchimpCells = (name: string, when: string) => [name, 'L', '1 High St', '2', when, '192.0.2.1', '', 'NY'];
const tags = fc.constantFrom('', '"VIP"', '"VIP","Climate"', '"Space","Editor, chief"');
const mailchimp = (file: string, extra: readonly string[], left: Expected, choice: Pick<Layout, 'allActive' | 'state'>): Layout => ({
  program: 'mailchimp',
  file,
  header: [...mailchimpHead, ...extra, 'LEID', 'EUID', 'NOTES', 'TAGS'],
  row: row([text, dayText, dayText, tags] as const, (name, when, gone, tag) => ({
    cells: [...mailchimpCells(name, when), ...extra.map((column) => (column.endsWith('_TIME') ? gone : '')), '1', 'e', '', tag],
    expected: left,
  })),
  ...choice,
});

const layouts: readonly Layout[] = [
  {
    program: 'courant',
    header: ['@address', 'newsletter', 'topics', 'state', 'suppressed', 'since'],
    row: row(
      [stateIn('active', 'unsubscribed, pending'), fc.constantFrom('', '', 'hard bounce 5.1.1', 'complaint'), dayText] as const,
      (state, why, since) => ({
        cells: ['weekly', 'Climate; Space', state.cell, why, since],
        expected: why === '' ? state.expected : 'not',
      }),
    ),
  },
  {
    program: 'listmonk',
    allActive: true,
    header: ['uuid', '@email', 'name', 'attributes', 'status', 'created_at', 'updated_at'],
    row: row([text, stateIn('enabled', 'blocklisted, disabled'), dayText] as const, (name, status, when) => ({
      cells: ['8f0c8a60-0000-4000-8000-000000000001', name, '{"city": "Oslo, N"}', status.cell, when, when],
      expected: status.expected,
    })),
  },
  {
    program: 'listmonk',
    state: 'unsubscribed',
    header: ['uuid', '@email', 'name', 'attributes', 'status', 'created_at', 'updated_at'],
    row: row([text, dayText] as const, (name, when) => ({ cells: ['8f0c', name, '{}', 'enabled', when, when], expected: 'not' })),
  },
  mailchimp('subscribed_email_audience_export_1a.csv', ['LAST_CHANGED'], 'active', { allActive: true }),
  mailchimp('unsubscribed_email_audience_export_1a.csv', ['UNSUB_TIME', 'UNSUB_CAMPAIGN_TITLE', 'UNSUB_REASON'], 'not', {}),
  mailchimp('cleaned_email_audience_export_1a.csv', ['CLEAN_TIME', 'CLEAN_CAMPAIGN_TITLE'], 'not', { state: 'suppressed' }),
  mailchimp('nonsubscribed_email_audience_export_1a.csv', ['LAST_CHANGED'], 'not', { state: 'unconfirmed' }),
  {
    program: 'ghost',
    header: ['id', '@email', 'name', 'note', 'subscribed_to_emails', 'complimentary_plan', 'created_at', 'deleted_at', 'labels', 'tiers'],
    row: row([text, stateIn('true', 'false'), fc.boolean(), dayText, mark] as const, (name, to, free, when, deleted) => ({
      cells: ['1', name, '', to.cell, String(free), when, deleted.cell, '', ''],
      expected: together(to, deleted),
    })),
  },
  {
    program: 'substack',
    header: ['@email', 'active_subscription', 'expiry', 'plan', 'email_disabled', 'created_at'],
    row: row([fc.boolean(), stateIn('false', 'true'), dayText] as const, (paying, off, when) => ({
      cells: [String(paying), when, paying ? 'monthly' : 'free', off.cell, when],
      expected: off.expected,
    })),
  },
  {
    program: 'kit',
    header: ['id', 'first_name', '@email_address', 'state', 'created_at', 'tags'],
    row: row(
      [text, fc.oneof(stateIn('active', 'cancelled, inactive, bounced, complained'), stateCell), dayText] as const,
      (name, state, when) => ({
        cells: ['1', name, state.cell, when, 'Climate, VIP'],
        expected: state.expected,
      }),
    ),
  },
  {
    program: 'buttondown',
    header: ['id', '@email_address', 'creation_date', 'type', 'tags', 'notes'],
    row: row(
      [
        stateIn('regular, premium, gifted, past_due', 'unsubscribed, unactivated, removed, spammy'),
        dayText,
        fc.constantFrom('', 'met in Oslo'),
      ] as const,
      (type, when, note) => ({
        cells: ['a1', when, type.cell, '', note],
        expected: type.expected,
      }),
    ),
  },
  {
    program: 'beehiiv',
    header: ['@email', 'First Name', 'status', 'tier', 'created_at', 'Free Tier', 'Premium Tier', 'unsubscribed_at'],
    row: row(
      [text, fc.oneof(stateIn('active', 'inactive, pending, validating, invalid'), stateCell), dayText, mark] as const,
      (name, status, when, left) => ({
        cells: [name, status.cell, 'free', when, 'Yes', 'No', left.cell],
        expected: together(status, left),
      }),
    ),
  },
  {
    program: 'mailerlite',
    header: ['@Subscriber', 'Sent', 'Opens', 'Clicks', 'Subscribed', 'Status'],
    row: row(
      [fc.nat(9), dayText, fc.oneof(stateIn('active', 'unsubscribed, unconfirmed, bounced, junk'), stateCell)] as const,
      (sent, when, status) => ({
        cells: [String(sent), '0', '0', when, status.cell],
        expected: status.expected,
      }),
    ),
  },
  {
    program: 'emailoctopus',
    header: ['@Email address', 'First name', 'Status', 'Tags', 'Created at'],
    row: row([text, fc.oneof(stateIn('SUBSCRIBED', 'UNSUBSCRIBED, PENDING'), stateCell), dayText] as const, (name, status, when) => ({
      cells: [name, status.cell, '', when],
      expected: status.expected,
    })),
  },
  { program: 'mailman', allActive: true, file: 'members.txt', header: null, row: fc.constant({ cells: [], expected: 'active' }) },
  {
    program: 'mailman',
    allActive: true,
    header: null,
    row: fc.oneof(
      fc.constant<Row>({ cells: [''], expected: 'active' }),
      oneOf([...goneWords, ...waitingWords]).map((cell): Row => ({ cells: [cell], expected: 'not' })),
    ),
  },
  ...[
    ['E-Mail-Adresse', 'Vorname', 'Status', 'Abgemeldet am', 'Soft Bounces'],
    ['Adresse e-mail', 'Nom', 'Statut', 'Désinscrit le', 'Nombre de bounces'],
    ['Correo electrónico', 'Nombre', 'Estado', 'Fecha de baja', 'Bounces'],
    ['Endereço de e-mail', 'Nome', 'Situação', 'Descadastrado em', 'Bounce count'],
    ['メールアドレス', '氏名', 'ステータス', '配信停止日', 'エラー回数'],
    ['البريد الإلكتروني', 'الاسم', 'الحالة', 'تاريخ إلغاء الاشتراك', 'عدد الأخطاء'],
    ['דוא"ל', 'שם', 'סטטוס', 'תאריך הסרה', 'מספר שגיאות'],
    ['Mail', 'First name', 'Subscription status', 'Opt-out date', 'Number of bounces'],
  ].map(
    ([address = '', name = '', state = '', left = '', bounces = '']): Layout => ({
      program: 'csv',
      header: [`@${address}`, name, state, left, bounces],
      row: row([text, stateCell, mark, fc.nat(7)] as const, (who, said, gone, count) => ({
        cells: [who, said.cell, gone.cell, String(count)],
        expected: together(said, gone),
      })),
    }),
  ),
  ...[
    'subscribed',
    'Newsletter consent',
    'Accepts Email Marketing',
    'opt_in',
    'Einwilligung',
    'Consentement',
    '配信許可',
    'موافقة',
    'הסכמה',
  ].map(
    (consent): Layout => ({
      program: 'csv',
      header: ['Name', '@E-Mail', consent, 'Unsubscribed', 'Bounced', 'State', 'Country'],
      row: row(
        [
          text,
          fc.oneof(
            saying('active', oneOf(yesWords)),
            saying('not', oneOf(noWords)),
            saying('not', strangeWord),
            saying('not', oneOf(goneWords)),
          ),
          fc.oneof(
            saying('active', fc.oneof(oneOf(noWords), fc.constant(''))),
            saying('not', oneOf(yesWords)),
            saying('not', oneOf(goneWords)),
          ),
          fc.oneof(
            saying('active', fc.constantFrom('', 'no', '0', 'false')),
            saying('not', fc.constantFrom('yes', 'true', '1', 'hard', '2024-02-03')),
          ),
          stateCell,
        ] as const,
        (name, yes, left, bounced, state) => ({
          cells: [name, yes.cell, left.cell, bounced.cell, state.cell, 'US'],
          expected: together(yes, left, bounced, state),
        }),
      ),
    }),
  ),
];

const written = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  lines: fc.constantFrom('\n', '\r\n'),
  declared: fc.boolean(),
  quoted: fc.boolean(),
  encoding: fc.constantFrom('utf8', 'utf8', 'bom', 'utf16le', 'utf16be') as fc.Arbitrary<'utf8' | 'bom' | 'utf16le' | 'utf16be'>,
  names: fc.boolean(),
});
type Written = typeof written extends fc.Arbitrary<infer Value> ? Value : never;

/** An export in one of the programs' layouts, as some spreadsheet may have saved it; addresses begin with `prefix`. */
export const madeUpExport: fc.Arbitrary<(prefix: string) => MadeUpExport> = fc
  .constantFrom(...layouts)
  .chain((layout) => fc.tuple(fc.constant(layout), fc.array(layout.row, { minLength: 1, maxLength: 14 }), written))
  .map(
    ([layout, rows, how]) =>
      (prefix) =>
        exportOf(layout, rows, how, prefix),
  );

function exportOf(layout: Layout, rows: readonly Row[], how: Written, prefix: string): MadeUpExport {
  const at = Math.max(0, layout.header?.findIndex((name) => name.startsWith('@')) ?? 0);
  const addresses = rows.map((_, index) => `${prefix}.${index}@reader.example`);
  const shown = (address: string) => (layout.header === null && how.names ? `Ada Person <${address}>` : address);
  const lines = rows.map(({ cells }, index) => cells.toSpliced(at, 0, shown(addresses[index] ?? '')));
  const head = layout.header === null ? [] : [layout.header.map((name) => name.replace(/^@/, ''))];
  const csv = stringify([...head, ...lines], { delimiter: how.delimiter, record_delimiter: how.lines, quoted: how.quoted });
  return {
    program: layout.program,
    file: layout.file ?? 'export.csv',
    bytes: encoded(`${how.declared ? `sep=${how.delimiter}${how.lines}` : ''}${csv}`, how.encoding),
    allActive: layout.allActive ?? false,
    state: layout.state ?? null,
    readers: rows.map(({ expected, cells }, index) => ({ address: addresses[index] ?? '', expected, said: cells.join(' ¦ ') })),
  };
}

function encoded(content: string, encoding: Written['encoding']): Buffer {
  if (encoding === 'utf8') return Buffer.from(content);
  if (encoding === 'bom') return Buffer.from(`\ufeff${content}`);
  const little = Buffer.from(`\ufeff${content}`, 'utf16le');
  return encoding === 'utf16le' ? little : little.swap16();
}
