import { Refusal, type TenantTransaction } from '#foundation'

const DAY_MS = 86_400_000

/** How often something may happen within a day, and what is said of it once that is used up. */
export interface Allowance {
  key: string
  limit: number
  sentence: string
}

interface Taking {
  allowances: Allowance[]
  code: string
  /** What was not done, and when it can be: the end of the sentence. */
  consequence: string
  now: Date
}

/**
 * Takes one from each allowance, in the transaction that does the work: what is rolled back counts for nothing. Callers name
 * them in one order, so that two never wait for each other.
 */
export async function takeFrom(
  tenant: TenantTransaction,
  { allowances, code, consequence, now }: Taking
) {
  for (const { key, limit, sentence } of allowances) {
    const { rows } = await tenant.query<{ points: number }>(
      `INSERT INTO rate_limits AS l (key, points, expire) VALUES ($1, 1, $2)
       ON CONFLICT (key) DO UPDATE SET
         points = CASE WHEN l.expire <= $3 THEN 1 ELSE l.points + 1 END,
         expire = CASE WHEN l.expire <= $3 THEN $2 ELSE l.expire END
       RETURNING points`,
      [key, now.getTime() + DAY_MS, now.getTime()]
    )
    if (rows[0].points > limit) {
      throw new Refusal({ code, status: 429, message: `${sentence} ${consequence}` })
    }
  }
}
