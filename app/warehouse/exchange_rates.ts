import type { TenantTransaction } from '#foundation'

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
