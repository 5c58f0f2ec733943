import { regionName } from '#api/kernel/regions.ts';
import { useRootData } from './root-data.ts';
import { useLocale } from './words.ts';

/** Says the name of a region; counties by their names in the tree, and a code that nobody knows as itself. */
export function usePlace(): (code: string) => string {
  const locale = useLocale();
  const { places } = useRootData();
  return (code) => {
    const found = places.find((one) => one.code === code);
    if (found === undefined) return regionName(code, locale);
    return locale === 'en' ? found.name_en : found.name;
  };
}
