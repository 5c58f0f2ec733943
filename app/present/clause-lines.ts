/** A clause of the terms as lines a reader understands, in the reader's language. Pure. */
import { clauseDiff } from '#api/agreements/rules/clauses.ts';
import {
  contributionMethods,
  dispositionModes,
  feeBases,
  feeModes,
  newDataOwners,
  newDataParties,
  partyKinds,
  purposes,
  quotaMeasures,
  quotaWindows,
  rowOps,
  securityDuties,
  subLicences,
} from '#api/agreements/rules/codes.ts';
import { clauseWord } from '#api/agreements/rules/draft-codes.ts';
import { ownershipShares } from '#api/agreements/rules/shares.ts';
import { agreedRatio, emptyTerms, type Terms } from '#api/agreements/rules/terms.ts';
import type { TermsOut } from '#api/agreements/view.ts';
import { regionName } from '#api/kernel/regions.ts';
import { inLocale, type Locale } from '#api/kernel/words.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import { agreements } from '#app/i18n/agreements.ts';
import { dayText, moneyText, numberText, percentText } from './format.ts';
import { wordsIn } from './words.ts';

const own: Readonly<Record<string, keyof typeof agreements>> = {
  scope: 'scope',
  data: 'data',
  degree: 'degree',
  purpose: 'purpose',
  region: 'territory',
  term: 'term',
  quota: 'quota',
  sublicence: 'sublicence',
  disposition: 'disposition',
  ownership: 'ownership',
  fee: 'fee',
  security: 'security',
  audit: 'audit',
  other: 'other',
  shares: 'shares',
  contribution: 'contribution',
};

/** The heading of a clause; one that is newer than these words is called by its own name. */
export function clauseTitle(clause: string, locale: Locale): string {
  const key = Object.hasOwn(own, clause) ? own[clause] : undefined;
  const title = inLocale(key === undefined ? clauseWord(clause) : agreements[key], locale);
  return title.slice(0, 1).toUpperCase() + title.slice(1);
}

type Value = string | readonly string[] | undefined;

/** Empty where nothing is agreed. */
export function clauseLines(terms: TermsOut, clause: string, locale: Locale): string[] {
  return linesOf(terms, clause, locale).filter((line) => line.trim() !== '');
}

function linesOf(terms: TermsOut, clause: string, locale: Locale): readonly string[] {
  const t = wordsIn(locale, agreements);
  const comma = t('list_comma');
  const shown = (value: Value) => (value === undefined ? '' : typeof value === 'string' ? value : value.join(comma));
  switch (clause) {
    case 'scope':
      return [terms.scope];
    case 'data':
      if (terms.data.length === 0) return [t('data_whole')];
      return terms.data.flatMap(({ dataset, tables }) =>
        tables === null
          ? [`${dataset}: ${t('data_all')}`]
          : tables.map(({ name, columns, filter }) =>
              [
                `${dataset} ${name}: ${columns === null ? t('data_every_column') : columns.join(comma)}`,
                ...filter.map(({ column, op, value }) => `${column} ${rowOps.label(op, locale)} ${shown(value)}`),
              ].join('; '),
            ),
      );
    case 'degree':
      return [
        degrees.labelOrCode(terms.degree.code, locale),
        terms.degree.smallest_group === null ? '' : t('smallest_group_said', { n: terms.degree.smallest_group }),
        terms.degree.words,
      ];
    case 'term':
      return [
        [terms.term.from, terms.term.to].map((day) => (day === '' ? '' : dayText(day, locale))).join(' – '),
      ].filter((line) => line !== ' – ');
    case 'purpose':
      return [terms.purpose.codes.map((code) => purposes.label(code, locale)).join(comma), terms.purpose.words];
    case 'region':
      return [terms.region.codes.map((code) => regionName(code, locale)).join(comma), terms.region.words];
    case 'quota':
      return quotaMeasures.codes.flatMap((measure) =>
        quotaWindows.codes.flatMap((window) => {
          const cap = terms.quota[measure][window];
          if (cap === null) return [];
          const line = t('quota_line', { window: quotaWindows.label(window, locale), n: numberText(cap, locale) });
          return [`${quotaMeasures.label(measure, locale)} ${line}`];
        }),
      );
    case 'sublicence':
      return [subLicences.labelOrCode(terms.sublicence.mode, locale), terms.sublicence.words];
    case 'disposition': {
      const { mode, days, proof, words } = terms.disposition;
      return [
        dispositionModes.labelOrCode(mode, locale),
        days === null ? '' : `${t('disposition_days')} ${days} ${t('working_days')}`,
        proof,
        words,
      ];
    }
    case 'ownership':
      return [
        newDataOwners.labelOrCode(terms.ownership.owner, locale),
        ownershipShares(terms.ownership)
          .map(({ party, ppm }) => `${newDataParties.labelOrCode(party, locale)} ${percentText(ppm ?? 0)}%`)
          .join(comma),
        terms.ownership.licence_back,
        terms.ownership.words,
      ];
    case 'shares':
      return terms.shares.flatMap(({ party, ppm }) =>
        ppm === null ? [] : [`${partyKinds.labelOrCode(party, locale)} ${percentText(ppm)}%`],
      );
    case 'fee':
      return [
        feeModes.labelOrCode(terms.fee.mode, locale),
        ...terms.fee.amounts.map((one) => `${feeBases.label(one.basis, locale)} ${moneyText(one.amount_fen)}`),
        terms.fee.words,
      ];
    case 'security_codes':
      return terms.security_codes.map((code) => securityDuties.label(code, locale));
    case 'security':
      return [terms.security];
    case 'audit':
      return [terms.audit.days === null ? '' : t('audit_line', { n: terms.audit.days }), terms.audit.words];
    case 'other':
      return [terms.other];
    case 'contribution':
      return [
        contributionMethods.labelOrCode(terms.contribution.method, locale),
        ...leaves(clause, { ...terms, contribution: { ...terms.contribution, method: agreedRatio.method } } as Terms),
      ];
    default:
      return leaves(clause, terms as unknown as Terms);
  }
}

/** A clause that has no words of its own yet: what it holds, by name. */
const leaves = (clause: string, terms: Terms): string[] =>
  clauseDiff(clause, emptyTerms, terms).flatMap(({ path, after }) =>
    after === null ? [] : [`${path.slice(clause.length).replace(/^\./, '')}: ${after}`],
  );
