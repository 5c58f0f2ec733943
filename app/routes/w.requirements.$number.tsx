import { Link, redirect } from 'react-router';
import { fields, parts } from '#api/catalog/rules/codes.ts';
import {
  coded,
  codedPart,
  fieldStatuses,
  listElements,
  type RequirementField,
  requirementContent,
  ruleKinds,
} from '#api/catalog/rules/requirement.ts';
import { requirementPublishBody, requirementReturnBody } from '#api/compilation/requirement-contract.ts';
import type { RequirementOut } from '#api/compilation/requirements.ts';
import { refuse } from '#api/compilation/rules/refusals.ts';
import { appContext } from '#app/context.ts';
import { requirements } from '#app/i18n/requirements.ts';
import { paths, withQuery } from '#app/paths.ts';
import { optionsOf } from '#app/present/entry-words.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import * as sent from '#app/present/requirement-form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import {
  RequirementChanges,
  RequirementFields,
  RequirementLists,
  RequirementRules,
  RequirementState,
  useVersionName,
} from '#app/ui/entry/requirement-parts.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, NumberInput, TextInput } from '#app/ui/inputs.tsx';
import { Mixed } from '#app/ui/mixed.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.requirements.$number.ts';

const steps = ['saved', 'submit', 'approve', 'return', 'publish', 'drop'] as const;

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const { drafts } = await services.compilation.listRequirements(ctx);
    if (!drafts) throw refuse('compilation.province_only');
    const shown = await services.compilation.showRequirement(ctx, Number(params.number) || -1);
    const element = url.searchParams.get('element') ?? '';
    const field = requirementContent.parse(shown.content).fields.find((one) => one.element === element) ?? null;
    const done = steps.find((one) => one === url.searchParams.get('done')) ?? null;
    return { shown, field, done };
  });
}

export const shouldRevalidate = () => true;

const seen = sent.headForm.pick({ revision: true });

export function action({ request, context, params }: Route.ActionArgs) {
  const number = Number(params.number) || -1;
  return withRefusals(request, context, async (form, { services: { compilation: c }, ctx }) => {
    const step = form.intent;
    if (form.name === 'step') {
      const revision = form.read(seen).revision;
      if (step === 'submit') await form.once((once) => c.submitRequirement(once, number, { revision }));
      else if (step === 'drop') await form.once((once) => c.dropRequirement(once, number, { revision }));
      else if (step === 'publish') {
        const body = form.read(requirementPublishBody.extend(seen.shape));
        await form.once((once) => c.publishRequirement(once, number, body));
      } else {
        const body = form.read(requirementReturnBody.extend(seen.shape));
        await form.once((once) =>
          step === 'approve' ? c.approveRequirement(once, number, body) : c.returnRequirement(once, number, body),
        );
      }
      return redirect(withQuery(paths.requirementDraft(number), { done: step }));
    }
    const now = await c.showRequirement(ctx, number);
    const content = requirementContent.parse(now.content);
    const head = { title: now.title.zh, title_en: now.title.en };
    const save = async (revision: number, body: { title?: string; title_en?: string; content?: typeof content }) =>
      form.once((once) => c.saveRequirement(once, number, { ...head, content, ...body, revision }));
    if (form.name === 'head') {
      const { revision, ...titles } = form.read(sent.headForm);
      await save(revision, titles);
    } else if (form.name === 'field') {
      const read = form.read(sent.fieldForm);
      await save(read.revision, { content: sent.withField(content, read) });
    } else if (form.name === 'list') {
      const read = form.read(sent.listForm);
      await save(read.revision, { content: sent.withList(content, read) });
    } else if (form.name === 'rule') {
      const read = form.read(sent.ruleForm);
      await save(read.revision, { content: sent.withRule(content, read) });
    } else {
      const read = form.read(sent.removeForm);
      await save(read.revision, { content: sent.without(content, read) });
    }
    return redirect(withQuery(paths.requirementDraft(number), { done: 'saved' }));
  });
}

type Of = { readonly of: RequirementOut };

