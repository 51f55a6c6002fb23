import pg from 'pg'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ace from '@adonisjs/core/services/ace'
import AuditVerify from '../../../commands/audit_verify.js'
import { withTenant } from '#foundation'
import env from '#start/env'
import { recordAudit, verifyAuditChain } from '#audit'
import { WatchAuditChain } from '#audit/actions/watch_audit_chain'
import { entryHash, GENESIS } from '#audit/chain'
import { readKeys, useAuditKeys } from '#audit/keys'
import { listAuditEntries } from '#audit/queries/list_audit_entries'
import { lastMailTo } from '#tests/support/mailbox'
import { givenMember, givenOrganization } from '#tests/support/organizations'

type Organization = Awaited<ReturnType<typeof givenOrganization>>

async function givenEntries(organization: Organization, count: number) {
  await withTenant(organization.id, async (tenant) => {
    for (let number = 1; number <= count; number++) {
      await recordAudit(tenant, {
        actorId: null,
        action: 'member.role_changed',
        subject: `member:${number}`,
        detail: { z: number, a: { to: 'viewer', from: 'analyst' } },
        ip: '203.0.113.7',
      })
    }
  })
}

const verdictOf = (organization: Organization) => withTenant(organization.id, verifyAuditChain)

/** Does what only somebody with the database in their hands can do. */
async function tamper(sql: string, values: unknown[]) {
  const url = new URL(process.env.DB_ADMIN_URL!)
  url.pathname = new URL(process.env.DB_APP_URL!).pathname
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(sql, values)
  await client.end()
}

async function headOf({ id }: Organization) {
  const { rows } = await withTenant(id, (tenant) =>
    tenant.query<{ hash: string; signature: string }>(
      'SELECT hash, signature FROM audit_heads WHERE organization_id = $1',
      [id]
    )
  )
  return rows
}

test.group('The audit chain', () => {
  test('verifies as long as nobody touches it', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 5)

    assert.deepEqual(await verdictOf(organization), { status: 'intact', entries: 5 })
  })

  test('names an entry that was edited', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 5)

    await tamper(
      `UPDATE audit_entries SET detail = '{"z":3}' WHERE organization_id = $1 AND sequence = 3`,
      [organization.id]
    )

    assert.deepInclude(await verdictOf(organization), { status: 'broken', sequence: 3 })
  })

  test('names an entry that was deleted', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 5)

    await tamper('DELETE FROM audit_entries WHERE organization_id = $1 AND sequence = 2', [
      organization.id,
    ])

    assert.deepInclude(await verdictOf(organization), { status: 'broken', sequence: 2 })
  })

  test('names the first of two entries that changed places', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 5)

    for (const [from, to] of [
      [2, 99],
      [3, 2],
      [99, 3],
    ]) {
      await tamper(
        'UPDATE audit_entries SET sequence = $3 WHERE organization_id = $1 AND sequence = $2',
        [organization.id, from, to]
      )
    }

    assert.deepInclude(await verdictOf(organization), { status: 'broken', sequence: 2 })
  })

  test('notices that its end was cut off', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 5)

    await tamper('DELETE FROM audit_entries WHERE organization_id = $1 AND sequence > 3', [
      organization.id,
    ])

    assert.deepInclude(await verdictOf(organization), { status: 'broken', sequence: 4 })
  })

  test('notices a new end that was written without the key', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 5)

    await tamper('DELETE FROM audit_entries WHERE organization_id = $1 AND sequence > 3', [
      organization.id,
    ])
    await tamper(
      `UPDATE audit_heads h SET sequence = 3, hash = e.hash FROM audit_entries e
       WHERE h.organization_id = $1 AND e.organization_id = $1 AND e.sequence = 3`,
      [organization.id]
    )

    assert.deepInclude(await verdictOf(organization), { status: 'broken', sequence: 4 })
  })

  test('stays one chain when many write at once', async ({ assert }) => {
    const organization = await givenOrganization()

    await Promise.all(Array.from({ length: 10 }, () => givenEntries(organization, 2)))

    assert.deepEqual(await verdictOf(organization), { status: 'intact', entries: 20 })
  })

  test('cannot be changed by the roles that serve people', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 1)

    await assert.rejects(
      () =>
        withTenant(organization.id, (tenant) =>
          tenant.query('DELETE FROM audit_entries WHERE organization_id = $1', [organization.id])
        ),
      /permission denied/
    )
  })

  test('shows an organization its own entries only', async ({ assert }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    await givenEntries(theirs, 2)

    const seen = await withTenant(ours.id, (tenant) => tenant.query('SELECT 1 FROM audit_entries'))

    assert.lengthOf(seen.rows, 0)
  })
})

