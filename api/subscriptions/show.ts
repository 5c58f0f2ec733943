/** Changes as they go out: in webhooks and feeds. */
import { changeText } from './rules/change.ts';
import type { Change } from './store.ts';

/** The page that tells the most of the change: of a version its own, else the dataset's. */
export function changeUrl(publicUrl: string, change: Pick<Change, 'code' | 'kind' | 'version'>): string {
  const version = change.kind === 'version_published' && change.version !== null ? `/versions/${change.version}` : '';
  return `${publicUrl}/datasets/${change.code}${version}`;
}

interface Agency {
  readonly uscc: string;
  readonly name: string;
  readonly nameEn: string | null;
}

export function changeOut(publicUrl: string, change: Change, agency: Agency | undefined) {
  const { summary } = change;
  return {
    id: change.id,
    kind: change.kind,
    at: change.at.toISOString(),
    dataset: {
      code: change.code,
      identifier: `${publicUrl}/id/${change.code}`,
      title: change.title,
      theme: change.theme,
      region_code: change.regionCode,
      agency: agency === undefined ? null : { uscc: agency.uscc, name: agency.name, name_en: agency.nameEn },
    },
    version: summary.version ?? null,
    diff: summary.diff ?? null,
    diff_skipped: summary.diff_skipped ?? null,
    fields: summary.fields ?? null,
    reason: summary.reason ?? null,
    url: changeUrl(publicUrl, change),
    text: { zh: changeText(change.kind, summary, 'zh'), en: changeText(change.kind, summary, 'en') },
  };
}
