import { Link, redirect } from 'react-router';
import { dataTypes } from '#api/catalog/rules/codes.ts';
import * as shapes from '#api/collection/contract.ts';
import {
  basisKinds,
  type CollectionAction,
  collectionActions,
  collectionStates,
  exceptionAnswers,
  frequencies,
  subjectKinds,
} from '#api/collection/rules/codes.ts';
import { longestText } from '#api/collection/rules/terms.ts';
import type { ItemOut } from '#api/collection/show.ts';
import type { Ctx } from '#api/context.ts';
import type { Services } from '#api/services.ts';
import { appContext } from '#app/context.ts';
import { collection } from '#app/i18n/collection.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, type SentForm, withRefusals } from '#app/present/form.ts';
import { usePlace } from '#app/present/place.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { CheckTable } from '#app/ui/collection/check-table.tsx';
import { ItemFields } from '#app/ui/collection/item-fields.tsx';
import { collectionTone } from '#app/ui/collection/tone.ts';
import { UnitName } from '#app/ui/collection/unit-name.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.collection.$id.ts';

export async function loader({ context, params: { id }, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const done = url.searchParams.get('done');
  return {
    shown: await orRefusal(() => services.collection.showCollection(ctx, id)),
    done: collectionActions.is(done) ? done : null,
  };
}

type Verb = (room: Services['collection'], ctx: Ctx, id: string, form: SentForm) => Promise<ItemOut>;

const verbs: Partial<Record<CollectionAction, Verb>> = {
  save: (r, ctx, id, form) => r.saveCollection(ctx, id, form.read(shapes.saveBody)),
  submit: (r, ctx, id, form) => r.submitCollection(ctx, id, form.read(shapes.seenBody)),
  ask_exception: (r, ctx, id, form) => r.askCollectionException(ctx, id, form.read(shapes.saidBody)),
  withdraw: (r, ctx, id, form) => r.withdrawCollection(ctx, id, form.read(shapes.wordsBody)),
  approve: (r, ctx, id, form) => r.approveCollection(ctx, id, form.read(shapes.wordsBody)),
  refuse: (r, ctx, id, form) => r.refuseCollection(ctx, id, form.read(shapes.refuseBody)),
  send_back: (r, ctx, id, form) => r.returnCollection(ctx, id, form.read(shapes.saidBody)),
  propose_exception: (r, ctx, id, form) => r.proposeCollectionException(ctx, id, form.read(shapes.exceptionBody)),
  grant_exception: (r, ctx, id, form) => r.grantCollectionException(ctx, id, form.read(shapes.wordsBody)),
  decline_exception: (r, ctx, id, form) => r.declineCollectionException(ctx, id, form.read(shapes.wordsBody)),
  return_exception: (r, ctx, id, form) => r.returnCollectionException(ctx, id, form.read(shapes.saidBody)),
};

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { collection: room } }) => {
    const name = form.name ?? '';
    if (name === 'change') {
      const made = await form.once((once) => room.changeCollection(once, id));
      return redirect(paths.collectionItem(made.id, { done: 'start' }));
    }
    const verb = collectionActions.is(name) ? verbs[name] : undefined;
    if (verb === undefined) throw new Response(null, { status: 400 });
    const after = await form.once((once) => verb(room, once, id, form));
    return redirect(paths.collectionItem(id, { done: after.history.at(-1)?.action ?? name }));
  });
}

