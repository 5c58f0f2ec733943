import { Link, redirect } from 'react-router';
import { clauseMarks } from '#api/agreements/rules/draft-codes.ts';
import { closeShape, marksShape, publishShape, templateHead } from '#api/agreements/rules/template-shapes.ts';
import { authorizationKinds } from '#api/licensing/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { agreementTemplates } from '#app/i18n/agreement-templates.ts';
import { paths } from '#app/paths.ts';
import { clauseTitle } from '#app/present/clause-lines.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { usePlace } from '#app/present/place.ts';
import { readTerms } from '#app/present/terms-form.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { TemplateClauses } from '#app/ui/agreements/template-clauses.tsx';
import { TemplateChanges, TemplateDays, TemplateState, TemplateVersions } from '#app/ui/agreements/template-parts.tsx';
import { TermsForm } from '#app/ui/agreements/terms-form.tsx';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { RadioGroup, Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.templates.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const since = url.searchParams.get('since') ?? '';
  return orRefusal(async () => ({
    template: await services.agreements.getTemplate(ctx, params.id),
    compared: since === '' ? null : await services.agreements.compareTemplates(ctx, params.id, since),
    done: url.searchParams.has('done'),
  }));
}

const marked = templateHead.extend({ marks: marksShape.default({}) });

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { agreements: a } }) => {
    let shown = params.id;
    if (form.name === 'save') {
      const { revision, terms } = readTerms(form);
      const { name, note, kind, marks } = form.read(marked);
      await form.once((ctx) => a.saveTemplate(ctx, params.id, { revision, name, note, kind, marks, terms }));
    } else if (form.name === 'publish') {
      const input = form.read(publishShape);
      await form.once((ctx) => a.publishTemplate(ctx, params.id, input));
    } else if (form.name === 'discard') {
      await form.once((ctx) => a.discardTemplate(ctx, params.id));
    } else if (form.name === 'close') {
      const input = form.read(closeShape);
      await form.once((ctx) => a.closeTemplate(ctx, params.id, input));
    } else if (form.name === 'next') {
      shown = (await form.once((ctx) => a.nextTemplateVersion(ctx, params.id))).id;
    } else throw new Response(null, { status: 400 });
    return redirect(paths.templateDraft(shown, { done: 1 }));
  });
}

/** After a refusal too: a colleague may have saved meanwhile. */
export const shouldRevalidate = () => true;

type Of = { readonly template: Route.ComponentProps['loaderData']['template'] };

export default function TemplateDraft({ loaderData: { template: m, compared, done } }: Route.ComponentProps) {
  const t = useT(agreementTemplates);
  const side = useSide();
  const place = usePlace();
  const may = (name: string) => m.actions.find((one) => one.name === name);
  const editable = may('save')?.refusal === null;
  return (
    <>
      <PageHeader
        title={m.name}
        breadcrumb={[{ label: t('desk'), to: paths.templateDesk() }]}
        meta={
          <>
            <TemplateState of={m} />
            <span>{t('version_n', { n: m.version })}</span>
            <span>{place(m.region_code)}</span>
            <span>{side(authorizationKinds.words[m.kind])}</span>
            <span>{t('uses_n', { n: m.uses })}</span>
            {m.in_force_from !== null && (
              <span>
                <TemplateDays of={m} />
              </span>
            )}
          </>
        }
        actions={m.state === 'published' ? <Link to={paths.template(m.id)}>{t('to_public')}</Link> : undefined}
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      {compared !== null && (
        <Section id="changes" title={t('changes', { n: compared.from.version })}>
          <TemplateChanges compared={compared} />
        </Section>
      )}
      {editable && (
        <Section id="editor" title={t('editor')} lead={t('editor_lead')}>
          <Editor template={m} />
        </Section>
      )}
      <Section title={t('do_title')}>
        <Doing template={m} />
      </Section>
      <Section id="preview" title={t(editable ? 'preview' : 'clauses')} lead={t('clauses_lead')}>
        <TemplateClauses template={m} />
      </Section>
      <Section title={t('versions')} lead={t('versions_lead')}>
        <TemplateVersions
          versions={m.versions}
          href={(one) => paths.templateDraft(one.id)}
          changes={(one, before) => `${paths.templateDraft(one.id, { since: before.id })}#changes`}
        />
      </Section>
    </>
  );
}

