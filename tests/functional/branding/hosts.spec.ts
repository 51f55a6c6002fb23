import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { brandOfHost } from '#branding/brand'
import { claimHost, findHost, noteProof, releaseHost } from '#branding/hosts'
import { recheckHosts } from '#branding/jobs/recheck'
import { newId, withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { givenBrand, setProof, statusAt, zone } from '#tests/support/branding'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

const now = DateTime.utc()
const prove = (agency: Organization, host: string, at = now) =>
  withTenant(agency.id, (tenant) => noteProof(tenant, { host, now: at }))
const codeOf = (proving: Promise<unknown>) => proving.then(String, ({ code }) => code)

async function givenTwoClaims() {
  const [one, other] = [await givenOrganization(), await givenOrganization()]
  const host = `${newId()}.shared.example`
  for (const agency of [one, other]) {
    const { id: brandId } = await givenBrand(agency)
    await withTenant(agency.id, (tenant) => claimHost(tenant, { host, brandId, now }))
  }
  return { one, other, host }
}

test.group('A domain of a brand', () => {
  test('answers once its zone holds the proof, and not before', async ({ client, assert }) => {
    const agency = await givenOrganization()
    const as = await signIn(await givenMember(agency, 'admin'))
    const { id } = await givenBrand(agency)
    const host = `${newId()}.agency.example`
    await as(client.post(`/o/${agency.slug}/branding/${id}/domains`).form({ host }))
    const verify = () =>
      as(client.post(`/o/${agency.slug}/branding/domains/${host}/verification`).accept('json'))

    const early = await verify()
    assert.equal(early.body().code, 'E_HOST_NOT_PROVEN')
    assert.equal(await statusAt(host, '/login'), 421)
    assert.equal(await statusAt('localhost', `/domains/ask?domain=${host}`), 404)
    await setProof(agency, host)
    await verify()

    assert.equal(await statusAt(host, '/login'), 200)
    assert.equal(await statusAt('localhost', `/domains/ask?domain=${host}`), 200)
  })

  test('belongs to who proves it first, and for 30 days to who released it', async ({ assert }) => {
    const { one, other, host } = await givenTwoClaims()
    await prove(one, host)
    assert.equal(await codeOf(prove(other, host)), 'E_HOST_TAKEN')

    await withTenant(one.id, async (tenant) =>
      releaseHost(tenant, await findHost(tenant, host), now)
    )

    assert.isNull(await brandOfHost(host))
    assert.equal(await codeOf(prove(other, host, now.plus({ days: 29 }))), 'E_HOST_TAKEN')
    await prove(other, host, now.plus({ days: 31 }))
    const answering = await brandOfHost(host)
    assert.equal(answering?.agencyId, other.id)
  })

  test('stops answering after its proof was missing for three days', async ({ assert }) => {
    const agency = await givenOrganization()
    const { host } = await givenBrand(agency)
    await setProof(agency, host)
    await recheckHosts(now)
    zone.clear()

    await recheckHosts(now.plus({ days: 1 }))
    assert.isNotNull(await brandOfHost(host))
    await recheckHosts(now.plus({ days: 4, hours: 1 }))

    assert.isNull(await brandOfHost(host))
  })
})
