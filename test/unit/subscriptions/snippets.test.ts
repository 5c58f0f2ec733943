/** The code receivers are given checks what the platform signs, in both languages it is written in. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { signatures } from '#api/subscriptions/secrets.ts';
import { webhookSnippets } from '#app/present/webhook-snippets.ts';

const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const body = '{"type":"version_published","text":"晋数"}';

function headersAt(timestamp: number) {
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(timestamp),
    // Two secrets in rotation: the receiver holds the older one.
    'webhook-signature': signatures(
      [`whsec_${Buffer.alloc(32, 1).toString('base64')}`, secret],
      'msg_1',
      timestamp,
      body,
    ),
  };
}

describe('the snippets of the developers’ page', () => {
  const now = Math.floor(Date.now() / 1000);
  const cases = [
    [true, headersAt(now), body],
    [false, headersAt(now), `${body} `],
    [false, headersAt(now - 600), body],
    [false, { ...headersAt(now), 'webhook-id': 'msg_2' }, body],
  ] as const;

  it('Node', async () => {
    const code = webhookSnippets.find((one) => one.name === 'Node')?.code ?? '';
    const { verify } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    for (const [good, headers, text] of cases) expect(verify(secret, headers, Buffer.from(text))).toBe(good);
  });

  const python = (() => {
    try {
      execFileSync('python3', ['--version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  })();
  it.skipIf(!python)('Python', () => {
    const code = webhookSnippets.find((one) => one.name === 'Python')?.code ?? '';
    const run = `${code}\nimport json, sys\nsecret, cases = json.load(sys.stdin)\nprint(json.dumps([verify(secret, h, b.encode()) for h, b in cases]))`;
    const input = JSON.stringify([secret, cases.map(([, headers, text]) => [headers, text])]);
    expect(JSON.parse(execFileSync('python3', ['-c', run], { input }).toString())).toEqual(cases.map(([good]) => good));
  });
});
