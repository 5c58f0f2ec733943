import { openChecks } from '#api/catalog/rules/codes.ts';
import { touchings } from '#api/targeted/rules/codes.ts';
import { longestText, maxDownloads } from '#api/targeted/rules/limits.ts';
import type { CaseOut } from '#api/targeted/show.ts';
import { targeted } from '#app/i18n/targeted.ts';
import { filterRows, scopeOps } from '#app/present/targeted-scope.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup, RadioGroup, Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, NumberInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

export interface Sources {
  readonly versions: readonly {
    readonly id: string;
    readonly number: number;
    readonly code: string;
    readonly title: string;
  }[];
  readonly chosen: {
    readonly id: string;
    readonly number: number;
    readonly title: string;
    readonly tables: readonly {
      readonly number: number;
      readonly name: string;
      readonly columns: readonly { readonly name: string; readonly type: string }[];
    }[];
  } | null;
}

interface GrantFormProps {
  readonly shown: CaseOut;
  readonly sources: Sources;
  readonly tried: { readonly rows: number; readonly marks: number } | null;
}

/** First the version, then what of it: columns, the rows of the applicant, term, checks. */
export function GrantForm({ shown, sources, tried }: GrantFormProps) {
  const t = useT(targeted);
  const { chosen } = sources;
  return (
    <section className="case-action" aria-labelledby="grant-title">
      <h3 id="grant-title">{t('grant_title')}</h3>
      {sources.versions.length === 0 ? (
        <p>{t('grant_none')}</p>
      ) : (
        <Form method="get" inline action="#grant-title">
          <Select
            name="version"
            label={t('grant_version')}
            defaultValue={chosen?.id ?? ''}
            options={sources.versions.map((one) => ({
              value: one.id,
              label: `${one.title} ${one.code} · ${one.number}`,
            }))}
          />
          <Button look="plain">{t('grant_choose')}</Button>
        </Form>
      )}
      {chosen !== null && <Scope shown={shown} chosen={chosen} tried={tried} />}
    </section>
  );
}

type Chosen = NonNullable<Sources['chosen']>;

function Scope({ shown, chosen, tried }: { shown: CaseOut; chosen: Chosen; tried: GrantFormProps['tried'] }) {
  const t = useT(targeted);
  const side = useSide();
  const columns = [...new Set(chosen.tables.flatMap((table) => table.columns.map((one) => one.name)))];
  const options = columns.map((name) => ({ value: name, label: <span lang="zh-CN">{name}</span> }));
  return (
    <Form name="grant">
      {tried !== null && (
        <Notice tone={tried.marks < 30 ? 'warn' : 'success'} live>
          {t('tried', { ...tried, weak: tried.marks < 30 ? t('tried_weak') : '' })}
        </Notice>
      )}
      <input type="hidden" name="version_id" value={chosen.id} />
      {chosen.tables.length > 1 ? (
        <Select
          name="table:number"
          label={t('grant_table')}
          blank={null}
          options={chosen.tables.map((one) => ({ value: String(one.number), label: one.name }))}
        />
      ) : (
        <input type="hidden" name="table:number" value={chosen.tables[0]?.number ?? 1} />
      )}
      <CheckboxGroup name="columns" label={t('grant_columns')} options={options} defaultValues={columns} />
      <fieldset className="fieldset">
        <legend>{t('grant_filters')}</legend>
        {filterRows.map((n) => (
          <div key={n} className="flex flex-wrap gap-4 items-end mb-2">
            <Select
              name={`column${n}`}
              label={t('filter_column', { n })}
              optional={n > 1}
              options={columns.map((name) => ({ value: name, label: name }))}
            />
            <Select
              name={`op${n}`}
              label={t('filter_op', { n })}
              blank={null}
              optional={n > 1}
              options={scopeOps.map((op) => ({ value: op, label: t(`op_${op}`) }))}
            />
            <TextInput name={`value${n}`} label={t('filter_value', { n })} optional={n > 1} width="medium" />
          </div>
        ))}
      </fieldset>
      <Button look="plain" name="intent" value="try">
        {t('try')}
      </Button>
      <DateInput name="term_until" label={t('term_until')} />
      <NumberInput name="downloads" label={t('downloads_allowed')} defaultValue="3" min={1} max={maxDownloads} />
      <CheckboxGroup
        name="checks"
        label={t('checks')}
        options={openChecks.codes.map((value) => ({ value, label: side(openChecks.words[value]) }))}
      />
      <RadioGroup
        name="touching"
        label={t('touching')}
        options={touchings.codes.map((value) => ({ value, label: side(touchings.words[value]) }))}
      />
      <TextArea name="reason" label={t('decision_reason')} limit={longestText} rows={3} />
      <ConfirmButton title={t('grant_confirm', { no: shown.no })} consequence={t('grant_consequence')}>
        {t('grant_do')}
      </ConfirmButton>
    </Form>
  );
}
