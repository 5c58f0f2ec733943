import { data, redirect } from 'react-router';
import * as shapes from '#api/security/desk-contract.ts';
import { evaluationParts, onwardRules, providerActions, providerStates } from '#api/security/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { securityDesk } from '#app/i18n/security-desk.ts';
import { paths } from '#app/paths.ts';
import { documentPdf } from '#app/present/document-path.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { RadioGroup, Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, NumberInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.providers.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return orRefusal(async () => ({
    seen: await services.security.getProvider(ctx, params.id),
    year: Number(ctx.clock.now().toISOString().slice(0, 4)),
    done: url.searchParams.has('done'),
  }));
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { security } }) => {
    const [verb, part = ''] = (form.name ?? '').split(':');
    await form.once((ctx) => {
      if (verb === 'contract') return security.enterContract(ctx, id, form.read(shapes.contractBody));
      if (verb === 'admit') return security.admitPerson(ctx, id, form.read(shapes.providerPersonBody));
      if (verb === 'end') return security.endPerson(ctx, id, { person: part });
      if (verb === 'evaluate') return security.evaluateProvider(ctx, id, form.read(shapes.evaluationBody));
      if (verb === 'confirm') return security.confirmEvaluation(ctx, id, { evaluation: part });
      if (verb === 'measure') return security.measureProvider(ctx, id, form.read(shapes.measureBody));
      throw data(null, 400);
    });
    return redirect(paths.provider(id, { done: 1 }));
  });
}

