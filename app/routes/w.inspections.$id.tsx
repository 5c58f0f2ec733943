import { Link, redirect } from 'react-router';
import * as shapes from '#api/supervision/inspections/contract.ts';
import type { InspectionOut } from '#api/supervision/inspections/show.ts';
import { circumstances, inspectionKinds, inspectionStates, visitStates } from '#api/supervision/rules/codes.ts';
import { longestText } from '#api/supervision/rules/terms.ts';
import { appContext } from '#app/context.ts';
import { supervision } from '#app/i18n/supervision.ts';
import { paths } from '#app/paths.ts';
import { documentPdf } from '#app/present/document-path.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { recordIn } from '#app/present/inspection-form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { CheckboxGroup, Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, PasswordInput, TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { DrawFacts, inspectionTone } from '#app/ui/supervision/draw-facts.tsx';
import { CircumstanceName, optionsOf, UnitName, Zh } from '#app/ui/supervision/parts.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.inspections.$id.ts';

export async function loader({ context, params: { id }, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  const shown = await orRefusal(() => services.inspections.showInspection(ctx, id));
  return { shown, roster: shown.may.assign ? (await services.inspections.listInspectors(ctx)).items : [] };
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { inspections: room } }) => {
    const [name, visit = ''] = (form.name ?? '').split(':');
    await form.once(async (ctx) => {
      if (name === 'commit') return room.commitInspection(ctx, id);
      if (name === 'draw') return room.drawInspection(ctx, id);
      if (name === 'assign') return room.assignInspection(ctx, id, form.read(shapes.assignBody));
      if (name === 'publish') return room.publishInspection(ctx, id, form.read(shapes.publishBody));
      if (name === 'cancel') return room.cancelInspection(ctx, id, form.read(shapes.cancelBody));
      if (name === 'record') return room.recordVisit(ctx, visit, recordIn(form));
      if (name === 'state') return room.stateVisit(ctx, visit, form.read(shapes.statementBody));
      if (name === 'sign') return room.signVisit(ctx, visit, form.read(shapes.signBody));
      throw new Response(null, { status: 400 });
    });
    return redirect(paths.inspection(id));
  });
}

export default function Inspection({ loaderData: { shown: c, roster } }: Route.ComponentProps) {
  const t = useT(supervision);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('insp_case', { no: c.no })}
        breadcrumb={[{ label: t('insp_title'), to: paths.inspections() }]}
        meta={<StateDot tone={inspectionTone(c.state)}>{side(inspectionStates.words[c.state])}</StateDot>}
      />
      <DescriptionList
        facts={[
          { term: t('insp_name'), value: <Zh>{c.title}</Zh> },
          { term: t('kind'), value: side(inspectionKinds.words[c.kind]) },
          { term: t('department'), value: <UnitName of={c.department} /> },
          { term: t('insp_basis'), value: <Zh>{c.basis}</Zh> },
          { term: t('insp_scope'), value: <Zh>{c.scope}</Zh> },
          { term: t('from'), value: <DateText day={c.from} /> },
          { term: t('to'), value: <DateText day={c.to} /> },
          { term: t('inspectors_each'), value: String(c.inspectors_each) },
          ...(c.chosen.length === 0
            ? []
            : [{ term: t('pool'), value: <Zh>{c.chosen.map((one) => one.name).join('\n')}</Zh> }]),
          ...(c.draw_from === null || c.state !== 'committed'
            ? []
            : [{ term: t('draw_from'), value: <DateText day={c.draw_from} /> }]),
          ...(c.summary === null ? [] : [{ term: t('summary'), value: <Zh>{c.summary}</Zh> }]),
        ]}
      />
      <Section id="do" title={t('do_title')}>
        <Doing shown={c} roster={roster} />
      </Section>
      {c.commitment !== null && (
        <Section title={t('draw')}>
          <DrawFacts draw={c} />
          <p>
            <Link to={paths.publicInspection(c.id)}>{t('to_public')}</Link>
          </p>
        </Section>
      )}
      {c.visits.length > 0 && (
        <Section title={t('visits')}>
          {c.visits.map((one) => (
            <Visit key={one.id} visit={one} />
          ))}
        </Section>
      )}
    </>
  );
}

interface DoingProps {
  readonly shown: InspectionOut;
  readonly roster: Route.ComponentProps['loaderData']['roster'];
}

