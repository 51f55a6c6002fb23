/**
 * Every setting the application reads from its environment, checked once at boot.
 * `bin/launch` supplies all of them for an embedded installation; docs/operators.md explains each.
 */
import { Env } from '@adonisjs/core/env'

/** Commands and code generation; a process that serves needs the key at its first credential, so it asks at once. */
const servesNobody = () => !process.env.QD_PROCESS
/** Web and worker know the door that they enter and no other; the rest is for commands. */
const isWorker = () => process.env.QD_PROCESS === 'worker'
const sendsNoMail = () => process.env.MAIL_TRANSPORT !== 'smtp'

export default await Env.create(new URL('../', import.meta.url), {
  NODE_ENV: Env.schema.enum(['development', 'production', 'test'] as const),
  HOST: Env.schema.string.optional({ format: 'host' }),
  PORT: Env.schema.number.optional(),
  APP_KEY: Env.schema.secret(),
  APP_URL: Env.schema.string.optional(),
  TRUSTED_PROXIES: Env.schema.string.optional(),
  LOG_LEVEL: Env.schema.string.optional(),
  LOG_FILE: Env.schema.string.optional(),

  DB_APP_URL: Env.schema.string.optionalWhen(isWorker),
  DB_WORKER_URL: Env.schema.string.optionalWhen(() => !isWorker()),
  DB_PLATFORM_URL: Env.schema.string.optional(),
  DB_MIGRATOR_URL: Env.schema.string.optional(),

  DATA_DIR: Env.schema.string.optional(),
  AUDIT_KEYS: Env.schema.secret.optional(),
  KEY_ENCRYPTION_KEY: Env.schema.secret.optionalWhen(servesNobody),

  MAIL_TRANSPORT: Env.schema.enum.optional(['file', 'smtp'] as const),
  MAIL_FROM: Env.schema.string.optionalWhen(sendsNoMail),
  SMTP_HOST: Env.schema.string.optionalWhen(sendsNoMail),
  SMTP_PORT: Env.schema.number.optional(),
  SMTP_USERNAME: Env.schema.string.optional(),
  SMTP_PASSWORD: Env.schema.secret.optional(),

  STRIPE_SECRET_KEY: Env.schema.secret.optional(),
  STRIPE_WEBHOOK_SECRET: Env.schema.secret.optionalWhen(() => !process.env.STRIPE_SECRET_KEY),
  STRIPE_API_BASE: Env.schema.string.optional({ format: 'url', tld: false }),

  SIGN_IN_GOOGLE_ID: Env.schema.string.optional(),
  SIGN_IN_GOOGLE_SECRET: Env.schema.secret.optional(),
  SIGN_IN_MICROSOFT_ID: Env.schema.string.optional(),
  SIGN_IN_MICROSOFT_SECRET: Env.schema.secret.optional(),
  SIGN_IN_LINKEDIN_ID: Env.schema.string.optional(),
  SIGN_IN_LINKEDIN_SECRET: Env.schema.secret.optional(),
  SIGN_IN_GITHUB_ID: Env.schema.string.optional(),
  SIGN_IN_GITHUB_SECRET: Env.schema.secret.optional(),
  SIGN_IN_FACEBOOK_ID: Env.schema.string.optional(),
  SIGN_IN_FACEBOOK_SECRET: Env.schema.secret.optional(),

  DATABASE_HOSTS: Env.schema.string.optional(),
  VENDOR_HOSTS: Env.schema.string.optional(),
  SANDBOX_URL: Env.schema.string.optional(),
  VENDOR_PATIENCE_MS: Env.schema.number.optional(),
  DEMO_PASSWORD: Env.schema.string.optional(),
})
