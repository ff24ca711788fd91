/** How a receiver knows that a message comes from here, in the languages that such programs are written in. */
export const verifyExamples = {
  node: `import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(secret);

app.post('/in', express.raw({ type: '*/*' }), (request, response) => {
  const event = webhook.verify(request.body, request.headers);
  response.sendStatus(204);
  handleOnce(event.id, event);
});`,
  python: `import base64, hashlib, hmac, os, time

KEY = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))

def is_ours(headers, body: bytes) -> bool:
    if abs(time.time() - int(headers["webhook-timestamp"])) > 300:
        return False
    signed = f'{headers["webhook-id"]}.{headers["webhook-timestamp"]}.'.encode() + body
    expected = "v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(expected, one) for one in headers["webhook-signature"].split())`,
  csharp: `static bool IsOurs(IHeaderDictionary headers, byte[] body, string secret)
{
    var (id, at) = (headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString());
    if (Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(at)) > 300) return false;
    var key = Convert.FromBase64String(secret["whsec_".Length..]);
    var signed = Encoding.UTF8.GetBytes($"{id}.{at}.").Concat(body).ToArray();
    var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
    return headers["webhook-signature"].ToString().Split(' ')
        .Any(one => CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(one)));
}`,
  java: `static boolean isOurs(String id, String at, String signatures, byte[] body, String secret) throws GeneralSecurityException {
  if (Math.abs(Instant.now().getEpochSecond() - Long.parseLong(at)) > 300) return false;
  Mac mac = Mac.getInstance("HmacSHA256");
  mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
  mac.update((id + "." + at + ".").getBytes(StandardCharsets.UTF_8));
  byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes(StandardCharsets.US_ASCII);
  return Arrays.stream(signatures.split(" "))
      .anyMatch(one -> MessageDigest.isEqual(expected, one.getBytes(StandardCharsets.US_ASCII)));
}`,
  curl: `at=$(date +%s); id="msg_$at"; body='{"type":"webhooks.test"}'
key=$(printf %s "\${WEBHOOK_SECRET#whsec_}" | base64 -d | od -v -An -tx1 | tr -d ' \\n')
signature=$(printf '%s.%s.%s' "$id" "$at" "$body" |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)
curl https://hooks.example.com/in -H 'content-type: application/json' \\
  -H "webhook-id: $id" -H "webhook-timestamp: $at" -H "webhook-signature: v1,$signature" -d "$body"`,
} as const;
export type VerifyLanguage = keyof typeof verifyExamples;
/** Names of their own: the same in every language. */
export const verifyLanguages: readonly (readonly [VerifyLanguage, string])[] = [
  ['curl', 'curl'],
  ['node', 'Node'],
  ['python', 'Python'],
  ['csharp', 'C#'],
  ['java', 'Java'],
];
