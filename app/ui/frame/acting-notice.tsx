import { Link } from 'react-router';
import { offices } from '#app/i18n/offices.ts';
import { paths } from '#app/paths.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useT } from '#app/present/words.ts';
import { Notice } from '../notice.tsx';

/** Stands above every page of the desk while the person acts for another, so that nobody forgets under whose name he works. */
export function ActingNotice() {
  const t = useT(offices);
  const viewer = useRootData().viewer;
  if (viewer?.actingFor === undefined) return null;
  const name = viewer.actingFor.displayName;
  return (
    <Notice tone={viewer.duties.length === 0 ? 'refusal' : 'info'}>
      <p>
        <strong>{t('acting_now', { name })}</strong>{' '}
        {viewer.duties.length === 0 ? t('acting_ended') : t('acting_text', { name })}
      </p>
      <p>
        <Link to={paths.delegations()}>{t('back_to_self')}</Link>
      </p>
    </Notice>
  );
}
