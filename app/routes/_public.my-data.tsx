import { data, redirect } from 'react-router';
import type { MyData } from '#api/collection/my-data.ts';
import {
  consentKinds,
  proofStates,
  requestKinds,
  requestOutcomes,
  requestStates,
} from '#api/collection/rules/codes.ts';
import { refuse } from '#api/collection/rules/refusals.ts';
import { longestText, maxProofBytes, maxProofText } from '#api/collection/rules/terms.ts';
import * as shapes from '#api/collection/subject-contract.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { appContext } from '#app/context.ts';
import { myData } from '#app/i18n/my-data.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { type Refused, viewOf } from '#app/present/refused.ts';
import { readUpload } from '#app/present/upload.server.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Deadline } from '#app/ui/collection/deadline.tsx';
import { HoldersPicture } from '#app/ui/collection/holders-picture.tsx';
import { UnitName } from '#app/ui/collection/unit-name.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Void } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Mixed } from '#app/ui/mixed.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/_public.my-data.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const taker = await services.participants.participantOf(ctx);
  const who = taker === null ? 'stranger' : taker.kind === 'mailbox' ? 'subject' : 'staff';
  const agencies = who === 'subject' ? (await services.organizations.listAgencies(ctx)).items : [];
  return {
    who,
    mine: who === 'subject' ? await services.collection.showMyData(ctx) : null,
    agencies: agencies.map(({ uscc, name, name_en }) => ({ uscc, name, name_en })),
    done: url.searchParams.get('done') === '1',
  } as const;
}

export async function action(args: Route.ActionArgs) {
  const { request, context } = args;
  if (/multipart\/form-data/.test(request.headers.get('content-type') ?? '')) return addFile(args);
  return withRefusals(request, context, async (form, { services: { collection: room } }) => {
    const name = form.name ?? '';
    if (name === 'prove') {
      const body = form.read(shapes.proveBody);
      await form.once((once) => room.proveMyIdentity(once, body));
    } else if (name === 'ask') {
      const body = form.read(shapes.requestBody);
      await form.once((once) => room.fileSubjectRequest(once, body));
    } else if (name.startsWith('withdraw-')) {
      await form.once((once) => room.withdrawMyConsent(once, { item: name.slice('withdraw-'.length) }));
    } else if (name.startsWith('supply-')) {
      const body = form.read(shapes.supplyBody);
      await form.once((once) => room.supplySubjectRequest(once, name.slice('supply-'.length), body));
    } else await form.once((once) => room.withdrawSubjectRequest(once, name.slice('back-'.length)));
    return redirect(paths.myData({ done: 1 }));
  });
}

async function addFile({ request, context }: Route.ActionArgs) {
  const { services, ctx } = context.get(appContext);
  try {
    const { taken } = await readUpload(request, { bytes: maxProofBytes, text: maxProofText }, ({ stream }) =>
      services.collection.addMyProofFile(ctx, { stream }),
    );
    if (taken === null) throw refuse('collection.no_file');
    return redirect(paths.myData({ done: 1 }));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refused: Refused = { refusal: viewOf(error), form: 'file', typed: {} };
    return data(refused, { status: error.status });
  }
}

/** The agency may have answered meanwhile. */
export const shouldRevalidate = () => true;

export default function MyDataPage({ loaderData: { who, mine, agencies, done } }: Route.ComponentProps) {
  const t = useT(myData);
  const proved = mine?.proof?.state === 'verified';
  return (
    <>
      <meta name="robots" content="noindex" />
      <PageHeader title={t('title')} lead={<p className="max-w-[42em]">{t('lead')}</p>} />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      {mine === null ? (
        <Empty title={t(who === 'staff' ? 'staff' : 'stranger')}>
          <p>{t(who === 'staff' ? 'staff_text' : 'stranger_text')}</p>
          {who === 'stranger' && <LinkButton to={paths.takingPart(paths.myData())}>{t('confirm_mailbox')}</LinkButton>}
        </Empty>
      ) : (
        <>
          <Wanted mine={mine} />
          <Proof mine={mine} agencies={agencies} />
          {proved && <Collected mine={mine} />}
          {proved && <Held mine={mine} />}
          {proved && <Ask mine={mine} />}
          {mine.requests.length > 0 && <Requests mine={mine} />}
        </>
      )}
      <Section margin title={t('how')}>
        <ol>
          <li>{t('how_1')}</li>
          <li>{t('how_2')}</li>
          <li>{t('how_3')}</li>
        </ol>
      </Section>
      <Section margin title={t('privacy_title')}>
        <p>{t('privacy')}</p>
      </Section>
    </>
  );
}