export default function CollectionItem({ loaderData: { shown: c, done } }: Route.ComponentProps) {
  const t = useT(collection);
  const side = useSide();
  const held = c.check?.hits.find((one) => one.verdict === 'equal' && one.entry !== null);
  return (
    <>
      <PageHeader
        title={t('item_title', { no: c.no, version: c.version })}
        lead={<span lang="zh-CN">{c.name}</span>}
        breadcrumb={[{ label: t('title'), to: paths.collection() }]}
        meta={<StateDot tone={collectionTone(c.state)}>{side(collectionStates.words[c.state])}</StateDot>}
      />
      {done !== null && (
        <Notice tone={done === 'find_duplicate' ? 'warn' : 'success'} live>
          {t('did', { what: side(collectionActions.words[done]) })}
        </Notice>
      )}
      {c.state === 'duplicate' && (
        <Notice tone="refusal" title={t('duplicate_title')}>
          {held?.entry != null && (
            <>
              <p>
                {t('duplicate_text', {
                  held: held.name,
                  about: held.entry.title,
                  agency: side({ zh: held.agency.name, en: held.agency.name_en ?? held.agency.name }),
                })}
              </p>
              <LinkButton to={paths.newSharing({ entry: held.entry.code })}>{t('ask_sharing')}</LinkButton>
            </>
          )}
        </Notice>
      )}
      <Section id="do" title={t('do_title')}>
        <Actions shown={c} />
      </Section>
      {c.check !== null && (
        <Section title={t('check_title')} lead={t('check_lead')}>
          {c.check.hits.length === 0 ? <p>{t('check_none')}</p> : <CheckTable check={c.check} />}
        </Section>
      )}
      {c.decision !== null && (
        <Section title={t('decision_title')}>
          <DescriptionList
            facts={[
              { term: t('words'), value: said(c.decision.reason) },
              {
                term: t('pointer'),
                value:
                  c.decision.pointer === null ? null : (
                    <Link to={paths.newSharing({ entry: c.decision.pointer })}>{c.decision.pointer}</Link>
                  ),
              },
              { term: t('decided_by'), value: said(c.decision.by) },
            ]}
          />
        </Section>
      )}
      {c.exception !== null && (
        <Section title={t('exception')}>
          <DescriptionList
            facts={[
              { term: t('exception_reason'), value: said(c.exception.reason) },
              {
                term: t('exception_proposal'),
                value: c.exception.proposal === null ? null : side(exceptionAnswers.words[c.exception.proposal]),
              },
              { term: t('words'), value: said(c.exception.words) },
              { term: t('proposed_by'), value: said(c.exception.proposed_by) },
              { term: t('decided_by'), value: said(c.exception.decided_by) },
            ]}
          />
        </Section>
      )}
      <Section title={t('facts')}>
        <Facts shown={c} />
      </Section>
      <Section title={t('history')}>
        <Timeline
          events={c.history.map((one, at) => ({
            id: String(at),
            at: one.at,
            who: one.by === null ? t('platform') : <span lang="zh-CN">{one.by}</span>,
            what: side(collectionActions.words[one.action]),
            say: one.words,
          }))}
        />
      </Section>
    </>
  );
}

const said = (words: string | null) => (words === null || words === '' ? null : <span lang="zh-CN">{words}</span>);

function Facts({ shown: c }: { readonly shown: ItemOut }) {
  const t = useT(collection);
  const side = useSide();
  const place = usePlace();
  return (
    <DescriptionList
      facts={[
        { term: t('name'), value: said(c.name) },
        { term: t('meaning'), value: said(c.meaning) },
        { term: t('type'), value: side(dataTypes.words[c.data_type]) },
        { term: t('subject'), value: side(subjectKinds.words[c.subject_kind]) },
        { term: t('population'), value: said(c.population) },
        { term: t('purpose'), value: said(c.purpose) },
        { term: t('basis'), value: side(basisKinds.words[c.basis_kind]) },
        {
          term: t('instrument'),
          value:
            c.instrument === '' ? null : (
              <span lang="zh-CN">
                {c.instrument} {c.article}
                {c.provision === null ? '' : `：${c.provision}`}
              </span>
            ),
        },
        {
          term: t('regions'),
          value: c.regions.length === 0 ? t('regions_all') : c.regions.map(place).join(', '),
        },
        { term: t('frequency'), value: side(frequencies.words[c.frequency]) },
        { term: t('system'), value: said(c.system) },
        { term: t('agency'), value: <UnitName of={c.agency} /> },
        {
          term: t('previous'),
          value: c.previous_id === null ? null : <Link to={paths.collectionItem(c.previous_id)}>{c.no}</Link>,
        },
        {
          term: t('next'),
          value: c.next_id === null ? null : <Link to={paths.collectionItem(c.next_id)}>{c.no}</Link>,
        },
      ]}
    />
  );
}

