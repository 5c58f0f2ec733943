import { Link, redirect } from 'react-router';
import { verify } from '#app/i18n/verify.ts';
import { paths } from '#app/paths.ts';
import { verifyUploaded } from '#app/present/verify.server.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { UploadCheck } from '#app/ui/verify/upload-check.tsx';
import type { Route } from './+types/_public.verify._index.ts';

export function loader({ url }: Route.LoaderArgs) {
  const no = (url.searchParams.get('no') ?? '').trim();
  // A certificate of sources has a page of its own, where each line is held against the log.
  if (/^LY-\d{4}-\d+$/i.test(no)) throw redirect(paths.citation(no.toUpperCase()));
  if (no !== '') throw redirect(paths.verify(no));
  return null;
}

export function action({ request, context }: Route.ActionArgs) {
  return verifyUploaded(request, context);
}

export default function Verify({ actionData }: Route.ComponentProps) {
  const t = useT(verify);
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Section margin title={t('by_number')}>
        <Form method="get">
          <TextInput name="no" label={t('number')} help={t('number_help')} width="medium" maxLength={60} required />
          <Button>{t('check_number')}</Button>
        </Form>
      </Section>
      <Section margin title={t('by_file')} lead={t('by_file_lead')}>
        <UploadCheck answer={actionData} />
      </Section>
      <p className="mt-8">
        <Link to={paths.verifyElsewhere()}>{t('elsewhere_link')}</Link>
      </p>
      <p className="help">{t('who_sees')}</p>
      <p className="help">{t('disclaimer')}</p>
    </>
  );
}
