import type { Route } from '../route.ts';
import { articleRoutes } from './articles.ts';
import { editionRoutes } from './editions.ts';
import { newsletterRoutes } from './newsletters.ts';
import { overrideRoutes } from './overrides.ts';
import { readerRoutes } from './readers.ts';

/** Everything the API can do. */
export const allRoutes: readonly Route[] = [...readerRoutes, ...newsletterRoutes, ...editionRoutes, ...articleRoutes, ...overrideRoutes];
