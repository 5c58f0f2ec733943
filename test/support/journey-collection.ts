/** What is collected, as the scene shows it: an item held already, one to review, one consented to, an exception, a subject who asks. */
import { Readable } from 'node:stream';
import { consentBody, textBody } from '#api/collection/consent-contract.ts';
import { addConsentText, recordConsent } from '#api/collection/consents.ts';
import { startBody } from '#api/collection/contract.ts';
import { askCollectionException, startCollection, submitCollection } from '#api/collection/items.ts';
import { addMyProofFile, proveMyIdentity } from '#api/collection/proofs.ts';
import { approveCollection, proposeCollectionException } from '#api/collection/review.ts';
import { proveBody, requestBody } from '#api/collection/subject-contract.ts';
import { decideSubjectProof } from '#api/collection/subject-desk.ts';
import { fileSubjectRequest } from '#api/collection/subject-requests.ts';
import type { Market } from '#test/support/market.ts';
import { applicant, citizen } from '#test/support/targeted.ts';

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export async function collectionSide(m: Market): Promise<Record<string, string>> {
  const asks = m.world.ctx('province.ecology');
  const submitted = async (name: string, over: object = {}) => {
    const body = startBody.parse({
      name,
      meaning: `办理排污许可时核对的${name}`,
      purpose: '办理排污许可',
      population: '收费站',
      subject_kind: 'legal',
      ...over,
    });
    const made = await startCollection(asks, body);
    return submitCollection(asks, made.id, { revision: made.revision });
  };
  const held = await submitted('车道数量', { data_type: 'I' });
  const excepted = await submitted('车道数量', { data_type: 'I', purpose: '噪声评估' });
  const reason = { words: '须与现场监测同时核对' };
  await askCollectionException(asks, excepted.id, reason);
  await proposeCollectionException(m.reviewer, excepted.id, { decision: 'granted', ...reason });
  const waiting = await submitted('夜间鸣笛次数', { data_type: 'I' });
  const night = { subject_kind: 'natural', population: '夜间作业人员' };
  const approved = await submitted('夜间作业时段', night);
  await approveCollection(m.reviewer, approved.id, { words: '' });
  const text = await addConsentText(
    asks,
    textBody.parse({
      title: '采集作业时段同意书',
      text: '本单位为办理排污许可采集夜间作业时段。',
      items: [approved.no],
    }),
  );
  const said = (sequence: number, kind: string) =>
    recordConsent(
      asks,
      consentBody.parse({
        text: text.id,
        subject: { kind: 'natural', number: citizen(sequence) },
        kind,
        channel: 'hall',
        proof: `TY-000${sequence}`,
      }),
    );
  await said(1, 'given');
  await said(2, 'refused');
  const uscc = asks.viewer?.organization.uscc;
  const prove = async (email: string, sequence: number) => {
    const { ctx } = await applicant(m.t, email);
    const proof = await proveMyIdentity(
      ctx,
      proveBody.parse({ agency: uscc, name: '周敏', number: citizen(sequence) }),
    );
    await addMyProofFile(ctx, { stream: Readable.from([Buffer.from(png, 'base64')]) });
    return { ctx, proof };
  };
  const open = await prove('subject.open@example.cn', 3);
  const subject = await prove('subject@example.cn', 1);
  await decideSubjectProof(asks, subject.proof.id, { decision: 'verified', reason: '' });
  const asked = await fileSubjectRequest(
    subject.ctx,
    requestBody.parse({ kind: 'erase', about: `item:${approved.no}`, words: '请删除我的作业时段' }),
  );
  return {
    collection_held: `/w/collection/${held.id}`,
    collection_excepted: `/w/collection/${excepted.id}`,
    collection_waiting: `/w/collection/${waiting.id}`,
    collection_approved: `/w/collection/${approved.id}`,
    subject_request: `/w/subject-requests/${asked.id}`,
    subject_proof: `/w/subject-requests/proofs/${open.proof.id}`,
  };
}
