import { Link } from 'react-router';
import { documentKinds } from '#api/documents/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { verify } from '#app/i18n/verify.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { qrSvg } from '#app/present/qr.server.ts';
import { standingOf, type VerificationView } from '#app/present/verdict.ts';
import { verifyUploaded } from '#app/present/verify.server.ts';
import { useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { CertificateStanding } from '#app/ui/licensing/certificate-standing.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { QrImage } from '#app/ui/qr-image.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { UploadCheck } from '#app/ui/verify/upload-check.tsx';
import type { Route } from './+types/_public.verify.$id.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const seen = (await orRefusal(() =>
    services.documents.verifyDocument(ctx, params.id.slice(0, 60)),
  )) as VerificationView;
  const address = `${ctx.env.PUBLIC_URL}${paths.verify(seen.id)}`;
  const certificate = seen.kind === 'certificate' ? await services.licensing.showCertificate(ctx, seen.id) : null;
  return { seen, address, qr: await qrSvg(address), certificate };
}

export function action({ request, context }: Route.ActionArgs) {
  return verifyUploaded(request, context);
}

export default function Verification({
  loaderData: { seen, address, qr, certificate },
  actionData,
}: Route.ComponentProps) {
  const t = useT(verify);
  const k = useT(licensingKinds);
  const side = useSide();
  const standing = standingOf(seen);
  const tone = { ok: 'done', waiting: 'wait', broken: 'refused' } as const;
  return (
    <>
      <PageHeader title={`${side(documentKinds[seen.kind])} ${seen.no}`} />
      <div className="verdict" data-tone={tone[standing]}>
        <p>{t(standing)}</p>
        {standing !== 'broken' && <p>{t(`${standing}_text`)}</p>}
        {seen.faults.map((fault) => (
          <p key={fault}>{t(`fault_${fault}`)}</p>
        ))}
      </div>
      {seen.kind === 'citation' && <Notice title={<Link to={paths.citation(seen.no)}>{t('to_citation')}</Link>} />}
      {certificate !== null && (
        <Section margin title={k('cert_standing')}>
          <CertificateStanding certificate={certificate} />
        </Section>
      )}
      <Section margin title={t('about')}>
        <DescriptionList
          facts={[
            { term: t('kind'), value: side(documentKinds[seen.kind]) },
            // The document's own words: papers are made in Chinese.
            ...seen.facts.map((fact) => ({ term: side(fact), value: <span lang="zh-CN">{fact.value}</span> })),
            { term: t('made'), value: <DateText instant={seen.created_at} /> },
            {
              term: t('hash'),
              value: (
                <>
                  <span className="hash">{seen.sha256}</span>
                  <p className="help">{t('hash_help')}</p>
                </>
              ),
            },
            { term: t('pdf_hash'), value: <span className="hash">{seen.pdf_sha256}</span> },
          ]}
        />
      </Section>
      <Section margin title={t('signatures')}>
        <Signatures signatures={seen.signatures} />
        <p className="help mt-4">
          {t('disclaimer')} <Link to={paths.verifyElsewhere()}>{t('elsewhere_link')}</Link>
        </p>
      </Section>
      <Section margin title={t('at_hand')} lead={t('at_hand_lead')}>
        <UploadCheck answer={actionData} />
      </Section>
      <Section margin title={t('qr')}>
        <QrImage svg={qr} text={address} />
        <p className="hash">{address}</p>
        <p className="mt-4">
          <Link to={paths.verify()}>{t('again')}</Link>
        </p>
        <p className="help">{t('who_sees')}</p>
      </Section>
    </>
  );
}

function Attested({ stamped }: Pick<Signature, 'stamped'>) {
  const t = useT(verify);
  if (stamped === null) return t('stamped_not');
  return (
    <>
      <DateText instant={stamped.at} />
      <span className="help block">
        {stamped.operated_by === 'platform' ? t('stamped_platform') : stamped.authority}
      </span>
    </>
  );
}

type Signature = VerificationView['signatures'][number];

function Signatures({ signatures }: { readonly signatures: readonly Signature[] }) {
  const t = useT(verify);
  const columns: readonly Column<Signature>[] = [
    { key: 'who', head: t('signer'), cell: (one) => one.organization_name },
    { key: 'uscc', head: t('uscc'), kind: 'fixed', cell: (one) => one.uscc },
    { key: 'at', head: t('signed_at'), kind: 'fixed', cell: (one) => <DateText instant={one.signed_at} /> },
    { key: 'stamped', head: t('stamped'), kind: 'fixed', cell: (one) => <Attested stamped={one.stamped} /> },
    {
      key: 'ok',
      head: t('state'),
      kind: 'fixed',
      cell: (one) => (
        <StateDot tone={one.canonical_ok ? 'done' : 'refused'}>{t(one.canonical_ok ? 'valid' : 'invalid')}</StateDot>
      ),
    },
    {
      key: 'certificate',
      head: t('fingerprint'),
      cell: (one) => <span className="hash">{one.certificate_fingerprint.slice(0, 32)}…</span>,
    },
  ];
  return (
    <DataTable
      caption={t('signatures')}
      captionHidden
      columns={columns}
      rows={signatures}
      rowKey={(one) => String(one.position)}
      empty={<Empty title={t('signatures_none')} />}
    />
  );
}
