import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { defineJob } from '#foundation'
import { feedRevenue, type Feed } from '#operations/actions/feed_revenue'

/** After the day was counted; what fails is tried again with the next day's. */
export const feedRevenueJob = defineJob({
  name: 'operations.feed_revenue',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '37 * * * *',
  async run() {
    const { rows } = await db.rawQuery<{ rows: Feed[] }>(
      'SELECT organization_id, requested_by, sent_until::text FROM revenue_feeds'
    )
    for (const feed of rows) {
      const outcome = await feedRevenue(feed).catch((err: unknown) => {
        logger.error(
          { err, organizationId: feed.organization_id },
          'revenue could not be handed on'
        )
        return 'failed'
      })
      logger.info({ organizationId: feed.organization_id, outcome }, 'revenue feed')
    }
  },
})
