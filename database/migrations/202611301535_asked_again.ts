import { BaseSchema } from '@adonisjs/lucid/schema'

/** Whether something was added to a source after this run of it had begun, so that another one follows at once. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('ALTER TABLE sync_runs ADD COLUMN asked_again boolean NOT NULL DEFAULT false')
  }
}
