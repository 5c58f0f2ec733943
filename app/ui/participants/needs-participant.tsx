import { Link, useLocation } from 'react-router';
import { participants } from '#app/i18n/participants.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';

/** Stands where a form would, for whoever has not confirmed a mailbox yet; leads back to this page. */
export function NeedsParticipant({ next }: { readonly next?: string }) {
  const t = useT(participants);
  const { pathname, search } = useLocation();
  return (
    <Notice tone="info" title={t('needed_title')}>
      <p>{t('needed_text')}</p>
      <p className="mt-3">
        <LinkButton to={paths.takingPart(next ?? `${pathname}${search}`)}>{t('needed_go')}</LinkButton>
      </p>
    </Notice>
  );
}

/** Under whose name what is about to be sent will stand. */
export function TakesPartAs({ name }: { readonly name: string }) {
  const t = useT(participants);
  const { pathname, search } = useLocation();
  return (
    <p className="help">
      {t('as', { name })} <Link to={paths.takingPart(`${pathname}${search}`)}>{t('change')}</Link>
    </p>
  );
}
