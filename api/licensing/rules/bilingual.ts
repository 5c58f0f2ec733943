import type { RefusalParams } from '#api/kernel/refusal.ts';

/** A pair of words as the params of a refusal: `name` in Chinese, `name_en` in English. */
export function bilingual(name: string, words: readonly [zh: string, en: string]): RefusalParams {
  return { [name]: words[0], [`${name}_en`]: words[1] };
}
