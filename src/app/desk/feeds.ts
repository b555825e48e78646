/** The composition root's part for the desk: feeds and how they are doing, articles added by their address. */
import type { DeskSource } from '../../doors/desk/desk-source.ts';
import { draftPage, keepPage, sourcesStanding } from '../open/sources.ts';
import type { DeskConfig } from './resolve-preview.ts';

export const deskFeeds = (live: DeskConfig): Pick<DeskSource, 'feeds' | 'lookAtPage' | 'keepPage'> => ({
  feeds: () => sourcesStanding(live.config()),
  lookAtPage: (address) => draftPage(live.config(), address, { topics: [], quality: null }),
  async keepPage(address, wishes) {
    const config = live.config();
    return await keepPage(config, await draftPage(config, address, wishes));
  },
});
