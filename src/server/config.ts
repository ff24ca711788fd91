import { z } from 'zod';

/** Every setting Entente reads. `docs/reference/config.md` is written from these lines. */
export const ConfigSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000).meta({ description: 'Port that the server listens on; 0 takes any free one' }),
  HOST: z.string().min(1).default('127.0.0.1').meta({ description: 'Address that the server listens on; 0.0.0.0 for every network of the machine' }),
  PUBLIC_URL: z
    .url()
    .optional()
    .meta({ description: 'Where browsers reach Entente, used in links, cookies and passkeys; without it, http://localhost and the port' }),
  DATA_DIR: z.string().min(1).default('./data').meta({ description: 'Folder for the database, uploads and keys' }),
  DATABASE_URL: z.url().optional().meta({
    description:
      'Address of a PostgreSQL server of your own (15 or newer), as the app role, which owns nothing; without it, the embedded PostgreSQL in DATA_DIR',
    secret: true,
  }),
  DATABASE_OWNER_URL: z
    .url()
    .optional()
    .meta({ description: 'The same database as the owner role, for migrations; without it, start expects them to be done', secret: true }),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10).meta({ description: 'Connections for requests' }),
  SMTP_URL: z
    .url()
    .optional()
    .meta({ description: 'Mail server (smtp://user:password@host:port); without it, mails land on the operator’s Mailbox page', secret: true }),
  MAIL_FROM: z.string().optional().meta({ description: 'Sender of mails; without it, no-reply at the host of PUBLIC_URL' }),
  SMS_URL: z.url().optional().meta({
    description:
      'Gateway for text messages: gets a POST of JSON {"to": "+33612345678", "text": "…"} for each; any 2xx answer means accepted. Without it, they land on the operator’s Mailbox page',
    secret: true,
  }),
  SMS_TOKEN: z.string().min(1).optional().meta({ description: 'Sent to SMS_URL as the header “Authorization: Bearer …”', secret: true }),
  LEARNING_URL: z.url().optional().meta({
    description:
      'Learning provider: POST {LEARNING_URL}/redeem of JSON {"code": "…"} answers {"profileId": "…"}, GET {LEARNING_URL}/profiles/{profileId}/certificates answers {"items": [{"number", "name", "skill", "competency", "from", "until"}]}; 404 means unknown. Without it, nobody can associate a learning profile',
  }),
  LEARNING_TOKEN: z.string().min(1).optional().meta({ description: 'Sent to LEARNING_URL as the header “Authorization: Bearer …”', secret: true }),
  DNS_RESOLVERS: z
    .string()
    .default('1.1.1.1,9.9.9.9')
    .transform((text) =>
      text
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string()).min(2))
    .meta({
      description:
        'DNS servers (address, or address:port) that are asked when a company proves its domain, separated by commas; two at least, and all must agree',
    }),
  VAT_CHECK_URL: z
    .string()
    .regex(/^https?:\/\/.*\{country\}.*\{number\}/, 'an address with {country} and {number}')
    .optional()
    .meta({
      description:
        'Service that is asked whether EU VAT numbers are known, after they were saved: an address with {country} and {number}, answering JSON {"isValid": true, "requestIdentifier": "…"}, such as https://ec.europa.eu/taxation_customs/vies/rest-api/ms/{country}/vat/{number}; without it, nobody is asked',
    }),
  OUTGOING_ALLOW: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    )
    .meta({
      description:
        'Hosts (or host:port) in inner networks that Entente may reach for sign-in, for webhooks and for VAT_CHECK_URL, also without TLS, separated by commas, such as keycloak.internal:8080; every other inner network is refused',
    }),
  TRUST_PROXY: z.coerce
    .number()
    .int()
    .min(0)
    .max(5)
    .default(0)
    .meta({ description: 'How many proxies stand in front; that many entries of X-Forwarded-For are believed, from the right' }),
  API_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(500)
    .meta({ description: 'Calls that each application, and each person with API keys, may make in a minute in one company account; counted by each process' }),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('info').meta({ description: 'How much is logged' }),
  METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .meta({ description: 'Bearer token that /metrics asks for; without it, /metrics answers to this machine only', secret: true }),
});
export type Config = Readonly<z.output<typeof ConfigSchema>> & { readonly publicUrl: string };

/** Reads the environment once, at start. @throws Error naming every wrong setting, not only the first */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([key, value]) => key in ConfigSchema.shape && value !== ''));
  const result = ConfigSchema.safeParse(given);
  if (!result.success) throw new Error(`The settings are not valid:\n${z.prettifyError(result.error)}`);
  const publicUrl = (result.data.PUBLIC_URL ?? `http://localhost:${result.data.PORT}`).replace(/\/+$/, '');
  return Object.freeze({ ...result.data, publicUrl });
}

/** What the process was started with. The one reader of the environment. */
export const environment = (): Readonly<Record<string, string | undefined>> => process.env;
