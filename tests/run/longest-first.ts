import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They wait or work longest, which vitest cannot tell by their size when it has not seen them run before. */
const longest = [
  'doors/desk/edition/desk-shaping',
  'app/over-the-wire',
  'press/editing/approval',
  'doors/desk/desk-browser',
  'doors/desk/desk-journeys',
  'crash/workers',
  'press/mailing/deliver-edition',
  'emails/accessibility/broadsheet',
  'emails/accessibility/bulletin',
  'emails/accessibility/magazine',
  'emails/accessibility/briefing',
  'emails/accessibility/minimal',
  'emails/accessibility/wire',
  'emails/accessibility/classic',
  'io/store/postgres-store',
  'io/store/sqlite-store',
  'press/oversight/watching-over',
  'crash/crash',
  'crash/sink-faults',
].map((name) => `/tests/${name}.test.ts`);

/** Starts the longest files first, so that the workers of a run end together. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = (file: TestSpecification) => {
      const found = longest.findIndex((name) => file.moduleId.endsWith(name));
      return found === -1 ? longest.length : found;
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}
