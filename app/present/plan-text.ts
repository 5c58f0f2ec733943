/** A plan in words: its price, and what one gets for it. */
import type { PlanTerms } from '#api/products/rules/plan.ts';
import { plans } from '#app/i18n/plans.ts';
import { numberText, yuanInput } from './format.ts';
import { type Locale, wordsIn } from './words.ts';

type Basis = 'once' | 'month' | 'year' | 'call' | 'row';

/** An amount in yuan without needless decimals. */
const short = (fen: string): string => yuanInput(fen).replace(/\.00$/, '');

export function basisPrice(yuan: string, per: Basis, locale: Locale): string {
  const [whole = '', part] = yuan.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return wordsIn(locale, plans)(`price_${per}`, { yuan: part === undefined ? grouped : `${grouped}.${part}` });
}

export function fromText(from: { readonly yuan: string; readonly per: Basis } | null, many: boolean, locale: Locale) {
  const t = wordsIn(locale, plans);
  if (from === null) return t('free');
  const price = basisPrice(from.yuan, from.per, locale);
  return many ? t('from', { price }) : price;
}

export function priceText(terms: PlanTerms, locale: Locale): string {
  const t = wordsIn(locale, plans);
  if (terms.kind === 'free') return t('free');
  if (terms.kind === 'metered') {
    const [first] = terms.tiers;
    const price = basisPrice(first?.rate_yuan ?? '0', terms.unit, locale);
    return terms.tiers.length > 1 ? t('from', { price }) : price;
  }
  if (terms.amount_fen === '0') return t('free');
  return basisPrice(short(terms.amount_fen), terms.kind === 'period' ? terms.unit : 'once', locale);
}

/** What is agreed beside the price, line by line. */
export function termLines(terms: PlanTerms, locale: Locale): string[] {
  const t = wordsIn(locale, plans);
  const n = (value: number) => numberText(value, locale);
  const lines: string[] = [];
  if (terms.kind === 'pack') lines.push(t('terms_pack', { calls: n(terms.calls), days: n(terms.days) }));
  else if (terms.kind === 'period') lines.push(t(`terms_${terms.unit}`));
  else lines.push(t(`terms_${terms.kind}`));
  if (terms.kind === 'metered') {
    const unit = t(terms.unit === 'call' ? 'unit_calls' : 'unit_rows');
    for (const { up_to, rate_yuan } of terms.tiers) {
      const price = basisPrice(rate_yuan, terms.unit, locale);
      if (up_to !== null) lines.push(t('tier_to', { to: n(up_to), unit, price }));
      else if (terms.tiers.length > 1) lines.push(t('tier_rest', { price }));
    }
  }
  if ('calls_per_month' in terms && terms.calls_per_month !== null)
    lines.push(t('per_month', { calls: n(terms.calls_per_month) }));
  const { trial } = terms;
  if (trial !== null) {
    const given = { calls: n(trial.calls), days: n(trial.days) };
    lines.push(trial.rows === null ? t('trial_is', given) : t('trial_rows', { ...given, rows: n(trial.rows) }));
  }
  return lines;
}
