/** How a receiver checks a message, in what receivers are written in. Tested against the platform's own signature. */
export const webhookSnippets = [
  {
    name: 'Node',
    code: `import { createHmac, timingSafeEqual } from 'node:crypto';

// body: the raw bytes of the request, before any JSON parser
export function verify(secret, headers, body) {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(\`\${id}.\${timestamp}.\`).update(body).digest();
  return headers['webhook-signature'].split(' ').some((part) => {
    const [version, signature = ''] = part.split(',');
    const given = Buffer.from(signature, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}`,
  },
  {
    name: 'Python',
    code: `import base64, hashlib, hmac, time

# body: the raw bytes of the request
def verify(secret: str, headers: dict, body: bytes) -> bool:
    message_id = headers["webhook-id"]
    timestamp = headers["webhook-timestamp"]
    if abs(time.time() - int(timestamp)) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(
        hmac.compare_digest(part, "v1," + expected)
        for part in headers["webhook-signature"].split(" ")
    )`,
  },
] as const;
