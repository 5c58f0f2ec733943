/**
 * Words in two languages. A namespace is a plain object of pairs in app/i18n; `useT(namespace)` takes the object itself, so a
 * new namespace needs no registration and travels only with the pages that use it. Interpolation (`{{name}}`) and English
 * plurals (`key_one`, `key_other`) are i18next's; the names a sentence needs are checked by the compiler.
 */
import { createInstance, type i18n as I18n, type InitOptions } from 'i18next';
import { useContext } from 'react';
import { I18nContext } from 'react-i18next';
import type { Words } from '#api/kernel/words.ts';

export type Locale = 'zh' | 'en';
export type Pair = readonly [zh: string, en: string];

type Base<K> = K extends `${infer B}_one` | `${infer B}_other` ? B : K;
/** The keys of a namespace; the two plural forms count as one key. */
export type WordKey<W extends Words> = Base<keyof W & string>;
type Names<S> = S extends `${string}{{${infer N}}}${infer R}` ? N | Names<R> : never;
type Forms<W extends Words, K extends string> = W[keyof W & (K | `${K}_one` | `${K}_other`)][number];
type Plural<W extends Words, K extends string> = `${K}_other` extends keyof W ? 'count' : never;
type Values<W extends Words, K extends string> = Names<Forms<W, K>> | Plural<W, K>;

/** Says a sentence of the namespace in the reader's language. */
export type T<W extends Words> = <K extends WordKey<W>>(
  key: K,
  ...values: [Values<W, K>] extends [never] ? [] : [Readonly<Record<Values<W, K>, string | number>>]
) => string;

export function i18nextOptions(locale: Locale): InitOptions {
  return {
    lng: locale,
    fallbackLng: false,
    supportedLngs: ['zh', 'en'],
    resources: {},
    ns: [],
    defaultNS: false,
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false }, // React escapes
  };
}

interface Bundle {
  readonly name: string;
  readonly zh: Readonly<Record<string, string>>;
  readonly en: Readonly<Record<string, string>>;
}
const bundles = new WeakMap<Words, Bundle>();
let count = 0;

function bundleOf(words: Words): Bundle {
  const known = bundles.get(words);
  if (known !== undefined) return known;
  const side = (at: 0 | 1) => Object.fromEntries(Object.entries(words).map(([key, pair]) => [key, pair[at]]));
  count += 1;
  const made: Bundle = { name: `ns${count}`, zh: side(0), en: side(1) };
  bundles.set(words, made);
  return made;
}

function bind<W extends Words>(i18n: I18n, words: W): T<W> {
  const bundle = bundleOf(words);
  const locale = localeOf(i18n);
  if (!i18n.hasResourceBundle(locale, bundle.name)) i18n.addResourceBundle(locale, bundle.name, bundle[locale]);
  const side = bundle[locale];
  return (key, ...given) => {
    const values = given[0] as Readonly<Record<string, string | number>> | undefined;
    const sentence = side[key];
    // A page says hundreds of sentences, and most only put values into them: i18next is asked where a plural has to be chosen.
    if (sentence !== undefined && values?.count === undefined && !sentence.includes('$t('))
      return values === undefined
        ? sentence
        : sentence.replace(places, (_, name: string) => String(values[name] ?? ''));
    return i18n.t(key, { ns: bundle.name, ...values });
  };
}

const places = /\{\{(\w+)\}\}/g;

function localeOf(i18n: I18n): Locale {
  return i18n.language === 'en' ? 'en' : 'zh';
}

function useI18n(): I18n {
  const context = useContext(I18nContext);
  if (context === undefined || context === null) throw new Error('no I18nextProvider above');
  return context.i18n;
}

export function useT<const W extends Words>(words: W): T<W> {
  return wordsIn(localeOf(useI18n()), words);
}

export function useLocale(): Locale {
  return localeOf(useI18n());
}

/** Picks the reader's side of a record that carries both languages (refusals, code lists, faults). */
export function useSide(): (both: { readonly zh: string; readonly en: string } | Pair) => string {
  const locale = useLocale();
  return (both) => ('zh' in both ? both[locale] : both[locale === 'zh' ? 0 : 1]);
}

interface Fixed {
  readonly i18n: I18n;
  readonly bound: WeakMap<Words, T<Words>>;
}
const fixed = new Map<Locale, Fixed>();

function fixedIn(locale: Locale): Fixed {
  const known = fixed.get(locale);
  if (known !== undefined) return known;
  const i18n = createInstance();
  i18n.init(i18nextOptions(locale));
  const made: Fixed = { i18n, bound: new WeakMap() };
  fixed.set(locale, made);
  return made;
}

/** The same words outside a component: loaders, charts, files, tests. Bound once a language: a page asks for them hundreds of times. */
export function wordsIn<const W extends Words>(locale: Locale, words: W): T<W> {
  const { i18n, bound } = fixedIn(locale);
  const known = bound.get(words);
  if (known !== undefined) return known as unknown as T<W>;
  const made = bind(i18n, words);
  bound.set(words, made as unknown as T<Words>);
  return made;
}