function Editor({ template: m }: Of) {
  const t = useT(agreementTemplates);
  const side = useSide();
  const locale = useLocale();
  // The form of the terms reads an agreement: a template has as much of one, without its parties.
  const subject = {
    terms: m.terms,
    revision: m.revision,
    missing: [],
    datasets: [],
    treasury: { code: '', name: t('treasury') },
    developer: { id: '', uscc: '', name: t('developer') },
    shares_sum: m.terms.shares.reduce((sum, one) => sum + (one.ppm ?? 0), 0),
  };
  return (
    <TermsForm
      agreement={subject}
      grantable={[]}
      submit={t('save')}
      skip={['scope', 'data', 'degree', 'term']}
      before={
        <>
          <TextInput name="name" label={t('name')} maxLength={100} defaultValue={m.name} />
          <RadioGroup
            name="kind"
            label={t('kind')}
            defaultValue={m.kind}
            options={authorizationKinds.codes.map((value) => ({ value, label: side(authorizationKinds.words[value]) }))}
          />
          <TextArea
            name="note"
            label={t('note')}
            help={t('note_help')}
            optional
            limit={2000}
            rows={2}
            defaultValue={m.note}
          />
          <fieldset className="clause">
            <legend>{t('marks')}</legend>
            <p className="help">{t('marks_lead')}</p>
            <div className="filter-form">
              {m.clauses.map(({ clause, mark }) => (
                <Select
                  key={clause}
                  name={`marks.${clause}`}
                  label={clauseTitle(clause, locale)}
                  blank={null}
                  optional
                  defaultValue={mark}
                  options={clauseMarks.codes.map((value) => ({ value, label: side(clauseMarks.words[value]) }))}
                />
              ))}
            </div>
          </fieldset>
        </>
      }
    />
  );
}

function Doing({ template: m }: Of) {
  const t = useT(agreementTemplates);
  const named = { name: m.name, n: m.version };
  return m.actions.map(({ name, refusal }) => {
    if (name === 'publish')
      return (
        <CaseAction key={name} name={name} title={t('publish')} lead={t('publish_lead')} refusal={refusal}>
          <DateInput name="in_force_from" label={t('in_force_from')} />
          <ConfirmButton title={t('confirm_publish', named)} consequence={t('consequence_publish')}>
            {t('publish')}
          </ConfirmButton>
        </CaseAction>
      );
    if (name === 'discard')
      return (
        <CaseAction key={name} name={name} title={t('discard')} lead={t('discard_lead')} refusal={refusal} folded>
          <ConfirmButton look="warn" title={t('confirm_discard', named)} consequence={t('consequence_discard')}>
            {t('discard')}
          </ConfirmButton>
        </CaseAction>
      );
    if (name === 'close')
      return (
        <CaseAction key={name} name={name} title={t('close')} lead={t('close_lead')} refusal={refusal} folded>
          <DateInput name="in_force_to" label={t('in_force_to')} help={t('in_force_to_help')} optional />
          <TextArea name="words" label={t('close_words')} limit={2000} rows={2} />
          <ConfirmButton look="warn" title={t('confirm_close', named)} consequence={t('consequence_close')}>
            {t('close')}
          </ConfirmButton>
        </CaseAction>
      );
    if (name === 'next')
      return (
        <CaseAction key={name} name={name} title={t('next')} lead={t('next_lead')} refusal={refusal}>
          <Button look="plain">{t('next')}</Button>
        </CaseAction>
      );
    return null;
  });
}
