import { Form } from 'react-router';
import type { ChangesOut } from '#api/datasets/changes.ts';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import { changes as words } from '#app/i18n/changes.ts';
import { paths, withQuery } from '#app/paths.ts';
import { versionPath } from '#app/present/dataset-links.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '../button.tsx';
import { DataTable } from '../data-table.tsx';
import { Empty } from '../empty.tsx';
import { Notice } from '../notice.tsx';
import { PageHeader } from '../page-header.tsx';
import { Section } from '../section.tsx';
import { ChangedRows } from './changed-rows.tsx';

export interface ShownChanges {
  readonly code: string;
  readonly title: string;
  /** Empty where the dataset has none. */
  readonly titleEn: string;
  readonly versions: readonly number[];
  readonly to: number;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly query: {
    readonly from?: number | undefined;
    readonly table?: string | undefined;
    readonly key: readonly string[];
    readonly offset: number;
    readonly limit: number;
  };
  readonly answer: ChangesOut | null;
  readonly refusal: { readonly code: string; readonly zh: string; readonly en: string } | null;
}

export const changesPath = (code: string, to: number): string => `${versionPath(code, to)}/changes`;

export function ChangesPage({ shown }: { readonly shown: ShownChanges }) {
  const t = useT(words);
  const side = useSide();
  const { code, answer, refusal, to } = shown;
  const title = useLocale() === 'en' && shown.titleEn !== '' ? shown.titleEn : shown.title;
  const alone = refusal?.code === 'datasets.nothing_before';
  return (
    <>
      <PageHeader
        title={t('title', { title })}
        breadcrumb={[{ label: title, to: paths.dataset(code) }]}
        lead={<p>{answer === null ? t('lead') : t('versions', { from: answer.from, to: answer.to })}</p>}
      />
      {alone ? (
        <Empty title={t('first')}>
          <p>{t('first_text')}</p>
          <LinkButton look="plain" to={paths.dataset(code)}>
            {t('back')}
          </LinkButton>
        </Empty>
      ) : (
        <>
          {refusal !== null && <Notice tone="refusal">{side(refusal)}</Notice>}
          <Chooser shown={shown} to={to} />
          {answer !== null && <Answer shown={shown} answer={answer} />}
        </>
      )}
    </>
  );
}

function Chooser({ shown, to }: { readonly shown: ShownChanges; readonly to: number }) {
  const t = useT(words);
  const { code, versions, answer, query } = shown;
  const names = (answer?.shown ?? []).map((one) => one.name);
  const from = answer?.from ?? query.from ?? versions.find((one) => one < to);
  return (
    <Form method="get" action={changesPath(code, to)} className="form mb-8" data-inline preventScrollReset>
      <div className="field">
        <label htmlFor="changes-from">{t('from')}</label>
        <select className="input" id="changes-from" name="from" defaultValue={from} key={from}>
          {versions
            .filter((one) => one !== to)
            .map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor="changes-key">{t('key')}</label>
        <select
          className="input"
          id="changes-key"
          name="key"
          defaultValue={query.key[0] ?? ''}
          aria-describedby="changes-key-help"
        >
          <option value="">{t('key_auto')}</option>
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <p className="help" id="changes-key-help">
          {t('key_help')}
        </p>
      </div>
      {query.table !== undefined && <input type="hidden" name="table" value={query.table} />}
      <Button look="plain">{t('compare')}</Button>
    </Form>
  );
}

function Answer({ shown, answer }: { readonly shown: ShownChanges; readonly answer: ChangesOut }) {
  const t = useT(words);
  const locale = useLocale();
  const { added, removed, changed, unchanged, columns } = answer;
  const n = (count: number) => numberText(count, locale);
  const same =
    added + removed + (changed ?? 0) + columns.added.length + columns.dropped.length + columns.retyped.length === 0;
  const href = (query: Readonly<Record<string, string | number | readonly string[] | undefined>>) =>
    withQuery(changesPath(shown.code, answer.to), {
      from: shown.query.from,
      table: shown.query.table,
      key: shown.query.key[0],
      ...query,
    });
  return (
    <>
      <Section title={t('summary')}>
        <dl className="figures">
          {(
            [
              ['added', added],
              ['removed', removed],
              ['changed', changed],
              ['unchanged', unchanged],
            ] as const
          ).map(([name, count]) =>
            count === null ? null : (
              <div key={name}>
                <dt>{t(name)}</dt>
                <dd>{t('rows_n', { n: n(count) })}</dd>
              </div>
            ),
          )}
        </dl>
        <p className="mt-4">{t('rows_total', { before: n(answer.rows_before), after: n(answer.rows_after) })}</p>
        <p>{answer.key === null ? t('no_key') : t('by_key', { key: answer.key.join(' + ') })}</p>
        {same && <p>{t('identical')}</p>}
      </Section>
      <Section title={t('columns')}>
        <ColumnChanges answer={answer} />
      </Section>
      {!same && (
        <Section id="rows" title={t('rows')}>
          <ChangedRows shown={shown} answer={answer} href={href} />
        </Section>
      )}
    </>
  );
}

function ColumnChanges({ answer }: { readonly answer: ChangesOut }) {
  const t = useT(words);
  const locale = useLocale();
  const type = (code: string) => columnTypes.labelOrCode(code, locale);
  const rows = [
    ...answer.columns.added.map((one) => ({ name: one.name, what: t('column_added', { type: type(one.type) }) })),
    ...answer.columns.dropped.map((one) => ({ name: one.name, what: t('column_dropped', { type: type(one.type) }) })),
    ...answer.columns.retyped.map((one) => ({
      name: one.name,
      what: t('column_retyped', { from: type(one.from), to: type(one.to) }),
    })),
    ...answer.changed_columns.map((one) => ({
      name: one.name,
      what: t('column_values', { n: numberText(one.count, locale) }),
    })),
  ];
  return (
    <DataTable
      caption={t('columns')}
      captionHidden
      rows={rows}
      rowKey={(one) => `${one.name} ${one.what}`}
      empty={<p>{t('columns_same')}</p>}
      columns={[
        { key: 'column', head: t('column'), cell: (one) => one.name },
        { key: 'what', head: t('what'), cell: (one) => one.what },
      ]}
    />
  );
}
