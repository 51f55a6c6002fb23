import { test } from '@japa/runner'
import {
  allPermissions,
  mayGrant,
  permissionsOf,
  registerPermissions,
  ROLES,
} from '#organizations/roles'

/** What decides about the organization itself, and about which agencies work in it. */
const OWNERS = ['organization.transfer', 'agencies.manage']

test.group('Roles', () => {
  test('an owner may do everything, an admin everything but hand over and let others in', ({
    assert,
  }) => {
    assert.includeMembers(allPermissions(), ['organization.transfer', 'dashboards.view'])
    assert.sameMembers(
      [...permissionsOf('admin')],
      allPermissions().filter((permission) => !OWNERS.includes(permission))
    )
  })

  test('a permission belongs to one context', ({ assert }) => {
    assert.throws(
      () => registerPermissions({ 'dashboards.view': 'client' }),
      "Two contexts declare the permission 'dashboards.view'."
    )
  })

  test('every role may open the organization it belongs to', ({ assert }) => {
    for (const role of ROLES) {
      assert.isTrue(permissionsOf(role).has('organization.view'), role)
    }
  })

  test('nobody grants a role that holds more than their own', ({ assert }) => {
    for (const own of ROLES) {
      for (const other of ROLES.filter((role) => mayGrant(own, role))) {
        const extra = [...permissionsOf(other)].filter((one) => !permissionsOf(own).has(one))
        assert.deepEqual(extra, [], `${own} → ${other}`)
      }
    }
    assert.isFalse(mayGrant('admin', 'owner'))
    assert.isFalse(mayGrant('manager', 'billing_admin'))
    assert.isTrue(mayGrant('manager', 'analyst'))
  })
})
