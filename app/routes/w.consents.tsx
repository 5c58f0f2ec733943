import { redirect } from 'react-router';
import { consentBody, ledgerQuery, textBody } from '#api/collection/consent-contract.ts';
import { channels, consentKinds, signalKinds } from '#api/collection/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { consentWords } from '#app/i18n/consents.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { CheckboxGroup, Select } from '#app/ui/choices.tsx';
import { UnitName } from '#app/ui/collection/unit-name.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.consents.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { collection: room } = services;
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = ledgerQuery.catch({ page: 1, page_size: 20 }).parse(asked);
  const texts = await orRefusal(() => room.listConsentTexts(ctx));
  const approved = await room.listCollection(ctx, { page: 1, page_size: 100, state: 'approved' });
  const done = url.searchParams.get('done');
  return {
    texts: texts.items,
    ledger: await room.listConsents(ctx, query),
    signals: (await room.listCollectionSignals(ctx)).items.slice(0, 50),
    items: approved.items
      .filter((one) => one.basis_kind === 'consent' && one.agency.id === ctx.viewer?.organization.id)
      .map(({ no, name }) => ({ no, name })),
    done: done === 'record' || done === 'text' || done === 'retire' ? done : null,
  } as const;
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { collection: room } }) => {
    if (form.name === 'record') {
      const body = form.read(consentBody);
      await form.once((once) => room.recordConsent(once, body));
      return redirect(paths.consents({ done: 'record' }));
    }
    if (form.name === 'text') {
      const body = form.read(textBody);
      await form.once((once) => room.addConsentText(once, body));
      return redirect(paths.consents({ done: 'text' }));
    }
    const id = (form.name ?? '').slice('retire-'.length);
    await form.once((once) => room.retireConsentText(once, id));
    return redirect(paths.consents({ done: 'retire' }));
  });
}

const words = { record: 'did_record', text: 'did_text', retire: 'did_retire' } as const;

