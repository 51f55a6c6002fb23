import type { TenantTransaction } from '#foundation'

/** Which days of a currency have a rate, and which days have amounts in it. */
export interface RateCoverage {
  currency: string
  rates: { from: string; to: string; days: number; sources: string[] } | null
  /** Amounts of sandbox sources need no rates of the organization: the sandbox brings its own. */
  amounts: { from: string; to: string; isSandbox: boolean } | null
}

interface AmountRow {
  currency: string
  from: string
  to: string
  isSandbox: boolean
}

interface Row {
  currency: string
  from: string
  to: string
  days: number
  sources: string[]
}

const RATES = `
  SELECT r.currency, min(r.day)::text AS "from", max(r.day)::text AS "to", count(*)::int AS days,
    array_agg(DISTINCT r.source ORDER BY r.source) AS sources
  FROM exchange_rates r WHERE r.organization_id = $1 GROUP BY r.currency`

const AMOUNTS = `
  SELECT DISTINCT ON (a.currency) a.currency, a.first_day::text AS "from", a.last_day::text AS "to",
    a.mode = 'sandbox' AS "isSandbox"
  FROM (
    SELECT d.currency, c.mode, min(d.day) AS first_day, max(d.day) AS last_day
    FROM daily_rollups d
    JOIN source_streams s ON s.organization_id = $1 AND s.id = d.stream_id
    JOIN connections c ON c.organization_id = $1 AND c.id = s.connection_id AND c.state <> 'removed'
    WHERE d.organization_id = $1 AND d.currency NOT IN ('', 'EUR') GROUP BY d.currency, c.mode
  ) a
  ORDER BY a.currency, a.mode`

/** Every currency that has rates or amounts; those with amounts and without rates come first. */
export async function listRateCoverage(tenant: TenantTransaction): Promise<RateCoverage[]> {
  const values = [tenant.organizationId]
  const known = await tenant.query<Row>(RATES, values)
  const used = await tenant.query<AmountRow>(AMOUNTS, values)
  const rates = new Map(known.rows.map(({ currency, ...rest }) => [currency, rest]))
  const amounts = new Map(used.rows.map(({ currency, ...rest }) => [currency, rest]))
  return [...new Set([...amounts.keys(), ...rates.keys()])]
    .map((currency) => ({
      currency,
      rates: rates.get(currency) ?? null,
      amounts: amounts.get(currency) ?? null,
    }))
    .sort((a, b) => urgency(a) - urgency(b) || a.currency.localeCompare(b.currency))
}

function urgency({ rates, amounts }: RateCoverage): number {
  if (amounts && !amounts.isSandbox) {
    return rates ? 1 : 0
  }
  return 2
}
