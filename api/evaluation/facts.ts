/** The indicators' queries: every one answers rows, and figures are sums of rows (Article 5; brief 2.7). */
import { catalogueQueries } from './facts-catalogue.ts';
import { dutiesQueries } from './facts-duties.ts';
import type { Query } from './facts-known.ts';
import { licensingQueries } from './facts-licensing.ts';
import { openingQueries } from './facts-opening.ts';
import { sharingQueries } from './facts-sharing.ts';
import { usesQueries } from './facts-uses.ts';
import type { LibraryCode } from './rules/library.ts';

export const queries: Readonly<Record<LibraryCode, Query>> = {
  ...catalogueQueries,
  ...sharingQueries,
  ...openingQueries,
  ...licensingQueries,
  ...dutiesQueries,
  ...usesQueries,
};
