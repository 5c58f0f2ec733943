import type { ReactNode } from 'react';
import {
  dispositionModes,
  feeBases,
  feeModes,
  newDataOwners,
  newDataParties,
  purposes,
  quotaMeasures,
  quotaWindows,
  securityDuties,
  subLicences,
} from '#api/agreements/rules/codes.ts';
import { ownershipShares } from '#api/agreements/rules/shares.ts';
import type { AgreementOut } from '#api/agreements/view.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import { agreements } from '#app/i18n/agreements.ts';
import { dayText, moneyText, numberText, percentText } from '#app/present/format.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Void } from '#app/ui/description-list.tsx';
import { SplitBar } from '#app/ui/split-bar.tsx';
import { ContributionView } from './contribution-view.tsx';
import { GrantedData } from './granted-data.tsx';

/** The terms as they were sent out, to be read and signed. */
export function TermsView({ agreement: a }: { readonly agreement: AgreementOut }) {
  const t = useT(agreements);
  const locale = useLocale();
  const place = usePlace();
  const { terms } = a;
  const term = [terms.term.from, terms.term.to].map((day) => (day === '' ? '' : dayText(day, locale))).join(' – ');
  const comma = t('list_comma');
  const limitText = (name: string, codes: readonly string[], words: string) => {
    const said = codes.length > 0 ? codes.join(comma) : t(words === '' ? 'not_restricted' : 'as_words');
    return `${name}: ${said}${words === '' ? '' : `\n${words}`}`;
  };
  const quotaLines = quotaMeasures.codes.flatMap((measure) =>
    quotaWindows.codes.flatMap((window) => {
      const cap = terms.quota[measure][window];
      if (cap === null) return [];
      const line = t('quota_line', { window: quotaWindows.label(window, locale), n: numberText(cap, locale) });
      return [`${quotaMeasures.label(measure, locale)} ${line}`];
    }),
  );
  return (
    <div className="grid gap-5">
      <Clause title={t('scope')} article="20">
        <Said parts={[terms.scope]} />
      </Clause>
      <Clause title={t('data')} article="20">
        <GrantedData agreement={a} />
      </Clause>
      <Clause title={t('degree')} article="20">
        <Said
          parts={[
            degrees.labelOrCode(terms.degree.code, locale),
            terms.degree.smallest_group === null ? '' : t('smallest_group_said', { n: terms.degree.smallest_group }),
            terms.degree.words,
          ]}
        />
      </Clause>
      <Clause title={t('term')} article="20">
        <Said parts={[term]} />
      </Clause>
      <Clause title={t('use')}>
        <Said
          parts={[
            limitText(
              t('purpose'),
              terms.purpose.codes.map((code) => purposes.label(code, locale)),
              terms.purpose.words,
            ),
            limitText(t('territory'), terms.region.codes.map(place), terms.region.words),
          ]}
        />
      </Clause>
      <Clause title={t('quota')}>
        <Said parts={[quotaLines.length === 0 ? t('unlimited') : '', ...quotaLines]} />
      </Clause>
      <Clause title={t('sublicence')}>
        <Said parts={[subLicences.labelOrCode(terms.sublicence.mode, locale), terms.sublicence.words]} />
      </Clause>
      <Clause title={t('disposition')} article="20">
        <Said
          parts={[
            dispositionModes.labelOrCode(terms.disposition.mode, locale),
            terms.disposition.days === null
              ? ''
              : `${t('disposition_days')} ${terms.disposition.days} ${t('working_days')}`,
            terms.disposition.proof,
            terms.disposition.words,
          ]}
        />
      </Clause>
      <Clause title={t('ownership')} article="20">
        <Said
          parts={[
            newDataOwners.labelOrCode(terms.ownership.owner, locale),
            ownershipShares(terms.ownership)
              .map(({ party, ppm }) => `${newDataParties.labelOrCode(party, locale)} ${percentText(ppm ?? 0)}%`)
              .join(comma),
            terms.ownership.licence_back,
            terms.ownership.words,
          ]}
        />
      </Clause>
      <Clause title={t('shares')} article="21">
        <Shares agreement={a} />
      </Clause>
      {terms.contribution.method !== 'agreed' && (
        <Clause title={t('contribution')} article="21">
          <ContributionView terms={terms} />
        </Clause>
      )}
      <Clause title={t('fee')}>
        <Said
          parts={[
            feeModes.labelOrCode(terms.fee.mode, locale),
            ...terms.fee.amounts.map((one) => `${feeBases.label(one.basis, locale)} ${moneyText(one.amount_fen)}`),
            terms.fee.words,
          ]}
        />
      </Clause>
      <Clause title={t('security')}>
        <Said parts={[...terms.security_codes.map((code) => securityDuties.label(code, locale)), terms.security]} />
      </Clause>
      <Clause title={t('audit')}>
        <Said
          parts={[
            terms.audit.days !== null
              ? t('audit_line', { n: terms.audit.days })
              : terms.audit.words === ''
                ? t('not_agreed')
                : '',
            terms.audit.words,
          ]}
        />
      </Clause>
      {terms.other !== '' && (
        <Clause title={t('other')}>
          <Said parts={[terms.other]} />
        </Clause>
      )}
    </div>
  );
}

function Clause({
  title,
  article,
  children,
}: {
  readonly title: string;
  readonly article?: string;
  readonly children: ReactNode;
}) {
  const t = useT(agreements);
  return (
    <div className="clause">
      <h3>
        {title}
        {article !== undefined && <small>{t('of_article', { article })}</small>}
      </h3>
      {children}
    </div>
  );
}

function Said({ parts }: { readonly parts: readonly string[] }) {
  const said = parts.filter((part) => part.trim() !== '');
  if (said.length === 0) return <Void />;
  return <p className="clause-text">{said.join('\n')}</p>;
}

function Shares({ agreement: a }: { readonly agreement: AgreementOut }) {
  const t = useT(agreements);
  const names: Readonly<Record<string, string>> = {
    treasury: t('share_treasury', { name: a.treasury.name }),
    developer: t('share_developer', { name: a.developer.name }),
    operator: t('share_operator'),
  };
  // Once out, the payees are the named ones of the version; before that, the lines of the draft.
  const lines =
    a.shares.length > 0
      ? a.shares.map((one) => ({
          key: one.party,
          label: one.party === 'operator' ? one.name : names[one.party],
          ppm: one.ppm,
        }))
      : a.terms.shares.flatMap((one) =>
          one.ppm === null ? [] : [{ key: one.party, label: names[one.party], ppm: one.ppm }],
        );
  if (lines.length === 0) return <Void />;
  return <SplitBar label={t('shares')} shares={lines.map((one) => ({ ...one, label: one.label ?? one.key }))} />;
}
