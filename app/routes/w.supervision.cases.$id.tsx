import { Link, redirect } from 'react-router';
import type { Ctx } from '#api/context.ts';
import type { Services } from '#api/services.ts';
import * as shapes from '#api/supervision/contract.ts';
import {
  type CaseAction,
  caseActions,
  caseStates,
  paperKinds,
  paperStates,
  verdicts,
} from '#api/supervision/rules/codes.ts';
import { longestText } from '#api/supervision/rules/terms.ts';
import type { CaseOut } from '#api/supervision/show.ts';
import { appContext } from '#app/context.ts';
import { supervision } from '#app/i18n/supervision.ts';
import { paths } from '#app/paths.ts';
import { documentPdf } from '#app/present/document-path.ts';
import { orRefusal, requireViewer, type SentForm, withRefusals } from '#app/present/form.ts';
import { draftIn } from '#app/present/supervision-form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList, orVoid, Void } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { CaseActions } from '#app/ui/supervision/case-actions.tsx';
import { CircumstanceName, caseTone, DueText, UnitName, Zh } from '#app/ui/supervision/parts.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.supervision.cases.$id.ts';

export async function loader({ context, params: { id }, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  const done = url.searchParams.get('done');
  return {
    shown: await orRefusal(() => services.supervision.showCase(ctx, id)),
    done: done !== null && caseActions.is(done) ? done : null,
  };
}

type Room = Services['supervision'];
type Verb = (room: Room, ctx: Ctx, id: string, form: SentForm) => Promise<unknown>;
const issue: Verb = (room, ctx, id, form) => room.issuePaper(ctx, id, form.read(shapes.issueBody));
const verbs: Partial<Record<CaseAction, Verb>> = {
  state: (r, ctx, id, form) => r.stateCase(ctx, id, form.read(shapes.saidBody)),
  end_hearing: (r, ctx, id, form) => r.endHearing(ctx, id, form.read(shapes.wordsBody)),
  drop: (r, ctx, id, form) => r.dropCase(ctx, id, form.read(shapes.saidBody)),
  set_law: (r, ctx, id, form) => r.setLaw(ctx, id, form.read(shapes.lawBody)),
  hand_over: (r, ctx, id, form) => r.handOver(ctx, id, form.read(shapes.saidBody)),
  receive: (r, ctx, id, form) => r.receiveOrder(ctx, id, form.read(shapes.wordsBody)),
  save_item: (r, ctx, id, form) => r.saveItem(ctx, id, form.read(shapes.itemBody)),
  ask_extension: (r, ctx, id, form) => r.askExtension(ctx, id, form.read(shapes.extensionBody)),
  decide_extension: (r, ctx, id, form) => r.decideExtension(ctx, id, form.read(shapes.extensionAnswerBody)),
  report: (r, ctx, id, form) => r.reportCase(ctx, id, form.read(shapes.wordsBody)),
  return_draft: (r, ctx, id, form) => r.returnPaper(ctx, id, form.read(shapes.saidBody)),
  close: (r, ctx, id, form) => r.closeCase(ctx, id, form.read(shapes.saidBody)),
  pass: issue,
  fall_short: issue,
};

function verbOf(name: CaseAction): Verb | undefined {
  const kind = name.replace(/^(draft|issue)_/, '');
  if (name.startsWith('draft_') && paperKinds.is(kind))
    return (room, ctx, id, form) => room.draftPaper(ctx, id, draftIn(form, kind));
  return name.startsWith('issue_') ? issue : verbs[name];
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const name = (form.name ?? '').replace(/-\d+$/, '');
    const verb = caseActions.is(name) ? verbOf(name) : undefined;
    if (verb === undefined) throw new Response(null, { status: 400 });
    await form.once((once) => verb(services.supervision, once, id, form));
    return redirect(paths.supervisionCase(id, { done: name }));
  });
}

export default function SupervisionCase({ loaderData: { shown: c, done } }: Route.ComponentProps) {
  const t = useT(supervision);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('case_title', { no: c.no })}
        breadcrumb={[
          { label: t('title'), to: paths.supervision() },
          { label: t('to_cases'), to: paths.supervisionCases() },
        ]}
        meta={
          <>
            <StateDot tone={caseTone(c.state, c.clock?.tone === 'late')}>{side(caseStates.words[c.state])}</StateDot>{' '}
            {c.clock !== null && <DueText clock={c.clock} />}
          </>
        }
      />
      {done !== null && (
        <Notice tone="success" live>
          {t('done', { what: side(caseActions.words[done]) })}
        </Notice>
      )}
      <DescriptionList
        facts={[
          { term: t('agency'), value: <UnitName of={c.agency} /> },
          { term: t('circumstance'), value: <CircumstanceName code={c.circumstance} /> },
          { term: t('subject'), value: <Zh>{c.title}</Zh> },
          { term: t('facts'), value: <Zh>{c.facts}</Zh> },
          { term: t('provision'), value: <Zh>{c.provision}</Zh> },
          ...(c.governing_law === null
            ? []
            : [
                {
                  term: t('law'),
                  value: (
                    <>
                      <Zh>{c.governing_law}</Zh>
                      {c.law_prevails && ` · ${t('law_prevails')}`}
                    </>
                  ),
                },
              ]),
          { term: t('statement'), value: c.statement === null ? null : <Zh>{c.statement}</Zh> },
          ...(c.first_due_on === null
            ? []
            : [
                { term: t('first_term'), value: <DateText day={c.first_due_on} /> },
                { term: t('received'), value: c.received_at === null ? null : <DateText instant={c.received_at} /> },
              ]),
          ...(c.lapsed_on === null ? [] : [{ term: t('lapsed'), value: <DateText day={c.lapsed_on} /> }]),
          ...(c.close_reason === null ? [] : [{ term: t('close_reason'), value: <Zh>{c.close_reason}</Zh> }]),
        ]}
      />
      {c.demands.length > 0 && <Demands shown={c} />}
      <Section id="do" title={t('do_title')}>
        <CaseActions shown={c} />
      </Section>
      {c.documents.length > 0 && <Documents shown={c} />}
      {c.clues.length > 0 && (
        <Section title={t('clues')}>
          <DataTable
            caption={t('clues')}
            captionHidden
            columns={[
              {
                key: 'no',
                head: t('no'),
                kind: 'fixed',
                cell: (row) =>
                  c.side === 'department' ? <Link to={paths.supervisionClue(row.id)}>{row.no}</Link> : row.no,
              },
              { key: 'kind', head: t('kind'), cell: (row) => side(row.kind) },
              { key: 'title', head: t('subject'), cell: (row) => <Zh>{row.title}</Zh> },
              {
                key: 'digest',
                head: t('digest'),
                cell: (row) => <code className="break-all">{row.evidence_sha256}</code>,
              },
            ]}
            rows={c.clues}
            rowKey={(row) => row.id}
          />
        </Section>
      )}
      <Section title={t('history')}>
        <Timeline
          events={c.history.map((one) => ({
            id: one.id,
            at: one.at,
            who: one.who === null ? t('platform') : <span lang="zh-CN">{one.who}</span>,
            what: side(caseActions.words[one.action]),
            say: one.words,
          }))}
        />
      </Section>
    </>
  );
}