export default function RequirementDraft({ loaderData: { shown, field, done }, actionData }: Route.ComponentProps) {
  const t = useT(requirements);
  const side = useSide();
  const named = useVersionName();
  const here = paths.requirementDraft(shown.number);
  const next =
    shown.state === 'draft'
      ? t('next_draft')
      : shown.state === 'checking'
        ? t('next_checking')
        : shown.state === 'checked'
          ? t('next_checked')
          : undefined;
  return (
    <>
      <PageHeader
        title={named(shown.number)}
        breadcrumb={[{ label: t('title'), to: paths.requirementDesk() }]}
        meta={
          <>
            <Mixed>{side(shown.title)}</Mixed>
            <RequirementState of={shown} />
          </>
        }
        {...(next === undefined ? {} : { lead: next })}
        {...(shown.state === 'published'
          ? { actions: <Link to={paths.requirements({ version: shown.number })}>{t('public_page')}</Link> }
          : {})}
      />
      {done !== null && actionData === undefined && (
        <Notice tone="success" live>
          {t(done === 'saved' ? 'saved' : `done_${done}`)}
        </Notice>
      )}
      {shown.faults.length > 0 ? (
        <Notice tone="warn" title={t('faults')}>
          <ul>
            {shown.faults.map((fault) => (
              <li key={`${fault.path}.${fault.en}`}>
                <Mixed>{side(fault)}</Mixed>
              </li>
            ))}
          </ul>
        </Notice>
      ) : (
        shown.state === 'draft' && <Notice>{t('sound')}</Notice>
      )}
      <DescriptionList
        columns={2}
        facts={[
          { term: t('based_on'), value: named(shown.based_on) },
          {
            term: t('drafted_by'),
            value: shown.drafted_by === null ? null : <span lang="zh-CN">{shown.drafted_by}</span>,
          },
          {
            term: t('checked_by'),
            value: shown.checked_by === null ? null : <span lang="zh-CN">{shown.checked_by}</span>,
          },
          {
            term: t('check_words'),
            value: shown.check_words === null || shown.check_words === '' ? null : <Mixed>{shown.check_words}</Mixed>,
          },
          {
            term: t('document_no'),
            value: shown.document_no === null ? null : <span lang="zh-CN">{shown.document_no}</span>,
          },
          { term: t('effective'), value: shown.effective_on === null ? null : <DateText day={shown.effective_on} /> },
        ]}
      />
      <Steps of={shown} />
      {shown.may.save && field !== null && <FieldEditor of={shown} field={field} />}
      <Section id="changes" title={t('changes', { base: named(shown.against) })}>
        <RequirementChanges of={shown} />
      </Section>
      <Section id="elements" title={t('elements')}>
        <RequirementFields
          of={shown}
          {...(shown.may.save
            ? {
                edit: (one: RequirementField) => (
                  <Link
                    to={`${withQuery(here, { element: one.element })}#edit`}
                    aria-label={t('edit_element', { name: side(fields.words[one.element]) })}
                  >
                    {t('edit')}
                  </Link>
                ),
              }
            : {})}
        />
      </Section>
      <Section id="lists" title={t('lists')}>
        <RequirementLists
          of={shown}
          {...(shown.may.save ? { actions: (code: string) => <Remove of={shown} name="list" value={code} /> } : {})}
        />
        {shown.may.save && <ListEditor of={shown} />}
      </Section>
      <Section id="rules" title={t('rules')}>
        <RequirementRules
          of={shown}
          {...(shown.may.save ? { actions: (no: string) => <Remove of={shown} name="rule" value={no} /> } : {})}
        />
        {shown.may.save && <RuleEditor of={shown} />}
      </Section>
      {shown.may.save && (
        <Section id="titles" title={t('name')}>
          <Form name="head">
            <Revision of={shown} />
            <TextInput name="title" label={t('title_zh')} defaultValue={shown.title.zh} />
            <TextInput name="title_en" label={t('title_en')} defaultValue={shown.title.en} lang="en" />
            <Button look="plain">{t('save_titles')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}

const Revision = ({ of }: Of) => <input type="hidden" name="revision" value={of.revision} readOnly />;

function Remove({ of, name, value }: Of & { readonly name: 'list' | 'rule'; readonly value: string }) {
  const t = useT(requirements);
  return (
    <Form name="remove" inline>
      <Revision of={of} />
      <input type="hidden" name={name} value={value} />
      <Button look="text" size="small" aria-label={`${t('remove')} ${value}`}>
        {t('remove')}
      </Button>
    </Form>
  );
}

function Steps({ of }: Of) {
  const t = useT(requirements);
  const { may } = of;
  if (!may.submit && !may.check && !may.return && !may.publish && !may.drop) return null;
  return (
    <Section id="next" title={t('next_section')}>
      <Form name="step">
        <Revision of={of} />
        {may.publish && (
          <>
            <TextInput name="document_no" label={t('document_no')} width="medium" />
            <DateInput name="effective_on" label={t('effective')} />
          </>
        )}
        {(may.check || may.return) && <TextArea name="words" label={t('words')} rows={2} optional />}
        <div className="actions">
          {may.submit && (
            <Button name="intent" value="submit">
              {t('submit')}
            </Button>
          )}
          {may.check && (
            <Button name="intent" value="approve">
              {t('approve')}
            </Button>
          )}
          {may.publish && (
            <ConfirmButton
              name="intent"
              value="publish"
              title={t('publish_title', { n: of.number })}
              consequence={t('publish_text')}
            >
              {t('publish')}
            </ConfirmButton>
          )}
          {may.return && (
            <Button look="plain" name="intent" value="return">
              {t('return')}
            </Button>
          )}
          {may.drop && (
            <ConfirmButton
              look="warn"
              name="intent"
              value="drop"
              title={t('drop_title', { n: of.number })}
              consequence={t('drop_text')}
            >
              {t('drop')}
            </ConfirmButton>
          )}
        </div>
      </Form>
    </Section>
  );
}

function useElements() {
  const side = useSide();
  return (list: readonly (keyof typeof fields.words)[]) =>
    list.map((value) => ({ value, label: side(fields.words[value]) }));
}

function FieldEditor({ of, field }: Of & { readonly field: RequirementField }) {
  const t = useT(requirements);
  const side = useSide();
  const elements = useElements();
  return (
    <Section id="edit" title={t('edit_element', { name: side(fields.words[field.element]) })}>
      <Form name="field" key={field.element}>
        <Revision of={of} />
        <input type="hidden" name="element" value={field.element} />
        <TextInput name="name.zh" label={t('name_zh')} defaultValue={field.name.zh} width="medium" />
        <TextInput name="name.en" label={t('name_en')} defaultValue={field.name.en} width="medium" lang="en" />
        <Select
          name="status"
          label={t('status')}
          blank={null}
          defaultValue={field.status}
          options={optionsOf(fieldStatuses, side)}
        />
        <Select
          name="when_element"
          label={t('when_element')}
          optional
          defaultValue={field.when?.element ?? ''}
          options={elements(coded)}
        />
        <TextInput
          name="when_is"
          label={t('when_is')}
          help={t('when_help')}
          optional
          defaultValue={field.when?.is.join(', ') ?? ''}
          width="medium"
        />
        <NumberInput name="min_length" label={t('min_length')} optional defaultValue={field.min_length ?? ''} />
        <NumberInput name="max_length" label={t('max_length')} optional defaultValue={field.max_length ?? ''} />
        <TextInput
          name="pattern"
          label={t('pattern')}
          help={t('pattern_help')}
          optional
          defaultValue={field.pattern ?? ''}
          width="medium"
        />
        <Select
          name="list"
          label={t('list')}
          optional
          blank={t('no_list')}
          defaultValue={field.list ?? ''}
          options={(of.content.lists ?? []).map(({ code }) => ({ value: code, label: code }))}
        />
        <TextInput name="hint.zh" label={t('hint_zh')} optional defaultValue={field.hint.zh} />
        <TextInput name="hint.en" label={t('hint_en')} optional defaultValue={field.hint.en} lang="en" />
        <TextInput name="clause.instrument" label={t('instrument')} defaultValue={field.clause.instrument} />
        <TextInput
          name="clause.article"
          label={t('article')}
          optional
          defaultValue={field.clause.article}
          width="medium"
        />
        <Button>{t('save_element')}</Button>
      </Form>
    </Section>
  );
}

function ListEditor({ of }: Of) {
  const t = useT(requirements);
  return (
    <details className="more">
      <summary>{t('add_list')}</summary>
      <Form name="list">
        <Revision of={of} />
        <TextInput name="code" label={t('list_code')} help={t('list_code_help')} width="medium" />
        <TextInput name="name.zh" label={t('title_zh')} width="medium" />
        <TextInput name="name.en" label={t('title_en')} width="medium" lang="en" />
        <TextArea name="values" label={t('values')} help={t('values_help')} rows={6} />
        <Button look="plain">{t('save_list')}</Button>
      </Form>
    </details>
  );
}

function RuleEditor({ of }: Of) {
  const t = useT(requirements);
  const side = useSide();
  const elements = useElements();
  return (
    <details className="more">
      <summary>{t('add_rule')}</summary>
      <Form name="rule">
        <Revision of={of} />
        <TextInput name="no" label={t('rule_no')} width="short" />
        <Select name="kind" label={t('rule_kind')} blank={null} options={optionsOf(ruleKinds, side)} />
        <Select name="element" label={t('rule_element')} blank={null} options={elements(listElements)} />
        <NumberInput name="number" label={t('rule_number')} defaultValue="2" />
        <Select
          name="part"
          label={t('rule_part')}
          blank={null}
          options={(['description', 'unit'] as const).map((value) => ({ value, label: side(parts.words[value]) }))}
        />
        <Select
          name="coded_part"
          label={t('rule_coded_part')}
          blank={null}
          options={codedPart.map((value) => ({ value, label: side(parts.words[value]) }))}
        />
        <Select
          name="list"
          label={t('rule_list')}
          optional
          options={(of.content.lists ?? []).map(({ code }) => ({ value: code, label: code }))}
        />
        <Select name="first" label={t('first')} blank={null} defaultValue="open_type" options={elements(coded)} />
        <TextInput name="first_is" label={t('first_is')} optional width="medium" />
        <Select name="second" label={t('second')} blank={null} defaultValue="update_cycle" options={elements(coded)} />
        <TextInput name="second_is" label={t('second_is')} optional width="medium" />
        <TextInput name="says.zh" label={t('says_zh')} />
        <TextInput name="says.en" label={t('says_en')} lang="en" />
        <TextInput name="clause.instrument" label={t('instrument')} />
        <TextInput name="clause.article" label={t('article')} optional width="medium" />
        <Button look="plain">{t('save_rule')}</Button>
      </Form>
    </details>
  );
}
