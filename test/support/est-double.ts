/**
 * A licensed authority with an EST server (RFC 7030) over real HTTP: it checks the proof of possession in the request, keeps what
 * it issued, wants a password, and can leave a request to a person.
 */
import 'reflect-metadata';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  Pkcs10CertificateRequest,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
  X509CertificateGenerator,
  X509Certificates,
} from '@peculiar/x509';
import { algorithm, newKeys } from '#api/ports/seal/certificates.ts';

export type EstMood =
  | 'well'
  | 'a_person_decides'
  | 'other_subject'
  | 'other_key'
  | 'not_for_signing'
  | 'in_words'
  | 'stranger';

export interface EstDouble {
  readonly url: string;
  /** The issuing certificate, PEM. */
  readonly anchor: string;
  mood: EstMood;
  /** Digests of the requests it has had, in order. */
  readonly requests: string[];
  close(): Promise<void>;
}

export async function openEstDouble(now: Date): Promise<EstDouble> {
  const years = (n: number) => new Date(now.getTime() + n * 365 * 86_400_000);
  const authority = async (name: string) => {
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.createSelfSigned({
      serialNumber: '0a',
      name: new Name([{ C: ['CN'] }, { O: ['A licensed authority'] }, { CN: [name] }]),
      notBefore: years(-5),
      notAfter: years(10),
      keys,
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    return { keys, certificate };
  };
  const own = await authority('Issuing CA');
  const stranger = await authority('Somebody else');
  let serial = 1;

  const issue = async (request: Pkcs10CertificateRequest): Promise<X509Certificate> => {
    const by = double.mood === 'stranger' ? stranger : own;
    const subject =
      double.mood === 'other_subject' ? new Name([{ O: ['Another'] }, { CN: ['Another'] }]) : request.subjectName;
    const publicKey = double.mood === 'other_key' ? (await newKeys()).publicKey : request.publicKey;
    const usage =
      double.mood === 'not_for_signing'
        ? KeyUsageFlags.keyEncipherment
        : KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation;
    serial += 1;
    return X509CertificateGenerator.create({
      serialNumber: `5c${serial.toString(16).padStart(6, '0')}`,
      issuer: by.certificate.subjectName,
      subject,
      notBefore: years(-1),
      notAfter: years(2),
      publicKey,
      signingKey: by.keys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(usage, true),
        await AuthorityKeyIdentifierExtension.create(by.certificate.publicKey),
      ],
    });
  };

  const server = createServer(async (request, response) => {
    const body = await text(request);
    const allowed = request.headers.authorization === `Basic ${Buffer.from('jinshu:open sesame').toString('base64')}`;
    if (!allowed) return void response.writeHead(401, { 'www-authenticate': 'Basic realm="est"' }).end();
    if (request.url !== '/.well-known/est/simpleenroll' || request.headers['content-type'] !== 'application/pkcs10')
      return void response.writeHead(404).end();
    const asked = new Pkcs10CertificateRequest(new Uint8Array(Buffer.from(body, 'base64')));
    if (!(await asked.verify())) return void response.writeHead(400).end('no proof of possession');
    double.requests.push(Buffer.from(asked.publicKey.rawData).toString('hex').slice(40, 140));
    if (double.mood === 'a_person_decides') return void response.writeHead(202, { 'retry-after': '7200' }).end();
    if (double.mood === 'in_words') return void response.writeHead(200).end('<html>maintenance</html>');
    const list = new X509Certificates([await issue(asked), own.certificate]);
    response.writeHead(200, { 'content-type': 'application/pkcs7-mime', 'content-transfer-encoding': 'base64' });
    response.end(
      Buffer.from(list.export('raw'))
        .toString('base64')
        .replace(/(.{64})/g, '$1\r\n'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const double: EstDouble = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/.well-known/est`,
    anchor: own.certificate.toString('pem'),
    mood: 'well',
    requests: [],
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return double;
}
