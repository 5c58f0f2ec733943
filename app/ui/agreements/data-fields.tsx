import { rowOps } from '#api/agreements/rules/codes.ts';
import type { AgreementOut } from '#api/agreements/view.ts';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import type { Services } from '#api/services.ts';
import { agreements } from '#app/i18n/agreements.ts';
import { conditionValue } from '#app/present/terms-form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Checkbox, CheckboxGroup, RadioGroup, Select } from '#app/ui/choices.tsx';
import { TextInput } from '#app/ui/inputs.tsx';

export type Grantable = Awaited<ReturnType<Services['agreements']['listGrantable']>>['items'];
type Table = Grantable[number]['tables'][number];
type Saved = NonNullable<AgreementOut['terms']['data'][number]['tables']>[number];

/** Blank lines for further conditions; saving brings more. */
const spare = 2;

/** Which tables, columns and rows are granted, chosen from what the datasets publish. */
export function DataFields({
  agreement: a,
  grantable,
}: {
  readonly agreement: Pick<AgreementOut, 'terms'>;
  readonly grantable: Grantable;
}) {
  const t = useT(agreements);
  return grantable.map((one, i) => {
    const saved = a.terms.data.find(({ dataset }) => dataset === one.dataset);
    const path = `terms.data.${i}`;
    return (
      <div className="grid gap-3" key={one.dataset}>
        <input type="hidden" name={`${path}.dataset`} value={one.dataset} readOnly />
        <RadioGroup
          name={`${path}.mode`}
          label={<span lang="zh-CN">{one.title}</span>}
          help={one.tables.length === 0 ? t('data_unpublished') : undefined}
          defaultValue={saved?.tables == null ? 'all' : 'chosen'}
          options={[
            { value: 'all', label: t('data_all'), help: t('data_all_help') },
            { value: 'chosen', label: t('data_chosen') },
          ]}
        />
        {one.tables.map((table, j) => (
          <TableFields
            key={table.name}
            path={`${path}.tables.${j}`}
            table={table}
            saved={saved?.tables?.find(({ name }) => name === table.name)}
            open={saved?.tables != null}
          />
        ))}
      </div>
    );
  });
}

function TableFields({
  path,
  table,
  saved,
  open,
}: {
  readonly path: string;
  readonly table: Table;
  readonly saved: Saved | undefined;
  readonly open: boolean;
}) {
  const t = useT(agreements);
  const side = useSide();
  const lines = [...(saved?.filter ?? []), ...Array.from({ length: spare }, () => null)];
  return (
    <details className="more" open={open}>
      <summary>
        <span lang="zh-CN">{table.name}</span> {t('data_table_size', { n: table.columns.length })}
      </summary>
      <div className="grid gap-4 pt-3">
        <input type="hidden" name={`${path}.name`} value={table.name} readOnly />
        <Checkbox name={`${path}.granted`} label={t('data_granted')} defaultChecked={saved !== undefined} />
        <Checkbox
          name={`${path}.all`}
          label={t('data_all_columns')}
          help={t('data_all_columns_help')}
          defaultChecked={saved !== undefined && saved.columns === null}
        />
        <CheckboxGroup
          name={`${path}.columns`}
          label={t('data_columns')}
          defaultValues={saved?.columns ?? []}
          options={table.columns.map(({ name, type }) => ({
            value: name,
            label: (
              <>
                <span lang="zh-CN">{name}</span> <small>{side(columnTypes.words[type])}</small>
              </>
            ),
          }))}
        />
        <fieldset className="grid gap-3">
          <legend>{t('data_filter')}</legend>
          <p className="help">{t('data_filter_help')}</p>
          {lines.map((line, k) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no names; they stand in their order
            <div className="filter-form" key={k}>
              <Select
                name={`${path}.filter.${k}.column`}
                label={t('filter_column')}
                optional
                defaultValue={line?.column ?? ''}
                options={table.columns.map(({ name, type }) => ({
                  value: name,
                  label: `${name} (${side(columnTypes.words[type])})`,
                }))}
              />
              <Select
                name={`${path}.filter.${k}.op`}
                label={t('filter_op')}
                optional
                blank={null}
                defaultValue={line?.op ?? 'eq'}
                options={rowOps.codes.map((op) => ({ value: op, label: side(rowOps.words[op]) }))}
              />
              <TextInput
                name={`${path}.filter.${k}.value`}
                label={t('filter_value')}
                optional
                width="medium"
                defaultValue={line === null ? '' : conditionValue(line)}
              />
            </div>
          ))}
        </fieldset>
      </div>
    </details>
  );
}
