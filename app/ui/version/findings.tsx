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
import { Notice } from '#app/ui/notice.tsx';

type Version = Pick<VersionOut, 'findings' | 'treatments' | 'state' | 'untreated' | 'fault'>;

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
          rowKey={(one) => `${one.column}-${one.kind}`}
          columns={[
            { key: 'column', head: t('column'), cell: (one) => one.column },
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
  const chosen = new Map(version.treatments.map((one) => [one.column, one.action]));
  const columns = [...new Set([...version.findings.map((one) => one.column), ...chosen.keys()])];
  if (columns.length === 0) return null;
  const blocking = new Set(version.findings.filter((one) => one.blocks).map((one) => one.column));
  return (
    <Form name="treat" action={action}>
      <div className="treatments">
        {columns.map((column, at) => (
          <div key={column}>
            <input type="hidden" name={`treatments.${at}.column`} value={column} />
            <RadioGroup
              name={`treatments.${at}.action`}
              label={t('treatment_of', { column })}
              options={[
                { value: 'keep', label: t('keep') },
                { value: 'drop', label: side(treatmentActions.words.drop), help: t('drop_help') },
                { value: 'mask', label: side(treatmentActions.words.mask), help: t('mask_help') },
              ]}
              defaultValue={chosen.get(column) ?? (blocking.has(column) ? '' : 'keep')}
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