export default function Provider({ loaderData: { seen: p, year, done } }: Route.ComponentProps) {
  const t = useT(securityDesk);
  const side = useSide();
  const zh = (text: string) => <span lang="zh-CN">{text}</span>;
  return (
    <>
      <PageHeader
        title={`${p.no} ${p.name}`}
        breadcrumb={[{ label: t('providers'), to: paths.providers() }]}
        meta={<StateDot tone={p.state === 'active' ? 'done' : 'open'}>{side(providerStates.words[p.state])}</StateDot>}
      />
      {done && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      <Section title={t('facts')}>
        <DescriptionList
          columns={2}
          facts={[
            { term: t('uscc'), value: p.uscc },
            { term: t('unit'), value: zh(p.organization.name) },
            { term: t('due_on'), value: p.due_on === null ? null : <DateText day={p.due_on} /> },
            { term: t('until'), value: p.banned_until === null ? null : <DateText day={p.banned_until} /> },
          ]}
        />
      </Section>
      <Section title={t('contracts')}>
        <DataTable
          caption={t('contracts')}
          captionHidden
          columns={[
            { key: 'no', head: t('contract_no'), kind: 'fixed', cell: (row) => zh(row.no) },
            { key: 'title', head: t('contract_title'), cell: (row) => zh(row.title) },
            { key: 'scope', head: t('scope'), cell: (row) => zh(row.scope) },
            { key: 'access', head: t('access'), cell: (row) => zh(row.access) },
            { key: 'duties', head: t('duties'), cell: (row) => zh(row.duties) },
            { key: 'onward', head: t('onward'), cell: (row) => side(onwardRules.words[row.onward]) },
            { key: 'to', head: t('contract_to'), kind: 'fixed', cell: (row) => <DateText day={row.valid_to} /> },
          ]}
          rows={p.contracts}
          rowKey={(row) => row.id}
          empty="—"
        />
        {p.own && (
          <CaseAction name="contract" title={t('enter_contract')} refusal={null} folded>
            <TextInput name="no" label={t('contract_no')} width="medium" maxLength={60} />
            <TextInput name="title" label={t('contract_title')} maxLength={120} />
            <TextArea name="scope" label={t('scope')} limit={4000} rows={2} />
            <TextArea name="access" label={t('access')} limit={4000} rows={2} />
            <TextArea name="duties" label={t('duties')} limit={4000} rows={3} />
            <TextArea name="sla" label={t('sla')} limit={4000} rows={2} />
            <RadioGroup
              name="onward"
              label={t('onward')}
              options={onwardRules.codes.map((value) => ({ value, label: side(onwardRules.words[value]) }))}
            />
            <DateInput name="valid_from" label={t('from')} />
            <DateInput name="valid_to" label={t('to')} />
            <Button look="plain">{t('enter_contract')}</Button>
          </CaseAction>
        )}
      </Section>
      <Section title={t('people')}>
        <DataTable
          caption={t('people')}
          captionHidden
          columns={[
            { key: 'person', head: t('person'), cell: (row) => zh(row.name) },
            { key: 'role', head: t('role'), cell: (row) => zh(row.role) },
            { key: 'access', head: t('access'), cell: (row) => zh(row.access) },
            { key: 'to', head: t('to'), kind: 'fixed', cell: (row) => <DateText day={row.valid_to} /> },
            {
              key: 'end',
              head: t('state'),
              cell: (row) =>
                row.ended_at !== null ? (
                  <StateDot tone="off">{t('ended')}</StateDot>
                ) : p.own ? (
                  <Form name={`end:${row.id}`} inline aria-label={row.name}>
                    <Button look="plain" size="small">
                      {t('end_access')}
                    </Button>
                  </Form>
                ) : null,
            },
          ]}
          rows={p.people}
          rowKey={(row) => row.id}
          empty="—"
        />
        {p.own && (
          <CaseAction name="admit" title={t('admit')} refusal={null} folded>
            <TextInput name="name" label={t('person')} width="medium" maxLength={60} />
            <TextInput name="role" label={t('role')} width="medium" maxLength={60} />
            <TextInput name="access" label={t('access')} maxLength={300} />
            <DateInput name="valid_from" label={t('from')} />
            <DateInput name="valid_to" label={t('to')} />
            <Button look="plain">{t('admit')}</Button>
          </CaseAction>
        )}
      </Section>
      <Section title={t('evaluations')}>
        <DataTable
          caption={t('evaluations')}
          captionHidden
          columns={[
            { key: 'year', head: t('year'), kind: 'fixed', cell: (row) => row.year },
            { key: 'score', head: t('score'), kind: 'number', cell: (row) => `${row.score} (${row.grade})` },
            { key: 'words', head: t('words'), cell: (row) => zh(row.words) },
            { key: 'by', head: t('author'), cell: (row) => zh(row.evaluated_by) },
            {
              key: 'confirmed',
              head: t('approver'),
              cell: (row) =>
                row.confirmed_by !== null ? (
                  zh(row.confirmed_by)
                ) : p.own ? (
                  <Form name={`confirm:${row.id}`} inline aria-label={String(row.year)}>
                    <Button look="plain" size="small">
                      {t('confirm')}
                    </Button>
                  </Form>
                ) : (
                  t('unconfirmed')
                ),
            },
            {
              key: 'paper',
              head: t('paper'),
              cell: (row) =>
                row.document_id === null ? null : <a href={documentPdf(row.document_id)}>{t('open_paper')}</a>,
            },
          ]}
          rows={p.evaluations}
          rowKey={(row) => row.id}
          empty="—"
        />
        {p.own && (
          <CaseAction name="evaluate" title={t('evaluate')} refusal={null} folded>
            <NumberInput name="year" label={t('year')} defaultValue={String(year)} />
            {evaluationParts.codes.map((part) => (
              <NumberInput key={part} name={`points.${part}`} label={side(evaluationParts.words[part])} unit="/ 20" />
            ))}
            <TextArea name="words" label={t('words')} limit={4000} rows={3} />
            <Button look="plain">{t('evaluate')}</Button>
          </CaseAction>
        )}
      </Section>
      <Section title={t('measures')}>
        {p.actions.length > 0 && (
          <CaseAction name="measure" title={t('measure')} refusal={null} folded>
            <input type="hidden" name="revision:number" value={p.revision} readOnly />
            <Select
              name="action"
              label={t('measure')}
              options={p.actions.map((value) => ({ value, label: side(providerActions.words[value]) }))}
            />
            <DateInput name="until" label={t('until')} help={t('until_help')} optional />
            <TextArea name="words" label={t('words')} limit={4000} rows={3} />
            <Button look="plain">{t('save')}</Button>
          </CaseAction>
        )}
        <Timeline
          events={p.steps.map((one) => ({
            id: one.id,
            at: one.at,
            who: zh(one.person),
            what: side(providerActions.words[one.action]),
            say: one.words,
          }))}
        />
      </Section>
    </>
  );
}
