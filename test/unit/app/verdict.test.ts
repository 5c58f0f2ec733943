import { describe, expect, it } from 'vitest';
import { percentInput, ppmOf } from '#app/present/shares.ts';
import { standingOf, type UploadView, type VerificationView, verdictOf } from '#app/present/verdict.ts';

const verdicts = [
  'intact',
  'incomplete',
  'modified_after_signature',
  'digest_mismatch',
  'unknown_signer',
  'unsigned',
  'encrypted',
  'not_a_pdf',
] as const;
const document = (kind: 'agreement' | 'statement', newest = true) => ({
  id: 'doc_1',
  kind,
  no: 'XY-1',
  title: '',
  newest,
});
const upload = (verdict: UploadView['verdict'], known: ReturnType<typeof document> | null): UploadView => ({
  sha256: '',
  size: 1,
  verdict,
  document: known,
  signatures: [],
});

describe('what a verification says in one look', () => {
  it('is green for the newest, fully signed, registered bytes and for nothing else', () => {
    for (const verdict of verdicts)
      for (const known of [null, document('agreement'), document('agreement', false)]) {
        const green = verdictOf(upload(verdict, known)).tone === 'done';
        expect(green, `${verdict} ${known?.newest}`).toBe(verdict === 'intact' && known?.newest === true);
      }
  });

  it('a statement carries no signature, so its registered bytes are green unsigned', () => {
    expect(verdictOf(upload('unsigned', document('statement')))).toMatchObject({
      tone: 'done',
      text: 'file_unsigned_text',
    });
    expect(verdictOf(upload('unsigned', null))).toMatchObject({ tone: 'refused', text: 'verdict_unsigned' });
  });

  it('waits while a signature is missing, and never calls a fault genuine', () => {
    const seen = { kind: 'agreement', intact: true, signatures: [{}], faults: [] } as unknown as VerificationView;
    expect(standingOf(seen)).toBe('waiting');
    expect(standingOf({ ...seen, signatures: [...seen.signatures, ...seen.signatures] })).toBe('ok');
    expect(standingOf({ ...seen, intact: false })).toBe('broken');
  });
});

describe('shares as per cent', () => {
  it('keeps four decimals exactly and lets a fifth be refused', () => {
    for (const [typed, ppm] of [
      [33.3333, 333_333],
      [56.6667, 566_667],
      [100, 1_000_000],
      [0.0001, 1],
      [10.07, 100_700],
      [0, 0],
    ] as const)
      expect(ppmOf(typed)).toBe(ppm);
    expect(Number.isInteger(ppmOf(33.33333))).toBe(false);
    for (let ppm = 0; ppm <= 1_000_000; ppm += 997) expect(ppmOf(Number(percentInput(ppm)))).toBe(ppm);
    expect(percentInput(null)).toBe('');
  });
});
