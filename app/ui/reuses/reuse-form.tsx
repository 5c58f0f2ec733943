import { type ReactNode, useMemo } from 'react';
import { reuseKinds } from '#api/reuses/rules/codes.ts';
import type { ReuseContent } from '#api/reuses/show.ts';
import { reuses } from '#app/i18n/reuses.ts';
import type { DatasetOption, ReuseAnswer } from '#app/present/reuse-form.server.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '../button.tsx';
import { Checkbox, CheckboxGroup, Select } from '../choices.tsx';
import { Given } from '../dataset/given.tsx';
import { FileInput } from '../file-input.tsx';
import { Form } from '../form.tsx';
import { FormContext, useField, useFormContext } from '../form-context.ts';
import { TextInput } from '../inputs.tsx';
import { TextArea } from '../text-area.tsx';

interface ReuseFormProps {
  readonly options: readonly DatasetOption[];
  /** Codes ticked at the beginning. */
  readonly chosen: readonly string[];
  readonly answer: ReuseAnswer | undefined;
  /** What is changed; null for a new one. */
  readonly now: { readonly content: ReuseContent; readonly revision: number } | null;
  readonly submit: ReactNode;
}

/** The datasets come first: whoever presses Enter in a field looks for datasets again, and nothing typed is lost. */
export function ReuseForm({ options, chosen, answer, now, submit }: ReuseFormProps) {
  const t = useT(reuses);
  const locale = useLocale();
  const content = now?.content;
  const shown = answer?.options ?? options;
  return (
    <Form encType="multipart/form-data">
      <Kept typed={answer !== undefined && 'found' in answer ? answer.typed : null}>
        {now !== null && <input type="hidden" name="revision" value={now.revision} />}
        <div className="find-datasets">
          <TextInput name="q" type="search" label={t('f_find')} help={t('f_find_help')} width="medium" optional />
          <Button look="plain" name="intent" value="find">
            {t('find')}
          </Button>
        </div>
        <p role="status" className="help">
          {answer === undefined || answer.q === ''
            ? ''
            : answer.count === 0
              ? t('found_none', { q: answer.q })
              : t('found_some', { count: answer.count })}
        </p>
        <CheckboxGroup
          name="datasets"
          label={t('f_datasets')}
          help={shown.length === 0 ? `${t('f_datasets_help')} ${t('none_chosen')}` : t('f_datasets_help')}
          defaultValues={chosen}
          options={shown.map((one) => ({
            value: one.code,
            label: locale === 'en' && one.title_en !== null ? one.title_en : <Given>{one.title}</Given>,
            help: (
              <>
                <Given>{one.agency}</Given> · {one.code}
              </>
            ),
          }))}
        />
        <TextInput name="title" label={t('f_title')} defaultValue={content?.title} maxLength={120} />
        <Select
          name="kind"
          label={t('f_kind')}
          {...(content === undefined ? {} : { defaultValue: content.kind })}
          options={reuseKinds.codes.map((code) => ({ value: code, label: reuseKinds.label(code, locale) }))}
        />
        <TextArea
          name="description"
          label={t('f_description')}
          help={t('f_description_help')}
          limit={4000}
          rows={8}
          defaultValue={content?.description}
        />
        <TextInput
          name="url"
          type="url"
          label={t('f_url')}
          help={t('f_url_help')}
          defaultValue={content?.url}
          maxLength={2000}
        />
        <TextInput
          name="author_name"
          label={t('f_author')}
          help={t('f_author_help')}
          width="medium"
          defaultValue={content?.author_name}
          maxLength={80}
        />
        <Picture now={content?.picture?.id ?? null} />
        <div className="actions">
          <Button name="intent" value="send">
            {submit}
          </Button>
        </div>
      </Kept>
    </Form>
  );
}

/** A search for datasets is no refusal, and what was typed stays all the same, also without JavaScript. */
function Kept({ typed, children }: { readonly typed: Typed | null; readonly children: ReactNode }) {
  const form = useFormContext();
  const state = useMemo(() => (form === null || typed === null ? form : { ...form, typed }), [form, typed]);
  return <FormContext value={state}>{children}</FormContext>;
}

type Typed = Readonly<Record<string, readonly string[]>>;

/** A picture that arrived stays, whatever else of the form was refused. */
function Picture({ now }: { readonly now: string | null }) {
  const t = useT(reuses);
  const { typed } = useField('picture_id');
  const held = typed === undefined ? now : (typed.at(-1) ?? null);
  return (
    <>
      <FileInput
        name="picture"
        label={t('f_picture')}
        help={t('f_picture_help')}
        accept="image/png,image/jpeg,image/webp"
        optional
      />
      {held !== null && held !== '' && (
        <>
          <p className="help">{t('picture_kept')}</p>
          <input type="hidden" name="picture_id" value={held} />
          <Checkbox name="drop_picture" label={t('f_drop_picture')} />
        </>
      )}
    </>
  );
}
