import { defineCodes } from '#api/kernel/words.ts';

/** What a harvested record does not say of itself. */
export const unstated = defineCodes({ unknown: ['未注明', 'Not stated'] });

/** Where a record comes from, beside the portals that are harvested, which have names of their own. */
export const sources = defineCodes({ own: ['本平台', 'This portal'] });
