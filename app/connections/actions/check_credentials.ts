import { Refusal } from '#foundation'
import type { Auth, CredentialField } from '#kit'

interface CredentialRequest {
  mode: 'live' | 'sandbox'
  credentials?: Record<string, string>
}

/** What the person pasted, held against the fields of the way of signing in. The sandbox brings its own. */
export function checkCredentials(auth: Auth, request: CredentialRequest): Record<string, string> {
  const given = { ...sandboxValues(auth, request), ...request.credentials }
  const values: Record<string, string> = {}
  const problems: Record<string, string> = {}
  for (const [name, field] of Object.entries('fields' in auth ? auth.fields : {})) {
    values[name] = (given[name] ?? '').trim()
    const problem = problemWith(field, values[name])
    if (problem) {
      problems[name] = problem
    }
  }
  if (Object.keys(problems).length > 0) {
    throw invalid(problems)
  }
  return values
}

function sandboxValues(auth: Auth, { mode }: CredentialRequest): Record<string, string> {
  return mode === 'sandbox' && 'fields' in auth ? (auth.sandbox ?? {}) : {}
}

function invalid(problems: Record<string, string>) {
  return new Refusal({
    code: 'E_CREDENTIALS_INVALID',
    status: 422,
    message: Object.values(problems).join(' '),
    detail: { fields: problems },
  })
}

/** Never repeats the value: it may be a secret with a typing mistake. */
function problemWith({ label, pattern, help }: CredentialField, value: string): string | undefined {
  const name = typeof label === 'string' ? label : 'A field'
  const hint = typeof help === 'string' ? ` ${help}` : ''
  if (value === '') {
    return `${name} is missing.${hint}`
  }
  return pattern && !new RegExp(pattern, 'u').test(value)
    ? `${name} does not look right.${hint}`
    : undefined
}
