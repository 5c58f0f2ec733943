import { redirect } from 'react-router';
import { z } from 'zod';
import { agreementActions, agreementStates } from '#api/agreements/rules/codes.ts';
import { draftActions, proposalActions, proposalStates } from '#api/agreements/rules/draft-codes.ts';
import { commentShape, compareQuery, decideProposalShape, seenShape } from '#api/agreements/rules/draft-shapes.ts';
import { appContext } from '#app/context.ts';
import { agreementDrafts } from '#app/i18n/agreement-drafts.ts';
import { paths } from '#app/paths.ts';
import { caseTone } from '#app/present/case-tone.ts';
import { clauseTitle } from '#app/present/clause-lines.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { instantText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { ClauseChanges, han } from '#app/ui/agreements/clause-change.tsx';
import { ProposalCard } from '#app/ui/agreements/proposal-card.tsx';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.agreements.$id_.drafts._index.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const read = compareQuery.safeParse(Object.fromEntries([...url.searchParams].filter(([, value]) => value !== '')));
  const asked = read.success ? read.data : {};
  return orRefusal(async () => {
    const negotiation = await services.agreements.getNegotiation(ctx, params.id);
    const { since, drafts } = negotiation;
    const compare = (from: number | undefined, to: number | undefined) =>
      services.agreements.compareDrafts(ctx, params.id, { from, to });
    return {
      negotiation,
      news: since === null || since.from === 0 ? null : await compare(since.from, since.to),
      compared:
        drafts.length > 1 && (asked.from !== undefined || asked.to !== undefined)
          ? await compare(asked.from, asked.to)
          : null,
      done: url.searchParams.has('done'),
    };
  });
}

const verdict = z.enum(['accept', 'decline', 'leave']);
const decided = z.object({
  proposal: z.string().max(60),
  revision: z.number().int(),
  words: decideProposalShape.shape.words,
  verdict: z.record(z.string(), verdict).default({}),
});
const withdrawn = z.object({ proposal: z.string().max(60) });

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { agreements: a } }) => {
    const { id } = params;
    if (form.name === 'seen') {
      const input = form.read(z.object({ number: z.number().int() })).number;
      await form.once((ctx) => a.markDraftsSeen(ctx, id, seenShape.parse({ number: input })));
    } else if (form.name === 'comment') {
      const input = form.read(commentShape);
      await form.once((ctx) => a.commentDraft(ctx, id, input));
    } else if (form.name === 'withdraw') {
      const { proposal } = form.read(withdrawn);
      await form.once((ctx) => a.withdrawProposal(ctx, id, proposal));
    } else if (form.name === 'decide') {
      const { proposal, revision, words, verdict: given } = form.read(decided);
      const named = (what: 'accept' | 'decline') =>
        form.intent === 'chosen' ? Object.keys(given).filter((clause) => given[clause] === what) : [];
      const rest = form.intent === 'accept' || form.intent === 'decline' ? form.intent : 'leave';
      const input = { revision, words, accept: named('accept'), decline: named('decline'), rest } as const;
      await form.once((ctx) => a.decideProposal(ctx, id, proposal, input));
    } else throw new Response(null, { status: 400 });
    return redirect(paths.drafts(id, { done: 1 }));
  });
}

/** After a refusal too: the other side may have moved it meanwhile, and the page shall show it. */
export const shouldRevalidate = () => true;