function Demands({ shown: c }: { readonly shown: CaseOut }) {
  const t = useT(supervision);
  const side = useSide();
  const edits = c.actions.some((one) => one.name === 'save_item' && one.refusal === null);
  return (
    <Section id="demands" title={t('demands')}>
      <DataTable
        caption={t('demands')}
        captionHidden
        columns={[
          { key: 'number', head: t('no'), kind: 'fixed', cell: (row) => String(row.number) },
          { key: 'demand', head: t('demand'), cell: (row) => <Zh>{row.demand}</Zh> },
          {
            key: 'measure',
            head: t('measure'),
            cell: (row) => orVoid(row.measure === null ? null : <Zh>{row.measure}</Zh>),
          },
          {
            key: 'evidence',
            head: t('measure_evidence'),
            cell: (row) => orVoid(row.evidence === null ? null : <Zh>{row.evidence}</Zh>),
          },
          {
            key: 'done',
            head: t('done_on'),
            kind: 'fixed',
            cell: (row) => (row.done_on === null ? <Void /> : <DateText day={row.done_on} />),
          },
          {
            key: 'verdict',
            head: t('verdict'),
            kind: 'fixed',
            cell: (row) => orVoid(row.verdict === null ? null : side(verdicts.words[row.verdict])),
          },
        ]}
        rows={c.demands}
        rowKey={(row) => String(row.number)}
      />
      {edits &&
        c.demands.map((one) => (
          <details key={one.number} className="case-action">
            <summary>
              {t('item_of', { number: one.number })} · {side(caseActions.words.save_item)}
            </summary>
            <Form name={`save_item-${one.number}`}>
              <input type="hidden" name="number:number" value={one.number} />
              <TextArea
                name="measure"
                label={t('measure')}
                limit={longestText}
                rows={2}
                defaultValue={one.measure ?? ''}
              />
              <TextArea
                name="evidence"
                label={t('measure_evidence')}
                limit={longestText}
                rows={2}
                defaultValue={one.evidence ?? ''}
              />
              <TextInput
                name="responsible"
                label={t('responsible')}
                width="medium"
                defaultValue={one.responsible ?? ''}
              />
              <DateInput name="done_on" label={t('done_on')} defaultValue={one.done_on ?? ''} />
              <Button look="plain">{t('save')}</Button>
            </Form>
          </details>
        ))}
    </Section>
  );
}

function Documents({ shown: c }: { readonly shown: CaseOut }) {
  const t = useT(supervision);
  const side = useSide();
  return (
    <Section id="documents" title={t('documents')}>
      <DataTable
        caption={t('documents')}
        captionHidden
        columns={[
          { key: 'kind', head: t('kind'), cell: (row) => side(paperKinds.words[row.kind]) },
          {
            key: 'state',
            head: t('state'),
            kind: 'fixed',
            cell: (row) => (
              <StateDot tone={row.state === 'issued' ? 'done' : row.state === 'drafted' ? 'open' : 'off'}>
                {side(paperStates.words[row.state])}
              </StateDot>
            ),
          },
          {
            key: 'no',
            head: t('document_no'),
            cell: (row) => orVoid(row.document_no === null ? null : <span lang="zh-CN">{row.document_no}</span>),
          },
          {
            key: 'issuer',
            head: t('issuer'),
            cell: (row) => orVoid(row.issuer === null ? null : <span lang="zh-CN">{row.issuer}</span>),
          },
          {
            key: 'on',
            head: t('issued_on'),
            kind: 'fixed',
            cell: (row) => (row.issued_on === null ? <Void /> : <DateText day={row.issued_on} />),
          },
          {
            key: 'read',
            head: t('papers'),
            cell: (row) =>
              row.document_id === null ? (
                <Zh>
                  {t('drafted_by')} {row.drafted_by}
                  {row.return_words === null ? '' : ` · ${row.return_words}`}
                </Zh>
              ) : (
                <>
                  <a href={documentPdf(row.document_id)}>{t('read_paper')}</a>{' '}
                  <Link to={paths.verify(row.document_id)}>{t('verify')}</Link>
                </>
              ),
          },
        ]}
        rows={c.documents}
        rowKey={(row) => row.id}
      />
    </Section>
  );
}
