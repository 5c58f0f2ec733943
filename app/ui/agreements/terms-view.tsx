import type { ReactNode } from 'react';
import { dispositionModes, feeModes, newDataOwners } from '#api/agreements/rules/codes.ts';
import type { AgreementOut } from '#api/agreements/view.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import { agreements } from '#app/i18n/agreements.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Void } from '#app/ui/description-list.tsx';
import { SplitBar } from '#app/ui/split-bar.tsx';

/** The terms as they were sent out, to be read and signed. */
export function TermsView({ agreement: a }: { readonly agreement: AgreementOut }) {
  const t = useT(agreements);
  const locale = useLocale();
  const { terms } = a;
  const term = [terms.term.from, terms.term.to].map((day) => (day === '' ? '' : dayText(day, locale))).join(' – ');
  return (
    <div className="grid gap-5">
      <Clause title={t('scope')} article="20">
        <Said parts={[terms.scope]} />
      </Clause>
      <Clause title={t('degree')} article="20">
        <Said parts={[degrees.labelOrCode(terms.degree.code, locale), terms.degree.words]} />
      </Clause>
      <Clause title={t('term')} article="20">
        <Said parts={[term]} />
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
            terms.ownership.developer_percent === null
              ? ''
              : `${t('developer_percent')} ${terms.ownership.developer_percent}%`,
            terms.ownership.licence_back,
            terms.ownership.words,
          ]}
        />
      </Clause>
      <Clause title={t('shares')} article="21">
        <Shares agreement={a} />
      </Clause>
      <Clause title={t('fee')}>
        <Said parts={[feeModes.labelOrCode(terms.fee.mode, locale), terms.fee.words]} />
      </Clause>
      <Clause title={t('security')}>
        <Said parts={[terms.security]} />
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
