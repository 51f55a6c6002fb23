import { test } from '@japa/runner'
import { mayGrant, permissionsOf, PERMISSIONS, ROLES } from '#organizations/roles'

test.group('Roles', () => {
  test('an owner may do everything, an admin everything but hand over', ({ assert }) => {
    assert.sameMembers([...permissionsOf('owner')], [...PERMISSIONS])
    assert.sameMembers(
      [...permissionsOf('admin')],
      PERMISSIONS.filter((permission) => permission !== 'organization.transfer')
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
