/** Sharing between agencies as the scene shows it: one in use, one to be answered, both ways. */
import { submitEntry } from '#api/catalog/edit.ts';
import type { EntryOut } from '#api/catalog/show.ts';
import { reviewEntry } from '#api/datasets/publish.ts';
import { proposal, startBody } from '#api/sharing/contract.ts';
import { askSharedCorrection } from '#api/sharing/corrections.ts';
import { downloadShared } from '#api/sharing/deliver.ts';
import { objectToSharing } from '#api/sharing/objections.ts';
import { consentSharing, startSharing, submitSharing } from '#api/sharing/requests.ts';
import { confirmSharingReply, proposeSharingReply } from '#api/sharing/review.ts';
import { recordSharedUse } from '#api/sharing/uses.ts';
import { newEntry } from '#test/support/catalog.ts';
import type { Market } from '#test/support/market.ts';

export async function sharingSide(m: Market, open: EntryOut): Promise<Record<string, string>> {
  const [asks, head] = [m.world.ctx('province.ecology'), m.world.ctx('province.ecology.head')];
  const [gives, givesHead] = [m.world.ctx('province.transport'), m.world.ctx('province.transport.head')];
  const made = await newEntry(m.agency, {
    title: '重点运输企业明细',
    open_type: 'none',
    share_type: '2',
    share_condition: '限承担监管职责的单位使用',
    share_reason: '含企业经营信息',
    share_basis: { kind: 'law', instrument: '《中华人民共和国统计法》', article: '第九条' },
  });
  const { revision } = await submitEntry(m.agency, made.id, { revision: made.revision });
  await reviewEntry(m.reviewer, made.id, { revision, decision: 'publish', opinion: '', field_opinions: [] });
  const filed = async (entry: string) => {
    const body = {
      entry,
      need: '核对运输与排放',
      use_basis: '《大气污染防治法》第五条',
      scenario: '移动源监管',
      use_scope: '大气处',
      method: 'file',
      term_until: '2026-12-31',
    };
    const request = await startSharing(asks, startBody.parse(body));
    await submitSharing(asks, request.id, { revision: request.revision });
    return consentSharing(head, request.id, { words: '' });
  };
  const used = await filed(open.code);
  await (await downloadShared(asks, used.id, { format: 'csv' })).release();
  await recordSharedUse(asks, used.id, { kind: 'process', words: '与排放清单比对', on: '2026-11-02' });
  const wrong = { column: '车道数', record: '太原北', wrong: '12', right: '14', evidence: '' };
  await askSharedCorrection(asks, used.id, wrong);
  const asked = await filed(made.code);
  const refused = await filed(made.code);
  const reply = proposal.parse({ outcome: 'refused', ground: 'outside_range', reason: '不在共享范围内' });
  await proposeSharingReply(gives, refused.id, reply);
  await confirmSharingReply(givesHead, refused.id, { words: '' });
  await objectToSharing(asks, refused.id, { words: '承担移动源监管职责' });
  return {
    sharing_used: `/w/sharing/${used.id}`,
    sharing_asked: `/w/sharing/${asked.id}`,
    sharing_refused: `/w/sharing/${refused.id}`,
    sharing_new: `/w/sharing/new?entry=${encodeURIComponent(made.code)}`,
  };
}
