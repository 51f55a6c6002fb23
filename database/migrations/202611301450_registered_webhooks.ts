import { BaseSchema } from '@adonisjs/lucid/schema'

/** What the vendor calls the address that was registered with it, so that it can be removed there. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('ALTER TABLE webhook_endpoints ADD COLUMN registered_id text')
  }
}
