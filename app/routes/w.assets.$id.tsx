import { Link, redirect } from 'react-router';
import * as shapes from '#api/assets/contract.ts';
import {
  type AssetAction,
  assetActions,
  assetCaseKinds,
  assetFields,
  assetTests,
  cancelGrounds,
} from '#api/assets/rules/codes.ts';
import type { CardOut } from '#api/assets/show.ts';
import type { Ctx } from '#api/context.ts';
import type { Services } from '#api/services.ts';
import { appContext } from '#app/context.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths } from '#app/paths.ts';
import { contentIn, typedContent } from '#app/present/asset-content.ts';
import { assetSides } from '#app/present/asset-sides.ts';
import { orRefusal, type SentForm, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { CardActions } from '#app/ui/assets/card-actions.tsx';
import { ContentFacts, ScaleFacts } from '#app/ui/assets/card-facts.tsx';
import { CardFields } from '#app/ui/assets/card-fields.tsx';
import { CaseFacts } from '#app/ui/assets/case-facts.tsx';
import { LedgerDetail } from '#app/ui/assets/ledger-detail.tsx';
import { HolderName, Standing } from '#app/ui/assets/parts.tsx';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList, Void } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.assets.$id.ts';

export async function loader({ context, params: { id }, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const card = await orRefusal(() => services.assets.showAsset(ctx, id));
  const done = url.searchParams.get('done');
  return {
    card,
    detail: card.code === null ? null : await services.assets.showLedgerDetail(ctx, id),
    answers: assetSides(ctx).supervises,
    done: assetActions.is(done) ? done : null,
  };
}

type Verb = (room: Services['assets'], ctx: Ctx, id: string, form: SentForm) => Promise<unknown>;

const verbs: Partial<Record<AssetAction, Verb>> = {
  save: (r, ctx, id, form) =>
    r.saveAsset(ctx, id, { ...form.read(shapes.seenBody), content: contentIn(form.read(typedContent)) }),
  discard: (r, ctx, id, form) => r.discardAsset(ctx, id, form.read(shapes.seenBody)),
  maintain: (r, ctx, id, form) => r.maintainAsset(ctx, id, form.read(shapes.wordsBody)),
  withdraw: (r, ctx, id, form) => r.withdrawAsset(ctx, id, form.read(shapes.wordsBody)),
  supplement: (r, ctx, id, form) => r.supplementAsset(ctx, id, form.read(shapes.supplementBody)),
  resubmit: (r, ctx, id, form) =>
    r.resubmitAsset(ctx, id, { ...form.read(shapes.wordsBody), content: contentIn(form.read(typedContent)) }),
  accept: (r, ctx, id, form) => r.acceptAsset(ctx, id, form.read(shapes.wordsBody)),
  publish: (r, ctx, id, form) => r.publishAsset(ctx, id, form.read(shapes.wordsBody)),
  register: (r, ctx, id, form) => r.registerAsset(ctx, id, form.read(shapes.wordsBody)),
  decline: (r, ctx, id, form) => r.declineAsset(ctx, id, form.read(shapes.declineBody)),
};

const fileFields = shapes.fileBody.omit({ content: true });

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { assets: room } }) => {
    const name = form.name ?? '';
    if (assetActions.is(name)) {
      const verb = verbs[name];
      if (verb === undefined) throw new Response(null, { status: 400 });
      await form.once((once) => verb(room, once, id, form));
      return redirect(paths.asset(id, { done: name }));
    }
    if (name.startsWith('file-')) {
      const body = form.read(fileFields);
      const asked = body.kind === 'change' || body.kind === 'correction';
      const content = asked ? contentIn(form.read(typedContent)) : null;
      await form.once((once) => room.fileAsset(once, id, { ...body, content }));
      return redirect(paths.asset(id, { done: 'file' }));
    }
    if (name.startsWith('answer-')) {
      const body = form.read(shapes.answerBody);
      await form.once((once) => room.answerAssetObjection(once, name.slice('answer-'.length), body));
      return redirect(paths.asset(id, { done: 'answer' }));
    }
    throw new Response(null, { status: 400 });
  });
}

