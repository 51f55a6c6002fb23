import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { whatChanged } from '#core/queries/what_changed'
import { fact, givenStream, NOON, write, type Warehouse } from '#tests/support/warehouse'

const ask = ({ organization }: Warehouse) =>
  withTenant(organization.id, (tenant) => whatChanged(tenant, organization, NOON), {
    readOnly: true,
  })

test.group('What changed', () => {
  test('amounts without exchange rates leave the other figures standing, and say why', async ({
    assert,
  }) => {
    const warehouse = await givenStream()
    await write(warehouse, {
      facts: [
        fact('2026-02-20', [100, 5, 1_000_000], { currency: 'EUR' }),
        fact('2026-02-21', [100, 5, 1_000_000], { currency: 'USD' }),
      ],
    })

    const changed = await ask(warehouse)

    const ids = changed!.metrics.map(({ id }) => id)
    assert.include(ids, 'clicks')
    assert.notInclude(ids, 'spend')
    assert.notEqual(changed!.answer.state, 'failed')
    assert.match(changed!.leftOut!, /rate/)
  })

  test('with nothing in the way the most telling figures come first', async ({ assert }) => {
    const warehouse = await givenStream()
    await write(warehouse, { facts: [fact('2026-02-20', [100, 5, 1_000_000])] })

    const changed = await ask(warehouse)

    assert.equal(changed!.metrics[0].id, 'spend')
    assert.isNull(changed!.leftOut)
  })

  test('passes over figures that have no number any more, as after an undone import', async ({
    assert,
  }) => {
    const warehouse = await givenStream()
    await write(warehouse, { facts: [fact('2026-02-20', [100, 5, null])] })

    const changed = await ask(warehouse)

    assert.deepEqual(
      changed!.metrics.map(({ id }) => id),
      ['clicks', 'impressions', 'ctr']
    )
    assert.notEqual(changed!.answer.state, 'empty')
  })
})
