import { treatmentActions } from '#api/datasets/rules/codes.ts';
import type { VersionOut } from '#api/datasets/show.ts';
import { personalKinds } from '#api/kernel/personal-kinds.ts';
import { datasets } from '#app/i18n/datasets.ts';
import { numberText, percentText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Form } from '#app/ui/form.tsx';
import { Mixed } from '#app/ui/mixed.tsx';
import { Notice } from '#app/ui/notice.tsx';

type Version = Pick<VersionOut, 'findings' | 'treatments' | 'state' | 'untreated' | 'fault' | 'tables'>;

/** With its table where there are several. */
function columnName({ tables }: Version, { table, column }: { readonly table: number; readonly column: string }) {
  const of = tables.find((one) => one.number === table);
  return tables.length < 2 || of === undefined ? column : `${of.origin ?? of.name}/${column}`;
}

/** What the privacy check found, with masked examples, and how it stands. */
export function Findings({ version }: { readonly version: Version }) {
  const t = useT(datasets);
  const side = useSide();
  const locale = useLocale();
  const done = version.state === 'ready' || version.state === 'published';
  return (
    <>
      {version.untreated.length > 0 && (
        <Notice tone="refusal">{t('gate_held', { columns: version.untreated.join('、') })}</Notice>
      )}
      {version.state === 'held' && version.fault !== null && (
        <Notice tone="refusal" title={t('still')}>
          {side(version.fault)}
        </Notice>
      )}
      {done && <Notice tone="success">{version.treatments.length > 0 ? t('gate_done') : t('gate_clear')}</Notice>}
      {version.findings.length > 0 && (
        <DataTable
          caption={t('gate')}
          captionHidden
          rows={version.findings}
          rowKey={(one) => `${one.table}-${one.column}-${one.kind}`}
          columns={[
            { key: 'column', head: t('column'), cell: (one) => <Mixed>{columnName(version, one)}</Mixed> },
            { key: 'kind', head: t('kind'), kind: 'fixed', cell: (one) => side(personalKinds.words[one.kind]) },
            { key: 'hits', head: t('hits'), kind: 'number', cell: (one) => numberText(one.hits, locale) },
            {
              key: 'ratio',
              head: t('ratio'),
              unit: '%',
              kind: 'number',
              cell: (one) => percentText(Math.round(one.ratio * 1_000_000)),
            },
            { key: 'examples', head: t('examples'), cell: (one) => one.examples.join('  ') },
            { key: 'weight', head: t('weight'), kind: 'fixed', cell: (one) => (one.blocks ? t('blocks') : t('notes')) },
            {
              key: 'treated',
              head: t('treated'),
              kind: 'fixed',
              cell: (one) => (one.treatment === null ? null : side(treatmentActions.words[one.treatment])),
            },
          ]}
        />
      )}
    </>
  );
}

/** One choice a column. Column names go in a field of their own: they may hold anything. */
export function TreatmentForm({ version, action }: { readonly version: Version; readonly action: string }) {
  const t = useT(datasets);
  const side = useSide();
  const keyOf = (one: { readonly table: number; readonly column: string }) => `${one.table}/${one.column}`;
  const chosen = new Map(version.treatments.map((one) => [keyOf(one), one.action]));
  const columns = [...new Map([...version.findings, ...version.treatments].map((one) => [keyOf(one), one])).values()];
  if (columns.length === 0) return null;
  const blocking = new Set(version.findings.filter((one) => one.blocks).map(keyOf));
  return (
    <Form name="treat" action={action}>
      <div className="treatments">
        {columns.map((one, at) => (
          <div key={keyOf(one)}>
            <input type="hidden" name={`treatments.${at}.table`} value={one.table} />
            <input type="hidden" name={`treatments.${at}.column`} value={one.column} />
            <RadioGroup
              name={`treatments.${at}.action`}
              label={t('treatment_of', { column: columnName(version, one) })}
              options={[
                { value: 'keep', label: t('keep') },
                { value: 'drop', label: side(treatmentActions.words.drop), help: t('drop_help') },
                { value: 'mask', label: side(treatmentActions.words.mask), help: t('mask_help') },
              ]}
              defaultValue={chosen.get(keyOf(one)) ?? (blocking.has(keyOf(one)) ? '' : 'keep')}
            />
          </div>
        ))}
      </div>
      <Button name="intent" value="treat">
        {t('treat')}
      </Button>
    </Form>
  );
}
