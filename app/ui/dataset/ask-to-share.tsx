import { agencySharing } from '#app/i18n/agency-sharing.ts';
import { paths } from '#app/paths.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useT } from '#app/present/words.ts';
import { LinkButton } from '../button.tsx';
import { useDataset } from './dataset-context.ts';

/** Agencies have data of each other by sharing, not by licence (Article 13): offered to whoever asks for one of them. */
export function AskToShare() {
  const t = useT(agencySharing);
  const { viewer } = useRootData();
  const { entry, code } = useDataset();
  const asks = viewer?.organization.kind === 'agency' && viewer.duties.includes('steward');
  if (!asks || viewer.organization.uscc === entry.provider.uscc) return null;
  return (
    <p className="actions no-print">
      <LinkButton look="plain" to={paths.newSharing({ entry: code })}>
        {t('ask_share')}
      </LinkButton>
    </p>
  );
}