export default function Consents({ loaderData: { texts, ledger, signals, items, done } }: Route.ComponentProps) {
  const t = useT(consentWords);
  const side = useSide();
  const open = texts.filter((one) => one.retired_at === null);
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {done !== null && (
        <Notice tone="success" live>
          {t(words[done])}
        </Notice>
      )}
      <Section title={t('texts')} lead={t('texts_lead')}>
        <DataTable
          caption={t('texts')}
          captionHidden
          columns={[
            { key: 'number', head: t('number'), kind: 'fixed', cell: (row) => row.number },
            { key: 'title', head: t('text_title'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
            { key: 'items', head: t('items'), cell: (row) => row.items.join(', ') },
            { key: 'used', head: t('used'), kind: 'number', cell: (row) => row.used },
            {
              key: 'state',
              head: t('state'),
              kind: 'fixed',
              cell: (row) => (
                <StateDot tone={row.retired_at === null ? 'done' : 'off'}>
                  {t(row.retired_at === null ? 'in_use' : 'retired')}
                </StateDot>
              ),
            },
            {
              key: 'do',
              head: t('retire'),
              kind: 'fixed',
              cell: (row) =>
                row.retired_at === null ? (
                  <Form name={`retire-${row.id}`} inline>
                    <Button look="text" aria-label={`${t('retire')} ${row.number}`}>
                      {t('retire')}
                    </Button>
                  </Form>
                ) : (
                  '—'
                ),
            },
          ]}
          rows={texts}
          rowKey={(row) => row.id}
          empty={<Empty title={t('texts_empty')}>{t('texts_empty_text')}</Empty>}
        />
        <details className="case-action">
          <summary>{t('add')}</summary>
          {items.length === 0 ? (
            <p>{t('no_items')}</p>
          ) : (
            <Form name="text">
              <TextInput name="title" label={t('text_title')} width="medium" />
              <TextArea name="text" label={t('text')} limit={8000} rows={6} />
              <TextArea name="text_en" label={t('text_en')} limit={8000} rows={4} optional />
              <CheckboxGroup
                name="items"
                label={t('items')}
                options={items.map((one) => ({
                  value: one.no,
                  label: (
                    <>
                      {one.no} <span lang="zh-CN">{one.name}</span>
                    </>
                  ),
                }))}
              />
              <Button>{t('add')}</Button>
            </Form>
          )}
        </details>
      </Section>
      {open.length > 0 && (
        <Section title={t('record')} lead={t('record_lead')}>
          <Form name="record">
            <Select
              name="text"
              label={t('which_text')}
              blank={null}
              options={open.map((one) => ({ value: one.id, label: `${one.number} ${one.title}` }))}
            />
            <Select
              name="subject.kind"
              label={t('subject_kind')}
              blank={null}
              options={[
                { value: 'natural', label: t('natural') },
                { value: 'legal', label: t('legal') },
              ]}
            />
            <TextInput name="subject.number" label={t('subject_number')} autoComplete="off" width="medium" />
            <Select
              name="kind"
              label={t('kind')}
              options={consentKinds.codes.map((value) => ({ value, label: side(consentKinds.words[value]) }))}
            />
            <Select
              name="channel"
              label={t('channel')}
              options={channels.codes
                .filter((value) => value !== 'self')
                .map((value) => ({ value, label: side(channels.words[value]) }))}
            />
            <TextInput name="proof" label={t('proof')} help={t('proof_help')} width="medium" />
            <Button>{t('save')}</Button>
          </Form>
        </Section>
      )}
      <Section title={t('ledger')}>
        <DataTable
          caption={t('ledger')}
          captionHidden
          columns={[
            { key: 'at', head: t('at'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
            { key: 'subject', head: t('subject'), kind: 'fixed', cell: (row) => <code>{row.subject}</code> },
            { key: 'kind', head: t('kind'), kind: 'fixed', cell: (row) => side(consentKinds.words[row.kind]) },
            {
              key: 'item',
              head: t('items'),
              cell: (row) => (
                <>
                  {row.item} <span lang="zh-CN">{row.item_name}</span>
                </>
              ),
            },
            { key: 'text', head: t('which_text'), kind: 'number', cell: (row) => row.text.number },
            { key: 'channel', head: t('channel'), kind: 'fixed', cell: (row) => side(channels.words[row.channel]) },
            { key: 'proof', head: t('proof'), cell: (row) => row.proof },
          ]}
          rows={ledger.items}
          rowKey={(row) => row.id}
          empty={<Empty title={t('ledger_empty')}>{t('record_lead')}</Empty>}
        />
        <Pagination
          page={ledger.page}
          pageSize={ledger.page_size}
          total={ledger.total}
          href={(page) => paths.consents({ page })}
        />
      </Section>
      <Section id="signals" title={t('signals')} lead={t('signals_lead')}>
        {signals.length === 0 ? (
          <p>{t('signals_empty')}</p>
        ) : (
          <DataTable
            caption={t('signals')}
            captionHidden
            columns={[
              { key: 'on', head: t('on'), kind: 'fixed', cell: (row) => row.on },
              { key: 'kind', head: t('signal_kind'), cell: (row) => side(signalKinds.words[row.kind]) },
              { key: 'agency', head: t('agency'), cell: (row) => <UnitName of={row.agency} /> },
              { key: 'item', head: t('items'), kind: 'fixed', cell: (row) => row.item ?? '—' },
              {
                key: 'evidence',
                head: t('evidence'),
                cell: (row) => (
                  <span lang="zh-CN">
                    {row.evidence.entry_title ?? row.evidence.case_no ?? row.evidence.subject ?? ''}{' '}
                    {row.evidence.service ?? row.evidence.held_name ?? row.evidence.system ?? ''}
                  </span>
                ),
              },
            ]}
            rows={signals}
            rowKey={(row) => row.key}
          />
        )}
      </Section>
      <Section title={t('interfaces')} lead={t('interfaces_text')}>
        <ul>
          {['may', 'intakes', 'consents', 'cases'].map((one) => (
            <li key={one}>
              <code className="break-all">POST /api/v1/collection/{one}</code>
            </li>
          ))}
        </ul>
        <LinkButton look="plain" to={paths.tokens()}>
          {t('tokens')}
        </LinkButton>
      </Section>
    </>
  );
}