interface Props {
  readonly mine: MyData;
}
interface Agencies {
  readonly agencies: readonly { readonly uscc: string; readonly name: string; readonly name_en: string | null }[];
}

const tones = { filed: 'wait', verified: 'done', rejected: 'refused', lapsed: 'off' } as const;

function Proof({ mine: { proof }, agencies }: Props & Agencies) {
  const t = useT(myData);
  const side = useSide();
  const open = proof === null || proof.state === 'rejected' || proof.state === 'lapsed';
  return (
    <Section
      title={t('proof')}
      lead={open ? t('proof_lead') : proof.state === 'filed' && !proof.has_file ? t('file_needed') : undefined}
    >
      {proof !== null && (
        <p>
          <StateDot tone={tones[proof.state]}>{side(proofStates.words[proof.state])}</StateDot>{' '}
          <span lang="zh-CN">
            {proof.masked_name} {proof.masked_number}
          </span>{' '}
          · <UnitName of={proof.agency} />
          {proof.state === 'filed' && proof.clock.due_on !== null && (
            <>
              {' '}
              · {t('proof_due')} <Deadline of={proof.clock} />
            </>
          )}
          {proof.valid_until !== null && (
            <>
              {' '}
              · {t('proof_until')} {proof.valid_until}
            </>
          )}
          {proof.reason !== null && (
            <>
              {' '}
              · {t('proof_reason')}: <span lang="zh-CN">{proof.reason}</span>
            </>
          )}
        </p>
      )}
      {proof?.state === 'filed' && (
        <Form name="file" encType="multipart/form-data">
          {proof.has_file && <p className="help">{t('file_there')}</p>}
          <FileInput
            name="proof"
            label={t('add_file')}
            help={t('file')}
            accept=".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg"
          />
          <Button look="plain">{t('upload')}</Button>
        </Form>
      )}
      {open && (
        <Form name="prove">
          <Select
            name="agency"
            label={t('agency')}
            help={t('agency_help')}
            options={agencies.map((one) => ({
              value: one.uscc,
              label: side({ zh: one.name, en: one.name_en ?? one.name }),
            }))}
          />
          <TextInput name="name" label={t('name')} autoComplete="name" width="medium" />
          <TextInput name="number" label={t('number')} help={t('number_help')} autoComplete="off" width="medium" />
          <Button>{t('send_proof')}</Button>
        </Form>
      )}
    </Section>
  );
}

/** What an agency waits for: the first thing on the page. */
function Wanted({ mine: { requests } }: Props) {
  const t = useT(myData);
  return requests
    .filter((one) => one.state === 'supplementing')
    .map((one) => (
      <Section key={one.id} title={t('more_wanted', { no: one.no })} lead={t('more_wanted_lead')}>
        <p className="clause-text mb-4" lang="zh-CN">
          {one.notice}
        </p>
        <Form name={`supply-${one.id}`}>
          <TextArea name="words" label={t('supply')} help={t('ask_help')} limit={longestText} rows={4} />
          <Button>{t('supply_send')}</Button>
        </Form>
      </Section>
    ));
}

function Collected({ mine: { collected } }: Props) {
  const t = useT(myData);
  const side = useSide();
  return (
    <Section title={t('collected')} lead={t('collected_lead')}>
      <DataTable
        caption={t('collected')}
        captionHidden
        columns={[
          {
            key: 'item',
            head: t('item'),
            cell: (row) => (
              <span lang="zh-CN">
                {row.name}
                <br />
                <span className="help">{row.meaning}</span>
              </span>
            ),
          },
          { key: 'by', head: t('by'), cell: (row) => <UnitName of={row.agency} /> },
          { key: 'purpose', head: t('purpose'), cell: (row) => <span lang="zh-CN">{row.purpose}</span> },
          {
            key: 'basis',
            head: t('basis'),
            cell: (row) => (row.needs_consent ? t('by_consent') : <span lang="zh-CN">{row.basis}</span>),
          },
          {
            key: 'on',
            head: t('collected_on'),
            kind: 'fixed',
            cell: (row) => (row.collected_on.length === 0 ? <Void /> : row.collected_on.slice(0, 3).join(', ')),
          },
          {
            key: 'consent',
            head: t('consent'),
            kind: 'fixed',
            cell: (row) =>
              row.consent === null ? (
                <Void />
              ) : (
                <>
                  {side(consentKinds.words[row.consent])}
                  {row.consent === 'given' && (
                    <Form name={`withdraw-${row.no}`} inline>
                      <ConfirmButton
                        look="plain"
                        size="small"
                        title={<Mixed>{t('withdraw_title', { name: row.name })}</Mixed>}
                        consequence={t('withdraw_consequence')}
                      >
                        {t('withdraw')}
                      </ConfirmButton>
                    </Form>
                  )}
                </>
              ),
          },
        ]}
        rows={collected}
        rowKey={(row) => row.no}
        empty={<p>{t('none_collected')}</p>}
      />
    </Section>
  );
}

