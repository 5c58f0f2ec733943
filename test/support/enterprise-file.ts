/** An enterprise file as the two sides make it: brought in by the enterprise, checked by somebody else. */
import type { Ctx } from '#api/context.ts';
import { citizenCheckCharacter } from '#api/kernel/identifiers.ts';
import { addCredential, addRepresentative, checkPaper } from '#api/licensing/file.ts';
import { type CredentialKind, credentialKinds } from '#api/licensing/rules/kind-codes.ts';

/** Enough of a PDF for its kind to be told. */
export const paperBytes = (text: string): Buffer =>
  Buffer.from(`%PDF-1.4\n% ${text}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n`);
export const paperFile = (text: string) => ({
  stream: (async function* () {
    yield paperBytes(text);
  })(),
});

/** Made up: arithmetic alone makes it valid. */
export const citizenNumber = `1401051990010112${'3'}`.slice(0, 17) + citizenCheckCharacter('14010519900101123');

export const credential = (kind: CredentialKind, over: { valid_from?: string; valid_to?: string } = {}) => ({
  kind,
  number: `${kind}-001`,
  issuer: '太原市行政审批服务管理局',
  valid_from: '2024-01-01',
  valid_to: '2029-12-31',
  ...over,
});

export const representative = (
  over: { name?: string; number?: string; valid_from?: string; valid_to?: string } = {},
) => ({
  name: '赵建国',
  number: citizenNumber,
  valid_from: '2026-01-01',
  valid_to: '2028-12-31',
  ...over,
});

/** Everything any kind asks for; checked by the given person where there is one. */
export async function wholeFile(developer: Ctx, checker: Ctx | null): Promise<void> {
  for (const kind of credentialKinds.codes) await addCredential(developer, credential(kind), paperFile(kind));
  const file = await addRepresentative(developer, representative(), paperFile('mandate'));
  if (checker === null) return;
  for (const paper of [...file.credentials, ...file.representatives])
    if (paper.state === 'submitted')
      await checkPaper(checker, paper.id, { decision: 'verified', opinion: '与原件一致' });
}
