import { cityCodes, provinceCode } from '#api/kernel/regions.ts';

/** Regions below one that are judged; the platform holds the cities of its province. */
export const regionsBelow = (regionCode: string): readonly string[] => (regionCode === provinceCode ? cityCodes : []);
