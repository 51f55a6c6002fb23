import db from '@adonisjs/lucid/services/db'
import type { HttpContext } from '@adonisjs/core/http'

/** Whether this process lives, and whether it can serve. */
export default class HealthController {
  live({ response }: HttpContext) {
    return response.json({ status: 'alive' })
  }

  async ready({ response }: HttpContext) {
    const database = await this.databaseState()
    const ready = database === 'up'
    return response
      .status(ready ? 200 : 503)
      .json({ status: ready ? 'ready' : 'unavailable', database })
  }

  private async databaseState() {
    try {
      await db.rawQuery('SELECT 1')
      return 'up'
    } catch {
      return 'down'
    }
  }
}
