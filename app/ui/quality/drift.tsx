import { Link } from 'react-router';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import type { Drift } from '#api/datasets/rules/drift.ts';
import type { VersionOut } from '#api/datasets/show.ts';
import type { ImpactOut } from '#api/overview/impact.ts';
import { quality as words } from '#app/i18n/quality.ts';
import { paths } from '#app/paths.ts';
import { namesText } from '#app/present/dataset-text.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { ConfirmButton } from '../confirm-button.tsx';
import { Given } from '../dataset/given.tsx';
import { DateText } from '../date-text.tsx';
import { DescriptionList } from '../description-list.tsx';
import { Form } from '../form.tsx';
import { Notice } from '../notice.tsx';
import { Section } from '../section.tsx';
import { TextArea } from '../text-area.tsx';

/** What is not as it was, kind by kind; nothing where nothing is. */
export function DriftList({ drift }: { readonly drift: Drift }) {
  const t = useT(words);
  const locale = useLocale();
  const several = drift.tables.added.length + drift.tables.removed.length > 0;
  const named = (one: { readonly table: string }, name: string) => (several ? `${one.table}/${name}` : name);
  const typed = (one: { readonly table: string; readonly name: string; readonly type: string }) =>
    `${named(one, one.name)} (${columnTypes.labelOrCode(one.type, locale)})`;
  const facts = (
    [
      ['d_table_added', drift.tables.added],
      ['d_table_removed', drift.tables.removed],
      ['d_added', drift.added.map(typed)],
      ['d_removed', drift.removed.map(typed)],
      ['d_renamed', drift.renamed.map((one) => `${named(one, one.from)} → ${one.to}`)],
      [
        'd_retyped',
        drift.retyped.map(
          (one) =>
            `${named(one, one.name)}: ${columnTypes.labelOrCode(one.from, locale)} → ${columnTypes.labelOrCode(one.to, locale)}`,
        ),
      ],
    ] as const
  ).filter(([, list]) => list.length > 0);
  return (
    <DescriptionList
      facts={facts.map(([key, list]) => ({ term: t(key), key, value: <Given>{namesText(list, locale, 40)}</Given> }))}
    />
  );
}

interface Props {
  readonly version: VersionOut;
  readonly impact: ImpactOut | null;
  readonly action: string;
}

export function DriftSection({ version, impact, action }: Props) {
  const t = useT(words);
  const { drift, drift_accepted: accepted, may } = version;
  if (drift === null) return null;
  const open = accepted === null && version.state === 'ready';
  return (
    <Section id="drift" title={t(open ? 'drift' : 'drift_accepted')} lead={t('drift_lead', { from: drift.from })}>
      <div className="stack">
        <DriftList drift={drift} />
        {impact !== null && <Impact impact={impact} />}
        {accepted !== null && (
          <Notice tone="success">
            <p>
              <Given>{t('accepted_by', { who: accepted.by ?? '—', reason: accepted.reason })}</Given>{' '}
              <DateText instant={accepted.at} />
            </p>
          </Notice>
        )}
        {may.accept && (
          <Form name="drift" action={action}>
            <TextArea name="reason" label={t('reason')} help={t('reason_help')} rows={2} limit={1000} />
            <div className="actions">
              <ConfirmButton
                name="intent"
                value="accept"
                title={t('accept_title', { n: version.number })}
                consequence={t('accept_text')}
              >
                {t('accept')}
              </ConfirmButton>
            </div>
          </Form>
        )}
      </div>
    </Section>
  );
}

function Impact({ impact }: { readonly impact: ImpactOut }) {
  const t = useT(words);
  const locale = useLocale();
  const names = (columns: readonly string[]) => namesText(columns, locale, 20);
  const none = impact.views.length + impact.agreements.length + impact.rules.length === 0;
  return (
    <div>
      <h3>{t('impact')}</h3>
      {none && <p className="help">{t('impact_none')}</p>}
      <ul>
        {impact.views.map((one) => (
          <li key={one.id}>
            <Link to={paths.view(one.id)}>
              <Given>{t('i_view', { title: one.title, columns: names(one.columns) })}</Given>
            </Link>
          </li>
        ))}
        {impact.agreements.map((one) => (
          <li key={one.id}>
            <Link to={paths.agreement(one.id)}>
              <Given>{`${t('i_agreement', { no: one.no, party: one.party })}${
                one.columns.length === 0 ? '' : t('i_agreement_names', { columns: names(one.columns) })
              }`}</Given>
            </Link>
          </li>
        ))}
        {impact.rules.map((one) => (
          <li key={`${one.code}-${one.column}`}>
            <Link to={paths.dataset(one.code)}>
              <Given>{t('i_rule', one)}</Given>
            </Link>
          </li>
        ))}
        {impact.subscriptions > 0 && <li>{t('i_subscriptions', { n: impact.subscriptions })}</li>}
      </ul>
    </div>
  );
}