function Held({ mine: { held } }: Props) {
  const t = useT(myData);
  return (
    <Section title={t('held')} lead={t('held_lead')}>
      <HoldersPicture held={held} />
      <DataTable
        caption={t('held')}
        captionHidden
        columns={[
          { key: 'resource', head: t('resource'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
          { key: 'by', head: t('by'), cell: (row) => <UnitName of={row.agency} /> },
          { key: 'kinds', head: t('kinds'), cell: (row) => <span lang="zh-CN">{row.kinds.join('、')}</span> },
          {
            key: 'with',
            head: t('shared_with'),
            cell: (row) =>
              row.shared_with.length === 0 ? (
                t('not_shared')
              ) : (
                <ul>
                  {row.shared_with.map((one) => (
                    <li key={`${one.agency.id} ${one.scenario}`}>
                      <UnitName of={one.agency} /> <span lang="zh-CN">{one.scenario}</span> ({one.until})
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
        rows={held}
        rowKey={(row) => row.code}
        empty={<p>{t('none_held')}</p>}
      />
    </Section>
  );
}

function Ask({ mine: { collected, held } }: Props) {
  const t = useT(myData);
  const side = useSide();
  const about = [
    ...collected.map((one) => ({ value: `item:${one.no}`, label: `${one.name} · ${one.agency.name}` })),
    ...held.map((one) => ({ value: `entry:${one.code}`, label: `${one.title} · ${one.agency.name}` })),
  ];
  if (about.length === 0) return null;
  return (
    <Section id="ask" title={t('ask')}>
      <Form name="ask">
        <Select name="about" label={t('ask_about')} options={about} lang="zh-CN" />
        <Select
          name="kind"
          label={t('ask_kind')}
          help={t('ask_kind_help')}
          options={requestKinds.codes.map((value) => ({ value, label: side(requestKinds.words[value]) }))}
        />
        <TextArea name="words" label={t('ask_words')} help={t('ask_help')} limit={longestText} rows={4} />
        <Button>{t('ask_send')}</Button>
      </Form>
    </Section>
  );
}

function Requests({ mine: { requests } }: Props) {
  const t = useT(myData);
  const side = useSide();
  return (
    <Section title={t('requests')}>
      <DataTable
        caption={t('requests')}
        captionHidden
        columns={[
          { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => row.no },
          { key: 'kind', head: t('ask_kind'), cell: (row) => side(requestKinds.words[row.kind]) },
          { key: 'about', head: t('ask_about'), cell: (row) => <span lang="zh-CN">{row.about_title}</span> },
          { key: 'by', head: t('by'), cell: (row) => <UnitName of={row.agency} /> },
          {
            key: 'state',
            head: t('state'),
            kind: 'fixed',
            cell: (row) => (
              <>
                {side(requestStates.words[row.state])}
                {row.outcome !== null && ` · ${side(requestOutcomes.words[row.outcome])}`}
              </>
            ),
          },
          {
            key: 'due',
            head: t('due'),
            kind: 'fixed',
            cell: (row) =>
              row.state === 'answered' || row.state === 'withdrawn' ? (
                <Void />
              ) : (
                <>
                  <Deadline of={row.clock} />
                  <Form name={`back-${row.id}`} inline>
                    <Button look="text" aria-label={`${t('take_back')} ${row.no}`}>
                      {t('take_back')}
                    </Button>
                  </Form>
                </>
              ),
          },
          {
            key: 'answer',
            head: t('answer'),
            cell: (row) =>
              row.answer === null ? (
                row.extension === null ? (
                  <Void />
                ) : (
                  <Mixed>{t('longer', { count: row.extension.days, reason: row.extension.reason ?? '' })}</Mixed>
                )
              ) : (
                <span lang="zh-CN">
                  {row.answer} {row.legal_basis}
                </span>
              ),
          },
        ]}
        rows={requests}
        rowKey={(row) => row.id}
      />
    </Section>
  );
}
