import { test } from '@japa/runner'
import Organization from '#organizations/models/organization'
import { recordRejections } from '#sync'
import { givenMember } from '#tests/support/organizations'
import { givenConnection } from '#tests/support/sources'
import { givenScriptedSource } from '#tests/support/syncs'
import { APPEARANCES, assertSound, openPageAs, usesBrowser, visit } from '#tests/support/browser'

async function givenSources() {
  const source = await givenScriptedSource()
  source.vendor.rows = Array.from({ length: 9 }, (_, index) => ({
    day: `2026-03-0${index + 1}`,
    campaign: 'Spring sale',
    clicks: index * 11,
  }))
  const run = await source.sync()
  const organization = await Organization.findOrFail(source.organizationId)
  await givenConnection(organization, {
    name: 'Old shop',
    slug: 'old-shop',
    state: 'needs_reconnect',
  })
  await source.inTenant((tenant) =>
    recordRejections(tenant, {
      ...{ connectionId: source.connectionId, runId: run.id, stream: 'ads', part: 'p' },
      now: source.now,
      records: [
        {
          position: 3,
          code: 'E_NOT_A_NUMBER',
          field: 'clicks',
          reason: 'clicks is "many", which is not a number.',
          raw: { day: '2026-03-04', campaign: 'Spring sale', clicks: 'many' },
        },
      ],
    })
  )
  const { rows } = await source.query("SELECT slug FROM connections WHERE slug <> 'old-shop'")
  const path = `/o/${organization.slug}/sources`
  const differ = (reason: string) =>
    source.query(
      `UPDATE reconciliations SET status = 'gap', matched_percent = 98.7, reason = '${reason}'
       WHERE metric = 'clicks'`
    )
  return { user: await givenMember(organization), path, slug: rows[0].slug as string, run, differ }
}

test.group('Sources', (group) => {
  usesBrowser(group)

  test('list, source, sync and rejected records are sound at {viewport} width in the {theme} theme')
    .with(APPEARANCES)
    .run(async ({ assert }, appearance) => {
      const { user, path, slug, run } = await givenSources()
      const page = await openPageAs(user, appearance)

      await visit(page, path)
      await page.getByText('Matches source 100.00%').first().waitFor()
      await assertSound(assert, page, 'sources')

      await visit(page, `${path}/${slug}`)
      await page.getByRole('heading', { name: 'History' }).waitFor()
      const [first, last] = await Promise.all([
        page.getByRole('link', { name: 'Explore' }).last().boundingBox(),
        page.getByRole('button', { name: 'Sync now' }).boundingBox(),
      ])
      assert.equal(first?.y, last?.y)
      await assertSound(assert, page, 'source')

      await visit(page, `${path}/${slug}/syncs/${run.id}`)
      await page.getByRole('heading', { name: /Compared with the vendor/ }).waitFor()
      await assertSound(assert, page, 'sync')

      await visit(page, `${path}/${slug}/rejections`)
      await page.getByText('clicks is "many"').waitFor()
      await assertSound(assert, page, 'rejections')
    })

  test('a source that differs from its vendor says so, and leads to the numbers', async ({
    assert,
  }) => {
    const { user, path, slug, differ } = await givenSources()
    await differ('The vendor counts 12 clicks more than arrived.')
    const page = await openPageAs(user, { viewport: 'phone', theme: 'light' })

    await visit(page, `${path}/${slug}`)
    await page.getByText('The vendor counts 12 clicks more').first().waitFor()
    await assertSound(assert, page, 'source-gap')
    await page.getByRole('link', { name: 'Compare' }).click()

    await page.getByRole('heading', { name: /Compared with the vendor/ }).waitFor()
    await page.getByText('98.70').waitFor()
  })
})
