import { data, redirect } from 'react-router';
import { z } from 'zod';
import { isRefusal } from '#api/kernel/refusal.ts';
import * as shapes from '#api/targeted/contract.ts';
import { caseActions, caseStates, fileFormats } from '#api/targeted/rules/codes.ts';
import { longestText, maxProofBytes, maxProofText } from '#api/targeted/rules/limits.ts';
import { refuse } from '#api/targeted/rules/refusals.ts';
import type { CaseOut } from '#api/targeted/show.ts';
import { appContext } from '#app/context.ts';
import { targeted } from '#app/i18n/targeted.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { bytesText } from '#app/present/format.ts';
import { type Refused, viewOf } from '#app/present/refused.ts';
import { readUpload } from '#app/present/upload.server.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Checkbox, RadioGroup } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { ApplicationFields } from '#app/ui/targeted/application-fields.tsx';
import { ApplicationFacts, DecisionFacts, GrantFacts } from '#app/ui/targeted/facts.tsx';
import { Deliveries, History } from '#app/ui/targeted/record.tsx';
import { targetedTone } from '#app/ui/targeted/tone.ts';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/_public.targeted.$id.ts';

export async function loader({ context, params: { id }, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  if ((await services.participants.participantOf(ctx)) === null) throw redirect(paths.takingPart(url.pathname));
  const done = url.searchParams.get('done');
  // The file comes by an address of its own; what it refused is said here.
  const problem = url.searchParams.get('problem') ?? '';
  return {
    shown: await orRefusal(() => services.targeted.showOwnTargeted(ctx, id)),
    done: caseActions.is(done) ? done : null,
    problem: Object.hasOwn(refuse.table, problem) ? (problem as keyof typeof refuse.table) : null,
    left: Number(url.searchParams.get('left') ?? 0),
  };
}

const removed = z.object({ number: z.coerce.number().int() });

export async function action(args: Route.ActionArgs) {
  const { request, context, params } = args;
  const { id } = params;
  if (/multipart\/form-data/.test(request.headers.get('content-type') ?? '')) return addProof(args);
  return withRefusals(request, context, async (form, { services: { targeted: room }, ctx }) => {
    switch (form.name) {
      case 'edit': {
        const body = form.read(shapes.saveBody);
        await form.once((once) => room.saveTargeted(once, id, body));
        return redirect(paths.targetedCase(id, { done: 'save' }));
      }
      case 'remove':
        await room.removeTargetedProof(ctx, id, form.read(removed).number);
        return redirect(paths.targetedCase(id, { done: 'remove_proof' }));
      case 'file': {
        const body = form.read(shapes.fileBody);
        await form.once((once) => room.fileTargeted(once, id, body));
        return redirect(paths.targetedCase(id, { done: 'file' }));
      }
      case 'resubmit': {
        const body = form.read(shapes.revisionBody);
        await form.once((once) => room.resubmitTargeted(once, id, body));
        return redirect(paths.targetedCase(id, { done: 'resubmit' }));
      }
      case 'withdraw': {
        const body = form.read(shapes.withdrawBody);
        await form.once((once) => room.withdrawTargeted(once, id, body));
        return redirect(paths.targetedCase(id, { done: 'withdraw' }));
      }
      default:
        await form.once((once) => room.askTargetedCode(once, id));
        return { sent: true as const };
    }
  });
}

async function addProof({ request, context, params: { id } }: Route.ActionArgs) {
  const { services, ctx } = context.get(appContext);
  try {
    const { taken } = await readUpload(request, { bytes: maxProofBytes, text: maxProofText }, ({ name, stream }) =>
      services.targeted.addTargetedProof(ctx, id, { name, stream }),
    );
    if (taken === null) throw refuse('targeted.no_file');
    return redirect(paths.targetedCase(id, { done: 'add_proof' }));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refused: Refused = { refusal: viewOf(error), form: 'proof', typed: {} };
    return data(refused, { status: error.status });
  }
}

/** Somebody else may have moved the case. */
export const shouldRevalidate = () => true;

export default function OwnTargeted({
  loaderData: { shown: c, done, problem, left },
  actionData,
}: Route.ComponentProps) {
  const t = useT(targeted);
  const side = useSide();
  const open = c.state === 'drafting' || c.state === 'supplementing';
  const can = (name: string) => c.actions.some((one) => one.name === name && one.refusal === null);
  const sent = actionData !== undefined && 'sent' in actionData;
  return (
    <>
      <PageHeader
        title={t('case_title', { no: c.no })}
        breadcrumb={[{ label: t('title'), to: paths.targeted() }]}
        meta={<StateDot tone={targetedTone(c.state, 'applicant', false)}>{side(caseStates.words[c.state])}</StateDot>}
      />
      <meta name="robots" content="noindex" />
      {done !== null && !sent && problem === null && (
        <Notice tone="success" live>
          {t('did', { what: side(caseActions.words[done]) })}
        </Notice>
      )}
      {c.state === 'supplementing' && (
        <Notice tone="warn" title={t('supplement_title')}>
          <p className="clause-text" lang="zh-CN">
            {c.supplement_notice}
          </p>
        </Notice>
      )}
      {c.state === 'revoked' && (
        <Notice tone="refusal" title={t('revoked_title')}>
          <p lang="zh-CN">{c.revoked_reason}</p>
        </Notice>
      )}
      {can('deliver') && c.grant !== null && c.grant.downloads_made < c.grant.downloads_allowed && (
        <Take shown={c} sent={sent} problem={problem} left={left} />
      )}
      {c.grant !== null && (
        <Section title={t('grant')}>
          <GrantFacts grant={c.grant} />
        </Section>
      )}
      {c.deliveries.length > 0 && (
        <Section title={t('deliveries')}>
          <Deliveries shown={c} />
        </Section>
      )}
      {c.decision !== null && (
        <Section title={t('decision')}>
          <DecisionFacts shown={c} />
        </Section>
      )}
      <Section title={t('facts')}>
        <ApplicationFacts shown={c} />
      </Section>
      <Section title={t('proofs')}>
        <Proofs shown={c} open={open} />
      </Section>
      {open && <Prepare shown={c} />}
      {can('withdraw') && (
        <details className="case-action">
          <summary>{t('withdraw')}</summary>
          <Form name="withdraw">
            <TextArea name="reason" label={t('reason')} optional limit={longestText} rows={2} />
            <ConfirmButton
              look="warn"
              title={t('withdraw_confirm', { no: c.no })}
              consequence={t('withdraw_consequence')}
            >
              {t('withdraw')}
            </ConfirmButton>
          </Form>
        </details>
      )}
      {c.history.length > 0 && (
        <Section title={t('history')}>
          <History
            shown={c}
            next={
              c.state === 'supplementing' || c.state === 'granted'
                ? t('next_you')
                : ['filed', 'verified', 'consulting'].includes(c.state)
                  ? t('next_agency')
                  : null
            }
          />
        </Section>
      )}
    </>
  );
}

interface TakeProps {
  readonly shown: CaseOut;
  readonly sent: boolean;
  readonly problem: keyof typeof refuse.table | null;
  readonly left: number;
}

function Take({ shown: c, sent, problem, left }: TakeProps) {
  const t = useT(targeted);
  const side = useSide();
  const said = problem === null ? null : refuse(problem, { left });
  return (
    <Section id="take" title={t('take_title')} lead={t('take_lead')}>
      {said !== null && !sent && (
        <Notice tone="refusal" live>
          {side({ zh: said.sentence('zh'), en: said.sentence('en') })}
        </Notice>
      )}
      {sent && (
        <Notice tone="success" live>
          {t('code_sent')}
        </Notice>
      )}
      <div className="mb-6">
        <Form name="code" inline>
          <Button look={sent || problem !== null ? 'plain' : 'primary'}>{t('ask_code')}</Button>
        </Form>
      </div>
      {/* A document of its own: the answer is the file, not a page. */}
      <Form name="take" action={paths.targetedFile(c.id)} reloadDocument>
        <TextInput
          name="code"
          label={t('code')}
          help={t('code_help')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          width="short"
        />
        <RadioGroup
          name="format"
          label={t('format')}
          defaultValue="xlsx"
          options={fileFormats.codes.map((value) => ({ value, label: side(fileFormats.words[value]) }))}
        />
        <Button look={sent || problem !== null ? 'primary' : 'plain'}>{t('take')}</Button>
      </Form>
    </Section>
  );
}

function Proofs({ shown: c, open }: { readonly shown: CaseOut; readonly open: boolean }) {
  const t = useT(targeted);
  return (
    <>
      <DataTable
        caption={t('proofs')}
        captionHidden
        columns={[
          { key: 'number', head: t('proof_number'), kind: 'number', cell: (row) => row.number },
          { key: 'name', head: t('proof_name'), cell: (row) => <span lang="zh-CN">{row.name}</span> },
          { key: 'kind', head: t('proof_kind'), kind: 'fixed', cell: (row) => row.kind.toUpperCase() },
          { key: 'size', head: t('proof_size'), kind: 'number', cell: (row) => bytesText(row.bytes) },
          { key: 'at', head: t('at'), kind: 'fixed', cell: (row) => <DateText instant={row.added_at} /> },
          ...(open
            ? [
                {
                  key: 'remove',
                  head: t('proof_remove'),
                  cell: (row: CaseOut['proofs'][number]) => (
                    <Form name="remove" inline>
                      <input type="hidden" name="number" value={row.number} />
                      <Button look="text" size="small" aria-label={`${t('proof_remove')} ${row.number}`}>
                        {t('proof_remove')}
                      </Button>
                    </Form>
                  ),
                },
              ]
            : []),
        ]}
        rows={c.proofs}
        rowKey={(row) => String(row.number)}
        empty={<Empty title={t('proofs_none')}>{t('proofs_none_text')}</Empty>}
      />
      {open && (
        <Form name="proof" encType="multipart/form-data">
          <FileInput
            name="proof"
            label={t('proof_file')}
            accept=".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg"
          />
          <Button look="plain">{t('proof_add')}</Button>
        </Form>
      )}
    </>
  );
}

function Prepare({ shown: c }: { readonly shown: CaseOut }) {
  const t = useT(targeted);
  const drafting = c.state === 'drafting';
  return (
    <>
      <Section title={t(drafting ? 'file_title' : 'resubmit')}>
        <Form name={drafting ? 'file' : 'resubmit'}>
          <input type="hidden" name="revision:number" value={c.revision} readOnly />
          {drafting ? (
            <>
              <Checkbox name="undertaking" label={t('undertaking')} />
              <ConfirmButton title={t('file_confirm', { no: c.no })} consequence={t('file_consequence')}>
                {t('file')}
              </ConfirmButton>
            </>
          ) : (
            <Button>{t('resubmit')}</Button>
          )}
        </Form>
      </Section>
      <details className="case-action">
        <summary>{t('edit')}</summary>
        <Form name="edit">
          <input type="hidden" name="revision:number" value={c.revision} readOnly />
          <TextArea
            name="data_wanted"
            label={t('data_wanted')}
            optional={c.dataset !== null}
            limit={longestText}
            rows={3}
            defaultValue={c.data_wanted}
          />
          <ApplicationFields
            kept
            values={{
              interest: c.interest,
              purpose: c.purpose,
              statement: c.own?.statement ?? '',
              scope: c.own?.scope ?? '',
              applicant_kind: c.applicant_kind,
            }}
          />
          <Button look="plain">{t('save')}</Button>
        </Form>
      </details>
    </>
  );
}
