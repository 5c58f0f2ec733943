import { Link, redirect } from 'react-router';
import { z } from 'zod';
import { entryStates } from '#api/catalog/rules/codes.ts';
import { closeBody, extensionAnswerBody, extensionBody, unchangedBody } from '#api/compilation/clock-contract.ts';
import { extensionAnswers, triggerKinds, triggerStates } from '#api/compilation/rules/codes.ts';
import type { TriggerOut } from '#api/compilation/triggers.ts';
import { appContext } from '#app/context.ts';
import { catalogueClocks } from '#app/i18n/catalogue-clocks.ts';
import { paths, withQuery } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { Mixed } from '#app/ui/mixed.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.catalogue.triggers.$id.ts';

const steps = ['recorded', 'unchanged', 'extend', 'granted', 'refused', 'close', 'drop'] as const;
type Step = (typeof steps)[number];
/** Which step the page says was done: it is named after its form, a decision after what was decided. */
const doneOf = (form: string | null, intent: string | null): Step | undefined =>
  steps.find((one) => one === (form === 'decide' ? intent : form));

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const done = steps.find((one) => one === url.searchParams.get('done')) ?? null;
  return { done, trigger: await orRefusal(() => services.compilation.showTrigger(ctx, params.id)) };
}

export const shouldRevalidate = () => true;

/** A hidden field is text. */
const seen = z.object({ revision: z.coerce.number().int().min(1) });

export function action({ request, context, params }: Route.ActionArgs) {
  const { id } = params;
  return withRefusals(request, context, async (form, { services: { compilation: c } }) => {
    const { revision } = form.read(seen);
    if (form.name === 'unchanged') {
      const body = { ...form.read(unchangedBody.omit({ revision: true })), revision };
      await form.once((once) => c.answerEntry(once, id, body));
    } else if (form.name === 'extend') {
      const body = { ...form.read(extensionBody.omit({ revision: true })), revision };
      await form.once((once) => c.askExtension(once, id, body));
    } else if (form.name === 'decide') {
      const { words } = form.read(extensionAnswerBody.pick({ words: true }));
      const decision = form.intent === 'granted' ? 'granted' : 'refused';
      await form.once((once) => c.decideExtension(once, id, { decision, words, revision }));
    } else {
      const { words } = form.read(closeBody.pick({ words: true }));
      const work = form.name === 'close' ? c.closeTrigger : c.dropTrigger;
      await form.once((once) => work(once, id, { words, revision }));
    }
    return redirect(withQuery(paths.catalogueTrigger(id), { done: doneOf(form.name, form.intent) }));
  });
}

type Of = { readonly of: TriggerOut };
const Revision = ({ of }: Of) => <input type="hidden" name="revision" value={of.revision} readOnly />;