export default function Card({ loaderData: { card, detail, answers, done } }: Route.ComponentProps) {
  const t = useT(assets);
  const side = useSide();
  const open = card.cases.find((one) => one.closed_at === null);
  const past = card.cases.filter((one) => one.closed_at !== null);
  const edits = card.actions.some((one) => one.name === 'save' && one.refusal === null);
  return (
    <>
      <PageHeader
        title={t('card_title', { no: card.no })}
        breadcrumb={[{ label: t('title'), to: paths.assets() }]}
        lead={<span lang="zh-CN">{card.name}</span>}
        meta={
          <>
            <Standing of={card.standing} />
            <HolderName of={card.holder} />
          </>
        }
        actions={
          card.code !== null && (
            <>
              <LinkButton look="plain" to={paths.registeredAsset(card.code)}>
                {t('public_page')}
              </LinkButton>
              {card.document_id !== null && (
                <a className="btn" data-look="plain" href={paths.assetCertificate(card.code)}>
                  {t('certificate')}
                </a>
              )}
            </>
          )
        }
      />
      {done !== null && (
        <Notice tone="success" live>
          {t('did', { what: side(assetActions.words[done]) })}
        </Notice>
      )}
      <Hints card={card} />
      {open !== undefined && (
        <Section title={t('case_of', { kind: side(assetCaseKinds.words[open.kind]), no: open.no })}>
          <CaseFacts of={open} card={card} answers={answers} />
        </Section>
      )}
      <Section id="do" title={t('do_title')}>
        <CardActions card={card} />
      </Section>
      {card.code !== null && <Identity card={card} />}
      <Section title={t('scale')} lead={t('scale_lead')}>
        <ScaleFacts card={card} />
      </Section>
      {edits ? (
        <Section id="edit" title={t('edit')} lead={t('edit_lead')}>
          <Form name="save">
            <input type="hidden" name="revision:number" value={card.revision} />
            <CardFields content={card.content} under="content." />
            <Button>{t('save')}</Button>
          </Form>
        </Section>
      ) : (
        <Section title={t('content')}>
          <ContentFacts content={card.content} />
        </Section>
      )}
      {detail !== null && (
        <Section id="ledger" title={t('ledger_section')}>
          <LedgerDetail detail={detail} />
        </Section>
      )}
      {past.length > 0 && (
        <Section title={t('past_cases')}>
          {past.map((one) => (
            <details key={one.id} className="more">
              <summary>{t('case_of', { kind: side(assetCaseKinds.words[one.kind]), no: one.no })}</summary>
              <CaseFacts of={one} card={card} answers={false} />
            </details>
          ))}
        </Section>
      )}
      <Section title={t('history')}>
        <Timeline
          events={card.history.map((one) => ({
            id: one.id,
            at: one.at,
            what: side(assetActions.words[one.action]),
            who:
              one.who === null ? (
                t(one.action === 'object' ? 'a_member' : 'platform')
              ) : (
                <span lang="zh-CN">{one.who}</span>
              ),
            say: one.words,
          }))}
        />
      </Section>
    </>
  );
}

/** What keeps the card from being registered, and what has changed behind it. */
function Hints({ card }: { readonly card: CardOut }) {
  const t = useT(assets);
  const side = useSide();
  const name = (path: string) => {
    const [first = '', code] = path.split('.');
    if (first === 'tests' && assetTests.is(code)) return side(assetTests.words[code]);
    return assetFields.is(first) ? side(assetFields.words[first]) : first;
  };
  const missing = [...new Set(card.missing.map(name))];
  return (
    <>
      {missing.length > 0 && <Notice title={t('missing')}>{missing.join(' · ')}</Notice>}
      {card.state === 'draft' && card.failed_tests.length > 0 && (
        <Notice tone="warn" title={t('failed')}>
          {card.failed_tests.map((one) => (assetTests.is(one) ? side(assetTests.words[one]) : one)).join(' · ')}
        </Notice>
      )}
      {card.facts_changed && card.state === 'registered' && <Notice tone="warn">{t('facts_changed')}</Notice>}
    </>
  );
}

function Identity({ card }: { readonly card: CardOut }) {
  const t = useT(assets);
  const side = useSide();
  const kindOf = (kind: string) => (assetCaseKinds.is(kind) ? side(assetCaseKinds.words[kind]) : t('transferred'));
  const day = (value: string | null) => (value === null ? <Void /> : <DateText day={value} />);
  return (
    <Section title={t('identity')}>
      <DescriptionList
        facts={[
          { term: t('code'), value: <code>{card.code}</code> },
          { term: t('registered_on'), value: day(card.registered_on) },
          { term: t('valid_to'), value: day(card.valid_to) },
          { term: t('maintained_on'), value: day(card.maintained_on) },
          { term: t('maintain_by'), value: day(card.maintain_by) },
          ...(card.cancelled_on === null
            ? []
            : [
                {
                  term: t('cancelled_on'),
                  value: (
                    <>
                      <DateText day={card.cancelled_on} />
                      {card.cancel_ground !== null && ` · ${side(cancelGrounds.words[card.cancel_ground])}`}
                    </>
                  ),
                },
              ]),
        ]}
      />
      <DataTable
        caption={t('versions')}
        columns={[
          { key: 'number', head: t('version'), kind: 'number', cell: (row) => row.number },
          { key: 'kind', head: t('version_kind'), cell: (row) => kindOf(row.kind) },
          { key: 'holder', head: t('holder'), cell: (row) => <span lang="zh-CN">{row.holder}</span> },
          { key: 'at', head: t('day'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
          {
            key: 'paper',
            head: t('paper'),
            cell: (row) =>
              row.document_id === null ? <Void /> : <Link to={paths.verify(row.document_id)}>{t('verify')}</Link>,
          },
        ]}
        rows={card.versions}
        rowKey={(row) => String(row.number)}
      />
    </Section>
  );
}
