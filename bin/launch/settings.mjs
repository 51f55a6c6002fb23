/** Settings that are checked before anything is started, each with a sentence of its own. */
import { isIP } from 'node:net'
import { explain } from './failure.mjs'

const CHECKS = {
  PORT: (value) =>
    /^\d{1,5}$/.test(value) && Number(value) < 65_536
      ? undefined
      : 'must be a number below 65536, for example PORT=3333',
  APP_URL: (value) =>
    isAddress(value, ['http:', 'https:'])
      ? undefined
      : 'must be the address people use, for example https://numbers.example.com',
  TRUSTED_PROXIES: (value) =>
    value.split(',').every((part) => isProxy(part.trim()))
      ? undefined
      : 'must list the addresses or networks of your proxies, for example 10.0.0.5, 172.16.0.0/12 or loopback',
  DATABASE_URL: (value) =>
    isAddress(value, ['postgres:', 'postgresql:']) && isDecodable(value)
      ? undefined
      : 'must look like postgresql://user:password@host:5432/quarterdeck',
  KEY_ENCRYPTION_KEY: (value) =>
    Buffer.from(value, 'base64').length === 32
      ? undefined
      : 'must be 32 random bytes in base64; `openssl rand -base64 32` makes one',
  LOG_LEVEL: (value) =>
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].includes(value)
      ? undefined
      : 'must be trace, debug, info, warn, error, fatal or silent',
  MAIL_TRANSPORT: (value) =>
    ['file', 'smtp'].includes(value) ? missingForMail(value) : 'must be file or smtp',
}

/** Refuses a setting that cannot work. Its value is not repeated: it may hold a password. */
export function assertSettings(environment = process.env) {
  for (const [name, check] of Object.entries(CHECKS)) {
    const fault = environment[name] ? check(environment[name]) : undefined
    if (fault) {
      throw explain(`The setting ${name} ${fault}. docs/operators.md explains every setting.`)
    }
  }
}

function missingForMail(transport) {
  const missing = ['SMTP_HOST', 'MAIL_FROM'].filter((name) => !process.env[name])
  return transport === 'smtp' && missing.length > 0
    ? `is smtp, which also needs ${missing.join(' and ')}`
    : undefined
}

function isAddress(value, protocols) {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol)
}

function isProxy(part) {
  const [address, length, ...rest] = part.split('/')
  const isLength = length === undefined || /^\d{1,3}$/.test(length)
  const isName = ['loopback', 'linklocal', 'uniquelocal'].includes(part)
  return isName || (isIP(address) !== 0 && isLength && rest.length === 0)
}

function isDecodable(value) {
  try {
    return Boolean(decodeURIComponent(value))
  } catch {
    return false
  }
}
