import { data, redirect, useActionData, useSearchParams } from 'react-router';
import { z } from 'zod';
import { sensitivities } from '#api/catalog/rules/codes.ts';
import { columnEdit } from '#api/quality/contract.ts';
import { readCodes } from '#api/quality/rules/code-text.ts';
import { appContext } from '#app/context.ts';
import { quality as words } from '#app/i18n/quality.ts';
import { paths, withQuery } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { isRefused } from '#app/present/refused.ts';
import { ruleForm, rulesOf } from '#app/present/rule-form.ts';
import { sheetOf } from '#app/present/sheet-form.ts';
import { useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { NumberInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { ColumnsTable } from '#app/ui/quality/columns-table.tsx';
import { RulesForm, type Tried } from '#app/ui/quality/rules-form.tsx';
import { SheetForm } from '#app/ui/quality/sheet-form.tsx';
import { SheetSection } from '#app/ui/quality/sheet-section.tsx';
import { Section } from '#app/ui/section.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.entries.$id.dictionary.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return { dictionary: await orRefusal(() => services.quality.showDictionary(ctx, params.id)) };
}

/** Also after a refusal: what was refused may rest on a newer revision, and the form has to know it. */
export function shouldRevalidate(): boolean {
  return true;
}

const blank = (max: number) =>
  z
    .string()
    .max(max)
    .optional()
    .transform((text) => text ?? null);
const saveForm = z.object({
  revision: z.coerce.number().int(),
  columns: z
    .array(
      columnEdit.pick({ table: true, column: true, confirm: true }).extend({
        label: z.string().trim().min(1).max(128),
        label_en: blank(128),
        unit: blank(40),
        description: blank(500),
        sensitivity: z.enum(sensitivities.codes),
      }),
    )
    .default([]),
});
const sheetForm = z.object({ file: z.instanceof(File) });
/** The form a file was read into: codes only where the file says others. */
const sheetSaveForm = saveForm.extend({
  columns: z
    .array(
      saveForm.shape.columns
        .unwrap()
        .element.extend({ with_codes: z.literal('1').optional(), codes: z.string().max(200_000).default('') })
        .transform(({ with_codes, codes, ...rest }) =>
          with_codes === undefined ? rest : { ...rest, codes: readCodes(codes) },
        ),
    )
    .default([]),
});
const tableForm = z.object({
  revision: z.coerce.number().int(),
  name: z.string(),
  mode: z.enum(['off', 'warn', 'block']),
  least: z.number().min(0).max(100_000).nullable().default(null),
  most: z.number().min(0).max(100_000).nullable().default(null),
});

export async function action({ request, context, params, url }: Route.ActionArgs) {
  const keep = {
    table: url.searchParams.get('table') ?? undefined,
    column: url.searchParams.get('column') ?? undefined,
  };
  const done = (more: Record<string, string | undefined> = keep) =>
    redirect(withQuery(paths.entryDictionary(params.id), { ...more, saved: '1' }));
  return withRefusals(request, context, async (form, { services, ctx }) => {
    if (form.intent === 'confirm') {
      const body = form.read(z.object({ revision: z.coerce.number().int() }));
      await form.once((once) => services.quality.confirmDictionary(once, params.id, body));
      return done({ table: keep.table });
    }
    if (form.intent === 'rules' || form.intent === 'try') {
      const body = form.read(ruleForm);
      const rules = rulesOf(body.rules);
      const codes = readCodes(body.codes);
      if (form.intent === 'try') {
        const { version, tables } = await services.quality.showDictionary(ctx, params.id);
        const number = tables.find((one) => one.name === body.table)?.number ?? 1;
        const found = [];
        for (const rule of rules) {
          // The list on the page counts, saved or not.
          const asked = rule.rule === 'codes' ? { ...rule, codes: codes.map((one) => one.code) } : rule;
          found.push(
            await services.quality.checkRule(ctx, version?.id ?? '', {
              table: number,
              column: body.column,
              rule: asked,
            }),
          );
        }
        const tried: Tried = { column: body.column, rules: found, fields: body.rules, codes: body.codes };
        return data({ tried });
      }
      const { table, column, revision } = body;
      const columns = [{ table, column, codes, rules, confirm: false }];
      await form.once((once) => services.quality.saveDictionary(once, params.id, { revision, columns, tables: [] }));
      return done();
    }
    if (form.intent === 'sheet') {
      const { file } = form.read(sheetForm);
      const sheet = await services.quality.readDictionarySheet(
        ctx,
        params.id,
        new Uint8Array(await file.arrayBuffer()),
      );
      return data({ sheet });
    }
    if (form.intent === 'sheet_save') {
      const body = form.read(sheetSaveForm);
      await form.once((once) => services.quality.saveDictionary(once, params.id, { ...body, tables: [] }));
      return done({});
    }
    if (form.intent === 'table') {
      const { revision, name, mode, least, most } = form.read(tableForm);
      const rules = mode === 'off' ? [] : [{ rule: 'row_count' as const, least, most, blocking: mode === 'block' }];
      const body = { revision, columns: [], tables: [{ name, rules }] };
      await form.once((once) => services.quality.saveDictionary(once, params.id, body));
      return done({ table: keep.table });
    }
    const body = form.read(saveForm);
    await form.once((once) => services.quality.saveDictionary(once, params.id, { ...body, tables: [] }));
    return done({ table: keep.table });
  });
}

export default function EntryDictionary({ loaderData: { dictionary } }: Route.ComponentProps) {
  const t = useT(words);
  const [search] = useSearchParams();
  const answer = useActionData<unknown>();
  const here = paths.entryDictionary(dictionary.entry_id);
  const table = dictionary.tables.find((one) => one.name === search.get('table')) ?? dictionary.tables[0];
  if (table === undefined || table.columns.length === 0) {
    return (
      <Section title={t('dictionary')}>
        <Empty title={t('dictionary_none')}>
          <p>{t('dictionary_none_text')}</p>
          <LinkButton look="plain" to={`${paths.entry(dictionary.entry_id)}/data`}>
            {t('to_data')}
          </LinkButton>
        </Empty>
      </Section>
    );
  }
  const several = dictionary.tables.length > 1;
  const named = several ? table.name : undefined;
  const column = table.columns.find((one) => one.column === search.get('column')) ?? null;
  const tried = triedOf(answer);
  const sheet = sheetOf(answer, dictionary);
  const { edit } = dictionary.may;
  const open = dictionary.unconfirmed;
  if (sheet !== null && dictionary.may.edit)
    return <SheetForm sheet={sheet} revision={dictionary.revision} action={here} />;
  return (
    <>
      {search.get('saved') !== null && answer === undefined && (
        <Notice tone="success" title={t('saved')} live>
          <p>{t('saved_text')}</p>
        </Notice>
      )}
      <Section
        title={t('dictionary')}
        lead={
          <>
            {t('dictionary_lead')} {dictionary.version !== null && t('against', { n: dictionary.version.number })}
          </>
        }
      >
        {several && (
          <Tabs
            label={t('tables')}
            tabs={dictionary.tables.map(({ name }) => ({
              to: withQuery(here, { table: name }),
              label: t('table_name', { name }),
              current: name === table.name,
            }))}
          />
        )}
        <p className={open > 0 ? '' : 'help'}>
          <b>{open > 0 ? t('unconfirmed_n', { n: open }) : t('all_confirmed')}</b>
          {dictionary.changed_by !== null && ` · ${t('last_change', { who: dictionary.changed_by })}`}
        </p>
        <Form name="columns" key={`${table.name}-${dictionary.revision}`} action={withQuery(here, { table: named })}>
          <input type="hidden" name="revision" value={dictionary.revision} readOnly />
          <ColumnsTable
            table={table}
            edit={edit}
            rulesHref={(name) => `${withQuery(here, { table: named, column: name })}#rules`}
          />
          {edit ? (
            <div className="actions">
              <Button name="intent" value="save">
                {t('save')}
              </Button>
            </div>
          ) : (
            <p className="help">{t('not_yours')}</p>
          )}
        </Form>
        {edit && open > 0 && (
          <Form name="confirm" inline action={withQuery(here, { table: named })}>
            <input type="hidden" name="revision" value={dictionary.revision} readOnly />
            <ConfirmButton
              look="plain"
              name="intent"
              value="confirm"
              title={t('confirm_all_title', { n: open })}
              consequence={t('confirm_all_text')}
            >
              {t('confirm_all')}
            </ConfirmButton>
          </Form>
        )}
      </Section>
      {column !== null && (
        <Section
          id="rules"
          title={t('column_rules', { column: column.column })}
          lead={t('rules_lead')}
          actions={
            edit && column.suggested.length > 0 ? (
              <LinkButton
                look="plain"
                size="small"
                to={`${withQuery(here, { table: named, column: column.column, suggested: '1' })}#rules`}
                title={t('suggested_help')}
              >
                {t('use_suggested')}
              </LinkButton>
            ) : undefined
          }
        >
          <RulesForm
            table={table.name}
            column={column}
            revision={dictionary.revision}
            version={dictionary.version?.number ?? null}
            edit={edit}
            suggested={search.get('suggested') !== null}
            tried={tried?.column === column.column ? tried : null}
          />
        </Section>
      )}
      <SheetSection entryId={dictionary.entry_id} edit={edit} action={here} />
      {edit && <TableRules table={table} revision={dictionary.revision} action={withQuery(here, { table: named })} />}
    </>
  );
}

function triedOf(answer: unknown): Tried | null {
  if (typeof answer !== 'object' || answer === null || isRefused(answer) || !('tried' in answer)) return null;
  return answer.tried as Tried;
}

interface TableProps {
  readonly table: Route.ComponentProps['loaderData']['dictionary']['tables'][number];
  readonly revision: number;
  readonly action: string;
}

function TableRules({ table, revision, action: to }: TableProps) {
  const t = useT(words);
  const rule = table.rules[0];
  const mode = rule === undefined ? 'off' : rule.blocking ? 'block' : 'warn';
  return (
    <Section title={t('table_rules')}>
      <Form name="table" action={to} key={`${table.name}-${revision}`}>
        <input type="hidden" name="revision" value={revision} readOnly />
        <input type="hidden" name="name" value={table.name} readOnly />
        <fieldset className="rule-row">
          <legend>{t('r_row_count')}</legend>
          <Select
            name="mode"
            label={t('mode')}
            blank={null}
            defaultValue={mode}
            options={(['off', 'warn', 'block'] as const).map((one) => ({ value: one, label: t(`mode_${one}`) }))}
          />
          <NumberInput name="least" label={t('r_least')} unit="%" optional defaultValue={rule?.least ?? 50} />
          <NumberInput name="most" label={t('r_most')} unit="%" optional defaultValue={rule?.most ?? ''} />
        </fieldset>
        <div className="actions">
          <Button look="plain" name="intent" value="table">
            {t('save')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