function Doing({ shown: { may, no, draw_refusal }, roster }: DoingProps) {
  const t = useT(supervision);
  if (!Object.values(may).some(Boolean)) return <p>{t('do_nothing')}</p>;
  return (
    <>
      {may.commit && (
        <Form name="commit">
          <ConfirmButton title={`${t('commit')} ${no}`} consequence={t('commit_consequence')}>
            {t('commit')}
          </ConfirmButton>
        </Form>
      )}
      {may.draw && (
        <CaseAction name="draw" title={t('do_draw')} refusal={draw_refusal}>
          <Button>{t('do_draw')}</Button>
        </CaseAction>
      )}
      {may.assign && (
        <Form name="assign">
          <CheckboxGroup
            name="inspectors"
            label={t('inspectors')}
            options={roster.map((one) => ({
              value: one.id,
              label: <Zh>{`${one.number} ${one.name} ${one.organization.name}`}</Zh>,
            }))}
          />
          <Button>{t('assign')}</Button>
        </Form>
      )}
      {may.publish && (
        <Form name="publish">
          <TextArea name="summary" label={t('summary')} limit={longestText} rows={3} />
          <Button>{t('publish')}</Button>
        </Form>
      )}
      {may.cancel && (
        <details className="case-action">
          <summary>{t('cancel')}</summary>
          <Form name="cancel">
            <TextArea name="words" label={t('reason')} limit={longestText} rows={2} />
            <Button look="plain">{t('cancel')}</Button>
          </Form>
        </details>
      )}
    </>
  );
}

/** Findings that can be typed at once; a record with more is written in two visits. */
const slots = [0, 1, 2];

function Visit({ visit: v }: { readonly visit: InspectionOut['visits'][number] }) {
  const t = useT(supervision);
  const side = useSide();
  return (
    <section className="case-action" aria-labelledby={`${v.id}-title`}>
      <h3 id={`${v.id}-title`}>
        <UnitName of={v.body} />
      </h3>
      <p>
        <StateDot tone={v.state === 'signed' ? 'done' : 'open'}>{side(visitStates.words[v.state])}</StateDot>
      </p>
      <DescriptionList
        facts={[
          {
            term: t('inspectors'),
            value: (
              <ul>
                {v.inspectors.map((one) => (
                  <li key={one.number}>
                    {one.number} <Zh>{one.name}</Zh> · {one.signed_at === null ? t('not_signed') : t('signed')}
                  </li>
                ))}
              </ul>
            ),
          },
          { term: t('visited_on'), value: v.visited_on === null ? null : <DateText day={v.visited_on} /> },
          { term: t('record'), value: v.record === null ? null : <Zh>{v.record}</Zh> },
          ...v.findings.map((one) => ({
            key: `finding-${one.number}`,
            term: `${t('findings')} ${one.number}`,
            value: (
              <>
                <CircumstanceName code={one.circumstance} />
                <br />
                <Zh>{`${one.article}\n${one.fact}\n${one.evidence}`}</Zh>
                <br />
                <code className="break-all">{one.evidence_sha256}</code>
              </>
            ),
          })),
          { term: t('statement'), value: v.statement === null ? null : <Zh>{v.statement}</Zh> },
          {
            term: t('record_paper'),
            value:
              v.document_id === null ? null : (
                <>
                  <a href={documentPdf(v.document_id)}>{t('read_paper')}</a>{' '}
                  <Link to={paths.verify(v.document_id)}>{t('verify')}</Link>
                </>
              ),
          },
        ]}
      />
      {v.may.record && (
        <Form name={`record:${v.id}`}>
          <DateInput name="visited_on" label={t('visited_on')} />
          <TextArea name="record" label={t('record')} limit={longestText} rows={4} />
          {slots.map((at) => (
            <fieldset key={at}>
              <legend>{t('finding_of', { number: at + 1 })}</legend>
              <Select
                name={`findings.${at}.circumstance`}
                label={t('circumstance')}
                optional
                options={optionsOf(circumstances, side)}
              />
              <TextInput name={`findings.${at}.article`} label={t('article')} optional />
              <TextArea name={`findings.${at}.fact`} label={t('fact')} limit={longestText} rows={2} optional />
              <TextArea name={`findings.${at}.evidence`} label={t('evidence')} limit={longestText} rows={2} optional />
            </fieldset>
          ))}
          <Button>{t('do_record')}</Button>
        </Form>
      )}
      {v.may.state && (
        <Form name={`state:${v.id}`}>
          <TextArea name="words" label={t('statement')} limit={longestText} rows={3} />
          <Button>{t('do_state')}</Button>
        </Form>
      )}
      {v.may.sign && (
        <Form name={`sign:${v.id}`}>
          <PasswordInput name="password" label={t('password')} />
          <Button>{t('do_sign')}</Button>
        </Form>
      )}
    </section>
  );
}
