import { redirect } from 'react-router';
import type { Ctx } from '#api/context.ts';
import type { Services } from '#api/services.ts';
import * as shapes from '#api/sharing/contract.ts';
import {
  correctionAnswers,
  returnForms,
  type SharingAction,
  sharedFormats,
  sharingActions,
  sharingStates,
  useKinds,
} from '#api/sharing/rules/codes.ts';
import { longestText } from '#api/sharing/rules/terms.ts';
import type { RequestOut } from '#api/sharing/show.ts';
import { appContext } from '#app/context.ts';
import { agencySharing } from '#app/i18n/agency-sharing.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, type SentForm, withRefusals } from '#app/present/form.ts';
import { proposalIn } from '#app/present/sharing-reply.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { Actions } from '#app/ui/sharing/actions.tsx';
import { Ball, ClockName, DueOn, Standing } from '#app/ui/sharing/clock-cell.tsx';
import { Course } from '#app/ui/sharing/course.tsx';
import { DecisionFacts, RequestFacts } from '#app/ui/sharing/facts.tsx';
import { Corrections, Deliveries, History, Objections, Uses } from '#app/ui/sharing/records.tsx';
import { sharingTone } from '#app/ui/sharing/tone.ts';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.sharing.$id.ts';

export async function loader({ context, params: { id }, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const shown = await orRefusal(() => services.sharing.showSharing(ctx, id));
  const provides = shown.may.see_provider_side && (shown.may.set_return_rule || offers(shown, 'propose'));
  const edits = offers(shown, 'save') || offers(shown, 'resubmit') || shown.may.correct;
  const done = url.searchParams.get('done');
  return {
    shown,
    sources: provides ? await services.sharing.listSharedSources(ctx, id) : null,
    columns: edits ? (await orRefusal(() => services.sharing.showSharingOffer(ctx, shown.dataset.code))).columns : [],
    done: sharingActions.is(done) ? done : null,
    saved: done === 'saved',
    address: `${ctx.env.PUBLIC_URL}/api/v1/sharing/requests/${id}/rows`,
  };
}

const offers = (shown: RequestOut, action: SharingAction) =>
  shown.actions.some((one) => one.name === action && one.refusal === null);

type Verb = (room: Services['sharing'], ctx: Ctx, id: string, form: SentForm) => Promise<unknown>;

const verbs: Partial<Record<SharingAction, Verb>> = {
  save: (r, ctx, id, form) => r.saveSharing(ctx, id, form.read(shapes.saveBody)),
  submit: (r, ctx, id, form) => r.submitSharing(ctx, id, form.read(shapes.seenBody)),
  consent: (r, ctx, id, form) => r.consentSharing(ctx, id, form.read(shapes.wordsBody)),
  send_back: (r, ctx, id, form) => r.sendBackSharing(ctx, id, form.read(shapes.saidBody)),
  withdraw: (r, ctx, id, form) => r.withdrawSharing(ctx, id, form.read(shapes.wordsBody)),
  supplement: (r, ctx, id, form) => r.supplementSharing(ctx, id, form.read(shapes.supplementBody)),
  resubmit: (r, ctx, id, form) => r.resubmitSharing(ctx, id, form.read(shapes.saveBody)),
  ask_extension: (r, ctx, id, form) => r.askSharingExtension(ctx, id, form.read(shapes.extensionBody)),
  decide_extension: (r, ctx, id, form) => r.decideSharingExtension(ctx, id, form.read(shapes.extensionAnswerBody)),
  propose: (r, ctx, id, form) => r.proposeSharingReply(ctx, id, proposalIn(form)),
  confirm: (r, ctx, id, form) => r.confirmSharingReply(ctx, id, form.read(shapes.wordsBody)),
  confirm_refusal: (r, ctx, id, form) => r.confirmSharingReply(ctx, id, form.read(shapes.wordsBody)),
  return_proposal: (r, ctx, id, form) => r.returnSharingReply(ctx, id, form.read(shapes.saidBody)),
  open: (r, ctx, id, form) => r.provideShared(ctx, id, form.read(shapes.wordsBody)),
  suspend: (r, ctx, id, form) => r.suspendSharing(ctx, id, form.read(shapes.suspendBody)),
  report_remedy: (r, ctx, id, form) => r.reportSharingRemedy(ctx, id, form.read(shapes.saidBody)),
  resume: (r, ctx, id, form) => r.resumeSharing(ctx, id, form.read(shapes.wordsBody)),
  end: (r, ctx, id, form) => r.endSharing(ctx, id, form.read(shapes.saidBody)),
  dispose: (r, ctx, id, form) => r.disposeShared(ctx, id, form.read(shapes.saidBody)),
  object: (r, ctx, id, form) => r.objectToSharing(ctx, id, form.read(shapes.saidBody)),
  answer_objection: (r, ctx, id, form) => r.answerSharingObjection(ctx, id, form.read(shapes.objectionAnswerBody)),
};

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { sharing: room }, ctx }) => {
    const name = form.name ?? '';
    if (sharingActions.is(name)) {
      const verb = verbs[name];
      if (verb === undefined) throw new Response(null, { status: 400 });
      await form.once((once) => verb(room, once, id, form));
      return redirect(paths.sharingCase(id, { done: name }));
    }
    await form.once(async (once) => {
      if (name === 'use') return room.recordSharedUse(once, id, form.read(shapes.useBody));
      if (name === 'batch') return room.sendSharedBatch(once, id, form.read(shapes.fileBody));
      if (name === 'correct') return room.askSharedCorrection(once, id, form.read(shapes.correctionBody));
      if (name.startsWith('answer-sco_'))
        return room.answerSharedCorrection(once, name.slice('answer-'.length), form.read(shapes.correctionAnswerBody));
      if (name === 'return-rule') {
        const { dataset } = await room.showSharing(ctx, id);
        return room.setSharingReturnRule(once, dataset.code, form.read(shapes.returnRuleBody));
      }
      throw new Response(null, { status: 400 });
    });
    return redirect(paths.sharingCase(id, { done: 'saved' }));
  });
}