export default function CatalogueTrigger({ loaderData: { trigger, done }, actionData }: Route.ComponentProps) {
  const t = useT(catalogueClocks);
  const side = useSide();
  const { extension } = trigger;
  return (
    <>
      <PageHeader
        title={trigger.document}
        breadcrumb={[{ label: t('triggers'), to: paths.catalogueTriggers() }]}
        meta={
          <>
            <span className="num">{trigger.no}</span>
            <span>{side(triggerStates.words[trigger.state])}</span>
            {trigger.state === 'open' && <Clock due={trigger.due_on} left={trigger.days_left} />}
          </>
        }
        {...(trigger.may.update ? { lead: t('next_update') } : {})}
      />
      {done !== null && actionData === undefined && (
        <Notice tone="success" live>
          {t(`done_${done}`)}
        </Notice>
      )}
      <DescriptionList
        columns={2}
        facts={[
          { term: t('kind'), value: side(triggerKinds.words[trigger.kind]) },
          {
            term: t('document_no'),
            value: trigger.document_no === '' ? null : <span lang="zh-CN">{trigger.document_no}</span>,
          },
          { term: t('changed_on'), value: <DateText day={trigger.changed_on} /> },
          { term: t('agency'), value: <span lang="zh-CN">{trigger.agency.name}</span> },
          {
            term: t('recorded'),
            value: (
              <>
                <DateText instant={trigger.recorded_at} /> <span lang="zh-CN">{trigger.recorded_by}</span>
              </>
            ),
          },
          { term: t('words'), value: trigger.words === '' ? null : <Mixed>{trigger.words}</Mixed> },
          {
            term: t('extension'),
            value:
              extension === null ? null : (
                <>
                  {extension.answer === null ? t('extension_asked') : side(extensionAnswers.words[extension.answer])}
                  <div>
                    <Mixed>{extension.reason}</Mixed>
                  </div>
                  {extension.words !== null && extension.words !== '' && <Mixed>{extension.words}</Mixed>}
                </>
              ),
          },
          {
            term: t('closed_words'),
            value:
              trigger.closed_words === null || trigger.closed_words === '' ? null : (
                <Mixed>{trigger.closed_words}</Mixed>
              ),
          },
        ]}
      />
      <Section id="entries" title={t('entries')}>
        <DataTable
          caption={t('entries')}
          captionHidden
          rows={trigger.items}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'entry',
              head: t('entry'),
              cell: (row) => (
                <Link to={paths.entry(row.id)} lang="zh-CN">
                  {row.title}
                </Link>
              ),
            },
            {
              key: 'done',
              head: t('pending'),
              cell: (row) => (
                <>
                  <StateDot tone={row.done ? 'done' : 'open'}>{row.done ? t('updated') : t('not_updated')}</StateDot>
                  {row.unchanged !== null && (
                    <div>
                      <small>
                        <Mixed>{t('unchanged_because', { reason: row.unchanged })}</Mixed>
                      </small>
                    </div>
                  )}
                </>
              ),
            },
            { key: 'state', head: t('state'), kind: 'fixed', cell: (row) => side(entryStates.words[row.state]) },
            { key: 'code', head: t('no'), kind: 'fixed', cell: (row) => row.code },
          ]}
        />
      </Section>
      <Steps of={trigger} />
    </>
  );
}

function Steps({ of }: Of) {
  const t = useT(catalogueClocks);
  const waiting = of.items.filter((one) => !one.done);
  return (
    <>
      {of.may.consent && (
        <Section id="decide" title={t('decide')}>
          <Form name="decide">
            <Revision of={of} />
            <TextArea name="words" label={t('decide_words')} rows={2} optional limit={2000} />
            <div className="actions">
              <Button name="intent" value="granted">
                {t('consent')}
              </Button>
              <Button look="plain" name="intent" value="refused">
                {t('refuse')}
              </Button>
            </div>
          </Form>
        </Section>
      )}
      {of.may.update && waiting.length > 0 && (
        <Section id="unchanged" title={t('unchanged')}>
          <Form name="unchanged">
            <Revision of={of} />
            <Select
              name="entry"
              label={t('unchanged_entry')}
              options={waiting.map((one) => ({ value: one.id, label: `${one.title} ${one.code}` }))}
            />
            <TextArea name="reason" label={t('unchanged_reason')} rows={2} limit={1000} />
            <Button look="plain">{t('unchanged')}</Button>
          </Form>
        </Section>
      )}
      {of.may.extend && (
        <Section id="extend" title={t('extend')}>
          <Form name="extend">
            <Revision of={of} />
            <TextArea name="reason" label={t('extend_reason')} rows={2} limit={2000} />
            <Button look="plain">{t('extend')}</Button>
          </Form>
        </Section>
      )}
      {of.may.close && (
        <Section id="close" title={t('close')} lead={t('close_lead')}>
          <Form name="close">
            <Revision of={of} />
            <TextArea name="words" label={t('closed_words')} rows={2} optional limit={2000} />
            <Button>{t('close')}</Button>
          </Form>
        </Section>
      )}
      {of.may.drop && (
        <Section id="drop" title={t('drop')} lead={t('drop_lead')}>
          <Form name="drop">
            <Revision of={of} />
            <TextArea name="words" label={t('drop_words')} rows={2} limit={2000} />
            <ConfirmButton look="warn" title={t('drop_title', { no: of.no })} consequence={t('drop_text')}>
              {t('drop')}
            </ConfirmButton>
          </Form>
        </Section>
      )}
    </>
  );
}
