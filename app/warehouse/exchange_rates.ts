import type { TenantTransaction } from '#foundation'

/** A rate holds until the next one, but not for ever: past this it is missing, and not guessed. */
export const LONGEST_RATE_AGE_DAYS = 10

export interface ExchangeRate {
  /** `YYYY-MM-DD`. */
  day: string
  currency: string
  /** Units of the currency that one euro buys on that day. */
  perEuro: number
}

const UPSERT = `
  INSERT INTO exchange_rates AS x (organization_id, day, currency, per_euro, source)
  SELECT $1::uuid, g.day, g.currency, g.per_euro, $2::text
  FROM unnest($3::date[], $4::text[], $5::float8[]) AS g (day, currency, per_euro)
  ORDER BY g.day, g.currency
  ON CONFLICT (organization_id, day, currency) DO UPDATE SET
    per_euro = EXCLUDED.per_euro, source = EXCLUDED.source
  WHERE (x.per_euro, x.source) IS DISTINCT FROM (EXCLUDED.per_euro, EXCLUDED.source)`

/** Keeps rates of a source. Of several for one day and currency the last wins. Answers what changed. */
export async function saveExchangeRates(
  tenant: TenantTransaction,
  { source, rates }: { source: string; rates: ExchangeRate[] }
): Promise<{ changed: number }> {
  const latest = [...new Map(rates.map((rate) => [`${rate.day} ${rate.currency}`, rate])).values()]
  const { rowCount } = await tenant.query(UPSERT, [
    tenant.organizationId,
    source,
    latest.map(({ day }) => day),
    latest.map(({ currency }) => currency),
    latest.map(({ perEuro }) => perEuro),
  ])
  if (rowCount > 0) {
    await tenant.query('UPDATE organizations SET data_version = data_version + 1 WHERE id = $1', [
      tenant.organizationId,
    ])
  }
  return { changed: rowCount }
}

/**
 * Which rate held on each day of a period? A day without one of its own (weekends) takes the last one
 * before it. A day without any is left out. The euro itself is always 1.
 */
export async function exchangeRatesOf(
  tenant: TenantTransaction,
  period: { currencies: string[]; from: string; to: string }
): Promise<ExchangeRate[]> {
  const { rows } = await tenant.query<ExchangeRate>(
    `SELECT d.day::date::text AS day, c.currency, CASE c.currency WHEN 'EUR' THEN 1 ELSE x.per_euro END AS "perEuro"
     FROM generate_series($2::date::timestamp, $3::date::timestamp, '1 day') AS d (day)
     CROSS JOIN unnest($4::text[]) AS c (currency)
     LEFT JOIN LATERAL (
       SELECT r.per_euro FROM exchange_rates r
       WHERE r.organization_id = $1 AND r.currency = c.currency
         AND r.day BETWEEN d.day::date - ${LONGEST_RATE_AGE_DAYS} AND d.day::date
       ORDER BY r.day DESC LIMIT 1
     ) x ON true
     WHERE c.currency = 'EUR' OR x.per_euro IS NOT NULL
     ORDER BY d.day, c.currency`,
    [tenant.organizationId, period.from, period.to, period.currencies]
  )
  return rows
}
