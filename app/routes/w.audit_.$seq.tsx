import { Link, redirect } from 'react-router';
import { appContext } from '#app/context.ts';
import { account } from '#app/i18n/account.ts';
import { auditRoots } from '#app/i18n/audit-roots.ts';
import { paths } from '#app/paths.ts';
import { recordCommands } from '#app/present/audit-commands.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Copyable } from '#app/ui/copyable.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.audit_.$seq.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { duties } = requireViewer(ctx, url);
  const seq = /^\d{1,18}$/.test(params.seq) ? params.seq : '0';
  return orRefusal(async () => ({
    seen: await services.security.proveRecord(ctx, seq),
    auditor: duties.includes('auditor'),
    base: ctx.env.PUBLIC_URL,
    done: url.searchParams.has('done'),
  }));
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { security } }) => {
    await form.once((ctx) => security.issueProof(ctx, params.seq));
    return redirect(paths.auditRecord(params.seq, { done: 1 }));
  });
}

interface Said {
  readonly action: string;
  readonly outcome: 'done' | 'refused';
  readonly subject: { readonly type: string; readonly id: string };
}

export default function AuditRecord({ loaderData: { seen, auditor, base, done } }: Route.ComponentProps) {
  const t = useT(auditRoots);
  const tAccount = useT(account);
  const { record, proof, papers } = seen;
  const said = JSON.parse(record.canon) as Said;
  return (
    <>
      <PageHeader
        title={t('record_title', { seq: record.seq })}
        breadcrumb={auditor ? [{ label: tAccount('audit'), to: paths.audit() }] : []}
      />
      {done && (
        <Notice tone="success" live>
          {t('issued')}
        </Notice>
      )}
      <Section title={t('record')}>
        <DescriptionList
          columns={2}
          facts={[
            { term: t('at'), value: <DateText instant={record.at} /> },
            { term: t('action'), value: <code>{said.action}</code> },
            { term: t('outcome'), value: t(said.outcome) },
            {
              term: t('subject'),
              value: <span className="break-all">{`${said.subject.type} ${said.subject.id}`}</span>,
            },
            { term: t('hash'), value: <span className="hash">{record.hash}</span> },
            { term: t('canon'), value: <code className="break-all">{record.canon}</code> },
          ]}
        />
      </Section>
      <Section
        title={t('proof')}
        lead={t('proof_lead', { root: proof.root })}
        actions={
          <a className="btn" data-look="plain" href={`/api/v1/audit/events/${record.seq}/proof`} download="proof.json">
            {t('download')}
          </a>
        }
      >
        <DescriptionList
          facts={[
            { term: t('root'), value: <span className="hash">{proof.root_hash}</span> },
            {
              term: t('path'),
              value:
                proof.path.length === 0 ? (
                  t('path_none')
                ) : (
                  <ol>
                    {proof.path.map((hash) => (
                      <li key={hash} className="hash">
                        {hash}
                      </li>
                    ))}
                  </ol>
                ),
            },
          ]}
        />
      </Section>
      <Section title={t('offline')} lead={t('check_lead')}>
        <Copyable text={recordCommands(base, proof.root)} label={t('commands')} />
      </Section>
      <Section title={t('paper')} lead={t('paper_lead')}>
        {papers.length > 0 && (
          <ul className="mb-4">
            {papers.map((one) => (
              <li key={one.id}>
                <a href={`/api/v1/documents/${one.id}/document.pdf`}>{one.no}</a> ·{' '}
                <Link to={paths.verify(one.id)}>{t('check')}</Link>
              </li>
            ))}
          </ul>
        )}
        <Form name="issue">
          <Button look="plain">{t('issue')}</Button>
        </Form>
      </Section>
    </>
  );
}
