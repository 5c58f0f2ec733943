import { Link } from 'react-router';
import { clauseMarks } from '#api/agreements/rules/draft-codes.ts';
import type { TemplateLine, TemplateOut } from '#api/agreements/template-view.ts';
import type { Services } from '#api/services.ts';
import { agreementTemplates } from '#app/i18n/agreement-templates.ts';
import { clauseTitle } from '#app/present/clause-lines.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { ClauseChanges } from './clause-change.tsx';

type Days = Pick<TemplateLine, 'state' | 'in_force' | 'in_force_from' | 'in_force_to'>;

export function TemplateState({ of }: { readonly of: Days }) {
  const t = useT(agreementTemplates);
  if (of.state === 'draft') return <StateDot tone="open">{t('drafting')}</StateDot>;
  if (of.state === 'discarded') return <StateDot tone="off">{t('discarded')}</StateDot>;
  if (of.in_force) return <StateDot tone="done">{t('in_force')}</StateDot>;
  // Without a day on which it ended, what is not in use yet is to come.
  return of.in_force_to === null ? (
    <StateDot tone="wait">{t('upcoming')}</StateDot>
  ) : (
    <StateDot tone="off">{t('retired')}</StateDot>
  );
}

export function TemplateDays({ of }: { readonly of: Days }) {
  const t = useT(agreementTemplates);
  const locale = useLocale();
  if (of.in_force_from === null) return null;
  const from = dayText(of.in_force_from, locale);
  return of.in_force_to === null ? t('from_on', { from }) : t('from_to', { from, to: dayText(of.in_force_to, locale) });
}

type Version = TemplateOut['versions'][number];

export function TemplateVersions({
  versions,
  href,
  changes,
}: {
  readonly versions: readonly Version[];
  readonly href: (version: Version) => string;
  /** Address of what changed since the version before it. */
  readonly changes: (version: Version, before: Version) => string;
}) {
  const t = useT(agreementTemplates);
  const columns: readonly Column<Version>[] = [
    {
      key: 'version',
      head: t('version'),
      kind: 'fixed',
      cell: (row) => <Link to={href(row)}>{t('version_n', { n: row.version })}</Link>,
    },
    { key: 'state', head: t('state'), kind: 'fixed', cell: (row) => <TemplateState of={row} /> },
    { key: 'days', head: t('days'), cell: (row) => <TemplateDays of={row} /> },
    {
      key: 'published',
      head: t('published_at'),
      kind: 'fixed',
      cell: (row) => (row.published_at === null ? null : <DateText instant={row.published_at} />),
    },
    { key: 'uses', head: t('uses'), kind: 'number', cell: (row) => row.uses },
    {
      key: 'changes',
      head: t('show_changes'),
      cell: (row) => {
        const before = versions.find((one) => one.version < row.version);
        return before === undefined ? null : (
          <Link to={changes(row, before)}>{t('changes', { n: before.version })}</Link>
        );
      },
    },
  ];
  return <DataTable caption={t('versions')} captionHidden columns={columns} rows={versions} rowKey={(row) => row.id} />;
}

type Comparison = Awaited<ReturnType<Services['agreements']['compareTemplates']>>;

export function TemplateChanges({ compared: c }: { readonly compared: Comparison }) {
  const t = useT(agreementTemplates);
  const side = useSide();
  const locale = useLocale();
  const word = (mark: string) => (clauseMarks.is(mark) ? side(clauseMarks.words[mark]) : mark);
  return (
    <>
      {c.marks.length > 0 && (
        <ul>
          {c.marks.map((one) => (
            <li key={one.clause}>
              {t('mark_changed', {
                clause: clauseTitle(one.clause, locale),
                before: word(one.before),
                after: word(one.after),
              })}
            </li>
          ))}
        </ul>
      )}
      {(c.clauses.length > 0 || c.marks.length === 0) && (
        <ClauseChanges clauses={c.clauses} before={c.before} after={c.after} none={t('changes_none')} />
      )}
    </>
  );
}