const order: readonly CollectionAction[] = [
  'submit',
  'approve',
  'grant_exception',
  'decline_exception',
  'propose_exception',
  'ask_exception',
  'save',
  'refuse',
  'send_back',
  'return_exception',
  'withdraw',
];
const first: ReadonlySet<CollectionAction> = new Set([
  'submit',
  'approve',
  'grant_exception',
  'decline_exception',
  'propose_exception',
]);

function Actions({ shown: c }: { readonly shown: ItemOut }) {
  const t = useT(collection);
  const side = useSide();
  const open = order.flatMap((name) => c.actions.find((one) => one.name === name) ?? []);
  if (open.length === 0 && !c.may_change) return <p>{t('do_nothing')}</p>;
  return (
    <>
      {c.may_change && (
        <CaseAction name="change" title={t('change')} lead={t('change_lead')} refusal={null}>
          <Button look="plain">{t('change')}</Button>
        </CaseAction>
      )}
      {open.map(({ name, refusal }) => (
        <CaseAction
          key={name}
          name={name}
          title={side(collectionActions.words[name])}
          refusal={refusal}
          folded={!first.has(name)}
        >
          <Fields name={name} shown={c} />
        </CaseAction>
      ))}
    </>
  );
}

function Fields({ name, shown: c }: { readonly name: CollectionAction; readonly shown: ItemOut }) {
  const t = useT(collection);
  const side = useSide();
  const words = collectionActions.words[name];
  const button = <Button look={first.has(name) ? 'primary' : 'plain'}>{side(words)}</Button>;
  switch (name) {
    case 'save':
      return (
        <>
          <input type="hidden" name="revision:number" value={c.revision} />
          <ItemFields values={c} own={c.region_code} />
          {button}
        </>
      );
    case 'submit':
      return (
        <>
          <input type="hidden" name="revision:number" value={c.revision} />
          {button}
        </>
      );
    case 'withdraw':
      return (
        <>
          <TextArea name="words" label={t('reason')} optional limit={longestText} rows={2} />
          {c.state === 'approved' ? (
            <ConfirmButton title={side(words)} consequence={t('stop_consequence')}>
              {side(words)}
            </ConfirmButton>
          ) : (
            button
          )}
        </>
      );
    case 'propose_exception':
      return (
        <>
          <Select
            name="decision"
            label={t('decision')}
            options={exceptionAnswers.codes.map((value) => ({ value, label: side(exceptionAnswers.words[value]) }))}
          />
          <TextArea name="words" label={t('reason')} limit={longestText} rows={3} />
          {button}
        </>
      );
    case 'refuse':
      return (
        <>
          <TextInput name="pointer" label={t('pointer')} defaultValue={pointerOf(c)} optional />
          <TextArea name="words" label={t('reason')} limit={longestText} rows={3} />
          {button}
        </>
      );
    case 'ask_exception':
    case 'send_back':
    case 'return_exception':
      return (
        <>
          <TextArea
            name="words"
            label={t('reason')}
            {...(name === 'ask_exception' ? { help: t('exception_reason_help') } : {})}
            limit={longestText}
            rows={3}
          />
          {button}
        </>
      );
    default:
      return (
        <>
          <TextArea name="words" label={t('words')} optional limit={longestText} rows={2} />
          {button}
        </>
      );
  }
}

const pointerOf = (c: ItemOut): string => c.check?.hits.find((one) => one.verdict !== 'different')?.entry?.code ?? '';