export default function Negotiation({ loaderData }: Route.ComponentProps) {
  const { negotiation: n, news, compared, done } = loaderData;
  const t = useT(agreementDrafts);
  const side = useSide();
  const last = n.drafts.at(-1)?.number ?? 0;
  const propose = n.actions.find((one) => one.name === 'propose');
  const open = n.proposals.filter((one) => one.state === 'open');
  const earlier = n.proposals.filter((one) => one.state !== 'open');
  return (
    <>
      <PageHeader
        title={t('title', { no: n.agreement_no })}
        lead={t('lead')}
        breadcrumb={[
          { label: t('agreements'), to: paths.agreements() },
          { label: n.agreement_no, to: paths.agreement(n.agreement_id) },
        ]}
        meta={
          <>
            <StateDot tone={caseTone(n.state, n.state === 'draft')}>{side(agreementStates.words[n.state])}</StateDot>
            {last > 0 && <span>{t('newest', { n: last })}</span>}
            <span>{t(`side_${n.side}`)}</span>
            <span>{n.seen.theirs === null ? t('theirs_unseen') : t('theirs_seen', { n: n.seen.theirs.number })}</span>
          </>
        }
        actions={
          propose?.refusal === null ? (
            <LinkButton to={paths.newProposal(n.agreement_id)}>{t('propose')}</LinkButton>
          ) : undefined
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      {propose !== undefined && propose.refusal !== null && <Notice>{side(propose.refusal)}</Notice>}
      {n.drafts.length === 0 && <Empty title={t('empty')}>{t('empty_text')}</Empty>}
      {n.since !== null && (
        <Section
          id="since"
          title={t('since')}
          lead={news === null ? t('since_first', { to: n.since.to }) : t('since_lead', news)}
        >
          {news !== null && (
            <ClauseChanges clauses={news.clauses} before={news.before} after={news.after} none={t('since_same')} />
          )}
          <div className="mt-5">
            <Form name="seen" inline>
              <input type="hidden" name="number:number" value={n.since.to} readOnly />
              <Button look="plain">{t('mark_seen', { n: n.since.to })}</Button>
            </Form>
          </div>
        </Section>
      )}
      <Section id="proposals" title={t('proposals')} lead={t('proposals_lead')}>
        {open.length === 0 && <Empty title={t('proposals_none')}>{t('proposals_none_text')}</Empty>}
        {open.map((one) => (
          <ProposalCard key={one.id} proposal={one} negotiation={n} />
        ))}
      </Section>
      {last > 1 && <Compare negotiation={n} compared={compared} />}
      <Comments negotiation={n} />
      {earlier.length > 0 && (
        <Section title={t('earlier')}>
          {earlier.map((one) => (
            <details key={one.id} className="case-action">
              <summary>
                {t('proposal_n', { n: one.number })} · {side(proposalStates.words[one.state])}
              </summary>
              <ProposalCard proposal={one} negotiation={n} />
            </details>
          ))}
        </Section>
      )}
      <Section id="record" title={t('record')}>
        <Record negotiation={n} />
      </Section>
    </>
  );
}

type Of = { readonly negotiation: Route.ComponentProps['loaderData']['negotiation'] };

function Compare({ negotiation: n, compared }: Of & Pick<Route.ComponentProps['loaderData'], 'compared'>) {
  const t = useT(agreementDrafts);
  const locale = useLocale();
  const options = n.drafts.map((one) => ({
    value: String(one.number),
    label: t('draft_option', { n: one.number, at: instantText(new Date(one.at), locale) }),
  }));
  const last = n.drafts.at(-1)?.number ?? 1;
  return (
    <Section id="compare" title={t('compare')}>
      <Form method="get" inline>
        <Select
          name="from"
          label={t('compare_from')}
          blank={null}
          optional
          options={options}
          defaultValue={String(compared?.from ?? Math.max(1, last - 1))}
        />
        <Select
          name="to"
          label={t('compare_to')}
          blank={null}
          optional
          options={options}
          defaultValue={String(compared?.to ?? last)}
        />
        <Button look="plain">{t('compare_do')}</Button>
      </Form>
      {compared !== null && (
        <>
          <p className="caption mt-5">{t('compare_result', compared)}</p>
          <ClauseChanges
            clauses={compared.clauses}
            before={compared.before}
            after={compared.after}
            none={t('compare_same')}
          />
        </>
      )}
    </Section>
  );
}

function Comments({ negotiation: n }: Of) {
  const t = useT(agreementDrafts);
  const locale = useLocale();
  const side = useSide();
  const may = n.actions.find((one) => one.name === 'comment');
  const clauses = Object.keys(n.terms).filter((clause) => clause !== 'record');
  return (
    <Section id="comments" title={t('comments')}>
      {n.comments.length === 0 && <p className="help">{t('comments_none')}</p>}
      <div className="mb-6">
        <Timeline
          events={n.comments.map((one) => ({
            id: one.id,
            at: one.at,
            who: <Who of={one} />,
            what:
              one.clauses.length === 0
                ? t('comment_whole')
                : one.clauses.map((c) => clauseTitle(c, locale)).join(' · '),
            say: one.words,
          }))}
        />
      </div>
      {may?.refusal === null ? (
        <Form name="comment">
          <Select
            name="clause"
            label={t('comment_on')}
            optional
            blank={t('comment_whole')}
            options={clauses.map((value) => ({ value, label: clauseTitle(value, locale) }))}
          />
          <TextArea name="words" label={t('comment_words')} limit={2000} rows={3} />
          <Button look="plain">{t('comment_do')}</Button>
        </Form>
      ) : (
        may !== undefined && <p className="help">{side(may.refusal ?? { zh: '', en: '' })}</p>
      )}
    </Section>
  );
}

type Event = Of['negotiation']['timeline'][number];

function Who({ of }: { readonly of: Pick<Event, 'organization' | 'person'> }) {
  const name = [of.organization, of.person].filter((one) => one !== null).join(' ');
  return <span lang={han(name)}>{name === '' ? '-' : name}</span>;
}

function Record({ negotiation: n }: Of) {
  const t = useT(agreementDrafts);
  const locale = useLocale();
  const side = useSide();
  const what = ({ kind, action }: Event): string => {
    if (kind === 'draft') return draftActions.is(action) ? side(draftActions.words[action]) : action;
    if (kind === 'agreement') return agreementActions.is(action) ? side(agreementActions.words[action]) : action;
    return proposalActions.is(action) ? side(proposalActions.words[action]) : action;
  };
  const which = ({ kind, number }: Event): string => {
    if (number === null || kind === 'comment') return '';
    if (kind === 'draft') return ` · ${t('record_draft', { n: number })}`;
    return ` · ${kind === 'proposal' ? t('record_proposal', { n: number }) : t('record_version', { n: number })}`;
  };
  return (
    <Timeline
      events={n.timeline.map((one) => ({
        id: one.id,
        at: one.at,
        who: (
          <>
            <Who of={one} />
            {one.clauses.length > 0 && (
              <span className="help">
                {' '}
                {t('record_clauses', { clauses: one.clauses.map((c) => clauseTitle(c, locale)).join(' · ') })}
              </span>
            )}
          </>
        ),
        what: `${what(one)}${which(one)}`,
        say: one.words,
        ...(one.action === 'merge' || one.action === 'complete' ? { tone: 'done' as const } : {}),
        ...(one.action === 'decline' ? { tone: 'refused' as const } : {}),
      }))}
    />
  );
}
