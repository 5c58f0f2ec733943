/** Enrolment over Secure Transport (RFC 7030): simple enrolment with a name and password. */
import 'reflect-metadata';
import { X509Certificate as Parsed } from 'node:crypto';
import { X509Certificates } from '@peculiar/x509';
import { EnrolFailed, EnrolPending, type EnrolPort } from './enrol-port.ts';

const patienceMs = 15_000;
const largest = 256 * 1024;

export interface EstOptions {
  /** Up to and with `/.well-known/est`, or a label under it. */
  readonly url: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly anchors: readonly string[];
}

export function createEst({ url, user, password, anchors }: EstOptions): EnrolPort {
  const trusted = anchors.map((pem) => new Parsed(pem));
  const authorization =
    user === undefined ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}` };
  return {
    anchors,
    async enrol(request) {
      const answer = await post(`${url.replace(/\/$/, '')}/simpleenroll`, request, authorization);
      const issued = certificatesOf(answer).find(
        (one) => !one.ca && trusted.some((anchor) => one.checkIssued(anchor) && one.verify(anchor.publicKey)),
      );
      if (issued === undefined) throw new EnrolFailed('none of the configured issuers signed what came back');
      return issued.toString();
    },
  };
}

async function post(url: string, request: Uint8Array, headers: Readonly<Record<string, string>>): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/pkcs10', 'content-transfer-encoding': 'base64' },
      body: Buffer.from(request).toString('base64'),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
  } catch (cause) {
    throw new EnrolFailed('no answer', { cause });
  }
  // RFC 7030 4.2.3: accepted, ask again with the same request.
  if (response.status === 202) throw new EnrolPending(Number(response.headers.get('retry-after') ?? '') || 3600);
  if (!response.ok) throw new EnrolFailed(`HTTP ${response.status}`);
  const body = await response.text();
  if (body.length > largest) throw new EnrolFailed('an answer of that size is no certificate');
  return body;
}

/** A certs-only PKCS#7 in base64 (RFC 7030, 4.2.3). */
function certificatesOf(base64: string): Parsed[] {
  try {
    const bytes = Buffer.from(base64.replace(/\s+/g, ''), 'base64');
    return [...new X509Certificates(new Uint8Array(bytes))].map((one) => new Parsed(Buffer.from(one.rawData)));
  } catch (cause) {
    throw new EnrolFailed('the answer is no list of certificates', { cause });
  }
}