test.group('A chain that was changed in the database', () => {
  test('is not signed by the next entry: {$self}')
    .with([
      'UPDATE audit_heads SET sequence = 3 WHERE organization_id = $1',
      `UPDATE audit_heads SET hash = repeat('a', 64) WHERE organization_id = $1`,
      'DELETE FROM audit_entries WHERE organization_id = $1 AND sequence > 3',
      `UPDATE audit_entries SET hash = repeat('a', 64) WHERE organization_id = $1 AND sequence = 5`,
      'DELETE FROM audit_heads WHERE organization_id = $1',
    ])
    .run(async ({ assert }, sql) => {
      const organization = await givenOrganization()
      await givenEntries(organization, 5)
      await tamper(sql, [organization.id])
      const before = await verdictOf(organization)

      await assert.rejects(() => givenEntries(organization, 1), /changed outside this application/)

      assert.equal(before.status, 'broken')
      assert.deepEqual(await verdictOf(organization), before)
    })

  test('is broken where everything is gone, and where it is forged without the key', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 2)
    const content = (sequence: number) => ({
      ...{ organizationId: organization.id, sequence, at: new Date(0), actorId: null },
      ...{ action: 'x', subject: 'y', detail: {}, ip: null },
    })
    const forged = entryHash(GENESIS, content(1), null)

    await tamper(
      `UPDATE audit_entries SET at = to_timestamp(0), action = 'x', subject = 'y', detail = '{}', ip = NULL,
         key_id = NULL, previous_hash = $2, hash = $3 WHERE organization_id = $1 AND sequence = 1`,
      [organization.id, GENESIS, forged]
    )
    const first = await verdictOf(organization)
    for (const table of ['audit_entries', 'audit_heads']) {
      await tamper(`DELETE FROM ${table} WHERE organization_id = $1`, [organization.id])
    }

    assert.deepInclude(first, { status: 'broken', sequence: 2 })
    assert.deepInclude(await verdictOf(organization), { status: 'broken', sequence: 1 })
  })

  test('and put back to an earlier day is told by the head that was kept outside', async ({
    assert,
    cleanup,
  }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 3)
    const [head] = await headOf(organization)
    await givenEntries(organization, 2)
    const watch = new WatchAuditChain()
    const asked = { organizationId: organization.id, now: DateTime.utc() }
    await watch.execute(asked)
    cleanup(() => rm(join(env.get('DATA_DIR')!, 'audit', `${organization.id}.ndjson`)))
    const owner = await givenMember(organization, 'owner')

    await tamper('DELETE FROM audit_entries WHERE organization_id = $1 AND sequence > 3', [
      organization.id,
    ])
    await tamper(
      'UPDATE audit_heads SET sequence = 3, hash = $2, signature = $3 WHERE organization_id = $1',
      [organization.id, head.hash, head.signature]
    )
    const verdict = await watch.execute(asked)

    assert.deepInclude(verdict, { status: 'broken', sequence: 4 })
    assert.include((await lastMailTo(owner.email))!.text, 'was the last one on')
  })

  test('goes on once the operator accepts it, and says so in the log', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 5)
    await tamper('DELETE FROM audit_entries WHERE organization_id = $1 AND sequence = 2', [
      organization.id,
    ])
    const verify = async (...args: string[]) => {
      const command = await ace.create(AuditVerify, [
        `--organization=${organization.slug}`,
        ...args,
      ])
      await command.exec()
      return command.exitCode ?? 0
    }

    const codes = [await verify(), await verify('--accept=restored from a backup'), await verify()]
    await givenEntries(organization, 1)

    assert.deepEqual(codes, [1, 0, 0])
    assert.deepEqual(await verdictOf(organization), {
      ...{ status: 'intact', entries: 7, acceptedThrough: 5 },
    })
    const { entries } = await withTenant(organization.id, (tenant) => listAuditEntries(tenant))
    assert.deepInclude(entries[1], { action: 'audit.break_accepted' })
  })
})

test.group('A change of keys', () => {
  test('leaves what was signed before readable, as long as the old key is named', async ({
    assert,
    cleanup,
  }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 2)
    const fresh = `2:${'k'.repeat(43)}=`
    const goBack = useAuditKeys(readKeys(fresh))
    cleanup(goBack)
    await givenEntries(organization, 2)

    const both = await verdictOf(organization)
    useAuditKeys(readKeys(fresh).slice(0, 1))
    const withoutOld = await verdictOf(organization)

    assert.deepEqual(both, { status: 'intact', entries: 4 })
    assert.deepInclude(withoutOld, { status: 'broken', sequence: 1 })
  })
})
