/**
 * The steps from a reader's topics to a finished message, each done for a thousand readers of the sealed newsroom in argv[2] (a config
 * file). Prints the microseconds of CPU a reader of the fastest of many rounds, as JSON.
 */
import { slot } from '../corpus/synthetic-corpus.ts';

// As it is installed: compiled.
const compiled = <Module>(path: string): Promise<Module> => import(new URL(`../../dist/src/${path}`, import.meta.url).href);
const { loadConfig } = await compiled<typeof import('../../src/config/load-config.ts')>('config/load-config.js');
const { openStore } = await compiled<typeof import('../../src/io/store/open-store.ts')>('io/store/open-store.js');
const { inputsOf, sealOf } = await compiled<typeof import('../../src/press/sealing/sealed-inputs.ts')>('press/sealing/sealed-inputs.js');
const { selectEdition } = await compiled<typeof import('../../src/press/planning/select-edition.ts')>('press/planning/select-edition.js');
const { readersChoice } = await compiled<typeof import('../../src/press/sealing/reader-choice.ts')>('press/sealing/reader-choice.js');
const { profileCodec } = await compiled<typeof import('../../src/press/sealing/packed-profile.ts')>('press/sealing/packed-profile.js');
const { CompiledEdition } = await compiled<typeof import('../../src/composition/blocks/compiled-edition.ts')>(
  'composition/blocks/compiled-edition.js',
);
const { layoutWhole } = await compiled<typeof import('../../src/composition/blocks/size-budget.ts')>('composition/blocks/size-budget.js');
const { layoutCodec, layoutTable } = await compiled<typeof import('../../src/composition/views/packed-layout.ts')>(
  'composition/views/packed-layout.js',
);
const { fingerprintOf } = await compiled<typeof import('../../src/press/composing/compose-digests.ts')>(
  'press/composing/compose-digests.js',
);
const { editionMessages, editionSizeBound, editionSizes } = await compiled<
  typeof import('../../src/io/mail/message/edition-messages.ts')
>('io/mail/message/edition-messages.js');

const rounds = 25;
const [newsletter] = (await loadConfig({ file: process.argv[2] })).newsletters;
const store = await openStore(process.env.DATABASE_URL ?? '');
const edition = newsletter && (await store.findEdition(newsletter.id, slot));
const sealed = edition && (await store.sealedEdition(edition.id));
if (!newsletter || !edition || !sealed) throw new Error('the newsroom has no sealed edition');
const { articles, request } = inputsOf(await sealOf({ store }, edition), newsletter.hooks);
const choose = readersChoice(newsletter, selectEdition(articles, request));
const blocks = CompiledEdition.parse(JSON.parse(sealed.compiled));
const layouts = layoutCodec(layoutTable(sealed.told));
const profiles = profileCodec(sealed.told?.topics ?? []);
const readers = (await store.digests(edition.id, 0, 1_000)).map(({ profile }) => profiles.unpack(profile ?? ''));
const from = { name: 'The Weekly Bench', address: 'editors@courant.example' };
const messages = editionMessages(blocks, { from, replyTo: null, headers: [], date: slot, boundarySeed: 'bench' });
const [sizeOf, boundOf] = [editionSizes(blocks), editionSizeBound(blocks)];
const slots = { unsubscribe: 'u'.repeat(40), preferences: 'p'.repeat(40), view: 'v'.repeat(40) };
const reader = { to: 'reader@reader.example', messageId: '<1@courant.example>', slots };
const memory = Buffer.alloc(400_000);

const steps: Record<string, number> = {};
/** One step of one round, done for each of those given. */
function timed<Given, Made>(step: string, given: readonly Given[], work: (one: Given) => Made): readonly Made[] {
  const began = process.cpuUsage();
  const made = given.map(work);
  const { user, system } = process.cpuUsage(began);
  steps[step] = Math.min(steps[step] ?? Number.POSITIVE_INFINITY, (user + system) / given.length);
  return made;
}
for (let round = 0; round < rounds; round++) {
  const digests = timed('chosen', readers, ({ topics }) => choose(topics, []));
  const laid = timed('laid out', digests, (digest) => layoutWhole(blocks, digest));
  timed('bound of its size', laid, boundOf);
  timed('size to the byte, where the bound does not do', laid, sizeOf);
  timed('fingerprint', laid, fingerprintOf);
  const packed = timed('packed for the store', laid, (layout) => layouts.pack(layout));
  const read = timed('read from the store', packed, (text) => layouts.unpack(text));
  const made = timed('list of its blocks', read, (layout) => messages(layout));
  timed('written as a message', made, (personalise) => personalise(reader, memory).length);
}
await store.close();
process.stdout.write(JSON.stringify({ steps }));
process.exit();
