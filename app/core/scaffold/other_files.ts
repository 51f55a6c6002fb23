import type { ContextNames } from './names.js'

/** Page, migration and first test of a new context. `moment` (`yyyyMMddHHmm`) names the migration, so that branches do not collide. */
export function otherFiles(names: ContextNames, moment: string): Record<string, string> {
  const { context } = names
  return {
    [`database/migrations/${moment}_create_${context}_table.ts`]: migration(names),
    [`resources/pages/${context}/index.vue`]: page(names),
    [`tests/functional/${context}/${context}.spec.ts`]: spec(names),
  }
}

const migration = ({
  context,
}: ContextNames) => `import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(\`
      CREATE TABLE ${context} (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      \${protectTenantTable('${context}')}
    \`)
  }
}
`

const page = ({ context, Things }: ContextNames) => `<script setup lang="ts">
defineProps<{ ${context}: { id: string; name: string }[] }>()
</script>

<template>
  <section aria-labelledby="title">
    <h1 id="title">${Things}</h1>
    <p v-if="${context}.length === 0">Nothing here yet.</p>
    <ul v-else>
      <li v-for="one in ${context}" :key="one.id">{{ one.name }}</li>
    </ul>
  </section>
</template>
`

const spec = ({
  context,
  thing,
  Thing,
  Things,
}: ContextNames) => `import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { Create${Thing}, list${Things} } from '#${context}'
import { givenOrganization } from '#tests/support/organizations'

test.group('${Things}', () => {
  test('an organization sees its own ${context} and no others', async ({ assert }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    const create = new Create${Thing}()
    await withTenant(ours.id, () => create.execute(ours, { name: 'our ${thing}' }))
    await withTenant(theirs.id, () => create.execute(theirs, { name: 'their ${thing}' }))

    const seen = await withTenant(ours.id, () => list${Things}(ours).exec())

    assert.deepEqual(
      seen.map(({ name }) => name),
      ['our ${thing}']
    )
  })
})
`