export default function SharingCase({ loaderData: d }: Route.ComponentProps) {
  const t = useT(agencySharing);
  const side = useSide();
  const { shown: c } = d;
  const late = c.clocks.some((one) => one.tone === 'late');
  return (
    <>
      <PageHeader
        title={t('case_title', { no: c.no })}
        breadcrumb={[{ label: t('title'), to: paths.sharing() }]}
        meta={<StateDot tone={sharingTone(c.state, late)}>{side(sharingStates.words[c.state])}</StateDot>}
      />
      {d.done !== null && (
        <Notice tone="success" live>
          {t('did', { what: side(sharingActions.words[d.done]) })}
        </Notice>
      )}
      {d.saved && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      {c.catalogue_changed && <Notice tone="warn">{t('catalogue_changed')}</Notice>}
      <Course shown={c} />
      <Section title={t('clocks')}>
        {c.clocks.length === 0 ? (
          <p>{t('no_clock')}</p>
        ) : (
          <DataTable
            caption={t('clocks')}
            captionHidden
            columns={[
              { key: 'clock', head: t('clock'), cell: (row) => <ClockName of={row} /> },
              { key: 'standing', head: t('standing'), kind: 'fixed', cell: (row) => <Standing of={row} /> },
              { key: 'due', head: t('due_on'), kind: 'fixed', cell: (row) => <DueOn of={row} /> },
              { key: 'ball', head: t('ball_with'), cell: (row) => <Ball of={row} /> },
            ]}
            rows={c.clocks}
            rowKey={(row) => `${row.kind}-${row.of ?? ''}`}
          />
        )}
      </Section>
      {c.may.take && <Take shown={c} address={d.address} />}
      <Section id="do" title={t('do_title')}>
        <Actions shown={c} columns={d.columns} sources={d.sources} />
        {c.may.set_return_rule && <ReturnRule shown={c} tables={d.sources?.tables ?? []} />}
      </Section>
      {c.decision !== null && (
        <Section title={t('decision_title')}>
          <DecisionFacts shown={c} />
        </Section>
      )}
      <Section title={t('facts')}>
        <RequestFacts shown={c} />
      </Section>
      {c.objections.length > 0 && (
        <Section title={t('objections')}>
          <Objections shown={c} />
        </Section>
      )}
      {c.grant?.opened_at != null && <Used shown={c} columns={d.columns} />}
      <Section title={t('history')}>
        <History shown={c} />
      </Section>
    </>
  );
}

const formats = sharedFormats.codes.map((value) => ({ value, label: value.toUpperCase() }));

function Take({ shown: c, address }: { readonly shown: RequestOut; readonly address: string }) {
  const t = useT(agencySharing);
  return (
    <Section id="take" title={t('take_title')}>
      {c.method === 'file' && (
        <Form action={paths.sharingFile(c.id)} reloadDocument inline name="file">
          <Select name="format" label={t('format')} blank={null} options={formats} help={t('take_file_lead')} />
          <Button>{t('take_file')}</Button>
        </Form>
      )}
      {c.method === 'interface' && (
        <>
          <p>{t('take_rows')}</p>
          <p>
            <code className="break-all">GET {address}</code>
          </p>
          <LinkButton look="plain" to={paths.tokens()}>
            {t('take_tokens')}
          </LinkButton>
        </>
      )}
      {c.method === 'batch' && (
        <Form name="batch" inline>
          <Select name="format" label={t('format')} blank={null} options={formats} help={t('take_batch_lead')} />
          <Button>{t('take_batch')}</Button>
        </Form>
      )}
    </Section>
  );
}

type Columns = Route.ComponentProps['loaderData']['columns'];

function Used({ shown: c, columns }: { readonly shown: RequestOut; readonly columns: Columns }) {
  const t = useT(agencySharing);
  const side = useSide();
  return (
    <>
      <Section title={t('deliveries')}>
        <Deliveries shown={c} />
      </Section>
      <Section
        title={t('uses')}
        lead={t('uses_lead')}
        actions={
          <a className="btn" data-look="plain" href={`/api/v1/sharing/requests/${c.id}/uses.csv`} download>
            {t('uses_csv')}
          </a>
        }
      >
        <Uses shown={c} />
        {c.may.record_use && (
          <Form name="use">
            <Select
              name="kind"
              label={t('use_kind')}
              options={useKinds.codes.map((value) => ({ value, label: side(useKinds.words[value]) }))}
            />
            <DateInput name="on" label={t('use_on')} />
            <TextArea name="words" label={t('use_words')} limit={longestText} rows={2} />
            <Button look="plain">{t('use_add')}</Button>
          </Form>
        )}
      </Section>
      <Section title={t('corrections')} lead={t('corrections_lead')}>
        <Corrections shown={c} />
        {c.corrections
          .filter((one) => one.may_answer)
          .map((one) => (
            <Form key={one.id} name={`answer-${one.id}`}>
              <h3>
                {t('correction_answer')} {one.no}
              </h3>
              <Select
                name="outcome"
                label={t('outcome')}
                options={correctionAnswers.codes.map((value) => ({
                  value,
                  label: side(correctionAnswers.words[value]),
                }))}
              />
              <TextArea name="answer" label={t('answer')} limit={longestText} rows={2} />
              <Button>{t('correction_answer')}</Button>
            </Form>
          ))}
        {c.may.correct && (
          <details className="case-action">
            <summary>{t('correction_add')}</summary>
            <Form name="correct">
              <Select
                name="column"
                label={t('column')}
                optional
                options={columns.map(({ name }) => ({ value: name, label: name }))}
              />
              <TextArea name="record" label={t('record')} help={t('record_help')} limit={longestText} rows={2} />
              <TextArea name="wrong" label={t('wrong')} limit={longestText} rows={2} />
              <TextArea name="right" label={t('right')} limit={longestText} rows={2} />
              <TextArea name="evidence" label={t('evidence')} limit={longestText} rows={2} optional />
              <Button look="plain">{t('correction_add')}</Button>
            </Form>
          </details>
        )}
      </Section>
    </>
  );
}

interface RuleProps {
  readonly shown: RequestOut;
  readonly tables: readonly {
    readonly number: number;
    readonly name: string;
    readonly columns: readonly { readonly name: string }[];
  }[];
}

function ReturnRule({ shown: c, tables }: RuleProps) {
  const t = useT(agencySharing);
  const side = useSide();
  const names = [...new Set(tables.flatMap((table) => table.columns.map((one) => one.name)))];
  return (
    <section className="case-action" aria-labelledby="return-rule-title">
      <h3 id="return-rule-title">{t('return_rule')}</h3>
      <p className="help">{t('return_rule_lead')}</p>
      <Form name="return-rule">
        {tables.length > 1 ? (
          <Select
            name="table:number"
            label={t('table')}
            blank={null}
            options={tables.map((one) => ({ value: String(one.number), label: one.name }))}
          />
        ) : null}
        {names.length > 0 ? (
          <Select
            name="column"
            label={t('column')}
            defaultValue={c.return_rule?.column ?? ''}
            options={names.map((name) => ({ value: name, label: name }))}
          />
        ) : (
          <TextInput name="column" label={t('column')} defaultValue={c.return_rule?.column ?? ''} width="medium" />
        )}
        <Select
          name="form"
          label={t('return_form')}
          blank={null}
          defaultValue={c.return_rule?.form ?? 'code'}
          options={returnForms.codes.map((value) => ({ value, label: side(returnForms.words[value]) }))}
        />
        <Button look="plain">{t('return_save')}</Button>
      </Form>
    </section>
  );
}
