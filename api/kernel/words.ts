/** Words in the two languages of the house, always in pairs so that neither can be forgotten. */
export type Locale = 'zh' | 'en';
export type Word = readonly [zh: string, en: string];
/** A table of words or sentences; `as const satisfies Words` keeps its keys typed. */
export type Words = Readonly<Record<string, Word>>;

export function inLocale(word: Word, locale: Locale): string {
  return locale === 'zh' ? word[0] : word[1];
}

export interface CodeList<K extends string> {
  /** The codes in order of declaration; codes that look like whole numbers come first, ascending. Fits `z.enum`. */
  readonly codes: readonly [K, ...K[]];
  readonly words: Readonly<Record<K, Word>>;
  is(value: unknown): value is K;
  label(code: K, locale: Locale): string;
  /** For codes read from old records or outside files: the label, or the code itself when it is unknown. */
  labelOrCode(code: string, locale: Locale): string;
}

/** The union of a list's codes: `type Share = CodeOf<typeof shareTypes>`. */
export type CodeOf<L> = L extends CodeList<infer K> ? K : never;

/** Declares a code list, e.g. `defineCodes({ '1': ['无条件共享', 'Shared unconditionally'] })`. */
export function defineCodes<const T extends Words>(words: T): CodeList<keyof T & string> {
  type K = keyof T & string;
  const [first, ...rest] = Object.keys(words) as K[];
  if (first === undefined) throw new RangeError('a code list needs at least one code');
  const is = (value: unknown): value is K => typeof value === 'string' && Object.hasOwn(words, value);
  const label = (code: K, locale: Locale): string => inLocale(words[code] as Word, locale);
  return {
    codes: [first, ...rest],
    words,
    is,
    label,
    labelOrCode: (code, locale) => (is(code) ? label(code, locale) : code),
  };
}
