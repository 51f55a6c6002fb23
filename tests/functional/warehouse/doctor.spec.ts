import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import pg from 'pg'
import { test } from '@japa/runner'
import WarehouseDoctor from '../../../commands/warehouse_doctor.js'
import { distributionFaults } from '#warehouse/queries/distribution_faults'

const read = (sql: string) => db.rawQuery(sql)

/** In a schema of its own, so that no other test meets it. */
const PLANTED = `
  CREATE SCHEMA planted;
  CREATE TABLE planted.good (organization_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (organization_id, id));
  ALTER TABLE planted.good ENABLE ROW LEVEL SECURITY;
  ALTER TABLE planted.good FORCE ROW LEVEL SECURITY;
  CREATE POLICY tenant ON planted.good
    USING (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
  CREATE TABLE planted.bad (
    organization_id uuid, id serial, good_id uuid, email text, CONSTRAINT bad_key UNIQUE (email),
    CONSTRAINT bad_reference FOREIGN KEY (good_id, organization_id) REFERENCES planted.good (organization_id, id));
  CREATE POLICY everybody ON planted.bad USING (true);
  CREATE TABLE planted.loose (good_id uuid, organization uuid,
    CONSTRAINT loose_reference FOREIGN KEY (organization, good_id) REFERENCES planted.good (organization_id, id));
  CREATE VIEW planted.leaky AS SELECT * FROM planted.bad`

const FAULTS = [
  ['bad', 'organization_id must be uuid NOT NULL'],
  ['bad', 'row-level security must be enabled and forced'],
  ['bad', 'the one policy must compare organization_id bare, for reading and for writing'],
  ['bad', 'a tenant table must have a primary key'],
  ['planted.bad_key', 'a primary key or unique index must start with organization_id'],
  [
    'bad.bad_reference',
    'a foreign key between tenant tables must start with organization_id on both sides',
  ],
  ['loose.loose_reference', 'a table without a tenant must not refer to a tenant table'],
  ['bad.id', 'a key must not come from a sequence'],
  ['leaky', 'a view must be security_invoker, and none may be materialized'],
].map(([subject, rule]) => ({ subject, rule }))

async function examine(args: string[] = []) {
  ace.ui.switchMode('raw')
  const command = await ace.create(WarehouseDoctor, args)
  await command.exec()
  return command.exitCode
}

test.group('Warehouse doctor', (group) => {
  let admin: pg.Client

  group.setup(async () => {
    const url = new URL(process.env.DB_ADMIN_URL!)
    url.pathname = new URL(process.env.DB_APP_URL!).pathname
    admin = new pg.Client({ connectionString: url.href })
    await admin.connect()
    await admin.query(PLANTED)
  })

  group.teardown(async () => {
    await admin.query('DROP SCHEMA planted CASCADE')
    await admin.end()
  })

  test('finds nothing to say about our own tables', async ({ assert }) => {
    assert.deepEqual(await distributionFaults(read), [])
    assert.equal(await examine(), 0)
  })

  test('names every rule that a planted table breaks, and fails', async ({ assert }) => {
    assert.deepEqual(await distributionFaults(read, 'planted'), FAULTS)
    assert.equal(await examine(['--schema=planted']), 1)
  })
})
