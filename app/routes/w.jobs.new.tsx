import { data, Link, redirect } from 'react-router';
import { purposes } from '#api/agreements/rules/codes.ts';
import { jobBody, tryBody } from '#api/enclave/contract.ts';
import { longestTitle, longestWords } from '#api/enclave/rules/limits.ts';
import { appContext } from '#app/context.ts';
import { enclave } from '#app/i18n/enclave.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { numberText } from '#app/present/format.ts';
import { isRefused } from '#app/present/refused.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { AnswerTable } from '#app/ui/enclave/answer-table.tsx';
import { examplesOf, OpenTables } from '#app/ui/enclave/tables.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.jobs.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const { items } = await services.enclave.listEnclaves(ctx);
    const asked = url.searchParams.get('agreement');
    const chosen = asked ?? (items.length === 1 ? (items[0]?.id ?? null) : null);
    return { agreements: items, room: chosen === null ? null : await services.enclave.showEnclave(ctx, chosen) };
  });
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    const agreement = new URL(request.url).searchParams.get('agreement') ?? form.name ?? '';
    if (form.intent === 'try') {
      const { sql } = form.read(tryBody);
      return data({ sql, trial: await services.enclave.tryEnclaveSql(ctx, agreement, { sql }) });
    }
    const input = form.read(jobBody);
    const job = await form.once((at) => services.enclave.submitEnclaveJob(at, agreement, input));
    return redirect(`${paths.job(job.id)}?done=1`);
  });
}

export default function NewJob({ loaderData: { agreements, room }, actionData }: Route.ComponentProps) {
  const t = useT(enclave);
  return (
    <>
      <PageHeader
        title={t('new_title')}
        breadcrumb={[{ label: t('title'), to: paths.jobs() }]}
        lead={t('new_lead')}
        meta={room === null ? undefined : <Link to={paths.agreement(room.agreement.id)}>{room.agreement.no}</Link>}
      />
      {room === null ? <Choose agreements={agreements} /> : <Editor room={room} answer={actionData} />}
    </>
  );
}

type Loaded = Route.ComponentProps['loaderData'];

function Choose({ agreements }: { readonly agreements: Loaded['agreements'] }) {
  const t = useT(enclave);
  if (agreements.length === 0) return <Empty title={t('choose_none')}>{t('choose_none_text')}</Empty>;
  return (
    <Section title={t('choose')}>
      <ul>
        {agreements.map((one) => (
          <li key={one.id}>
            <Link to={paths.newJob({ agreement: one.id })}>{one.no}</Link> <span lang="zh-CN">{one.agency}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface EditorProps {
  readonly room: NonNullable<Loaded['room']>;
  readonly answer: Route.ComponentProps['actionData'];
}

function Editor({ room, answer }: EditorProps) {
  const t = useT(enclave);
  const locale = useLocale();
  const tried = answer !== undefined && !isRefused(answer) && 'trial' in answer ? answer : null;
  const examples = examplesOf(room.tables);
  return (
    <>
      <Section title={t('tables')}>
        <OpenTables tables={room.tables} />
      </Section>
      <Section title={t('rules')}>
        <ul>
          <li>{t('rule_k', { k: room.k })}</li>
          <li>{t(`rule_review_${room.review}`)}</li>
          <li>{t('rule_left', { n: numberText(room.jobs_left, locale) })}</li>
        </ul>
        <details>
          <summary>{t('examples')}</summary>
          {examples.map((one) => (
            <div key={one.key}>
              <h3>{t(one.key)}</h3>
              <pre className="code-block whitespace-pre-wrap break-words" lang="zh-CN">
                <code>{one.sql}</code>
              </pre>
            </div>
          ))}
        </details>
      </Section>
      <Section id="write" title={t('write')}>
        <Form name={room.agreement.id}>
          <TextArea
            name="sql"
            label={t('sql')}
            help={t('sql_help')}
            limit={20_000}
            rows={10}
            spellCheck={false}
            dir="ltr"
            lang="zh-CN"
            defaultValue={tried?.sql ?? examples[0]?.sql ?? ''}
          />
          <Button look="plain" name="intent" value="try">
            {t('try')}
          </Button>
          <TextInput name="title" label={t('job_name')} maxLength={longestTitle} lang="zh-CN" />
          {room.purposes.length > 0 && (
            <Select
              name="purpose"
              label={t('purpose')}
              options={room.purposes.map((code) => ({ value: code, label: purposes.labelOrCode(code, locale) }))}
            />
          )}
          <TextArea name="words" label={t('words')} help={t('words_help')} limit={longestWords} rows={3} lang="zh-CN" />
          <Button name="intent" value="submit">
            {t('submit')}
          </Button>
        </Form>
      </Section>
      {tried !== null && (
        <Section id="trial" title={t('trial')}>
          <Notice tone="warn" title={t('sandbox_mark')} live>
            {t('trial_text')}
          </Notice>
          <p>
            {t('shown', { total: tried.trial.total, n: tried.trial.rows.length })}{' '}
            {t('hidden', {
              groups: tried.trial.groups,
              hidden: tried.trial.hidden_groups,
              figures: tried.trial.hidden_figures,
            })}
          </p>
          <AnswerTable
            label={t('trial')}
            columns={tried.trial.columns}
            rows={tried.trial.rows}
            hidden={tried.trial.hidden_figures > 0}
            empty={<Empty title={t('no_rows')}>{t('no_rows_text', { k: room.k })}</Empty>}
          />
        </Section>
      )}
    </>
  );
}
