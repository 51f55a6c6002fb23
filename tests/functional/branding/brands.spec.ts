import { test } from '@japa/runner'
import { lastMailTo } from '#tests/support/mailbox'
import { cleanSvg } from '#branding/svg'
import { paletteOf } from '#branding/colours'
import { givenClient } from '#tests/support/agencies'
import { askHost, givenBrand, statusAt } from '#tests/support/branding'
import { givenFurnishedOrganization } from '#tests/support/furnished'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { addressOf, everyRoute, isEndless } from '#tests/support/routes'
import { sessionHeaders, signIn } from '#tests/support/sign_in'
import { freshAddress, givenInvitation } from '#tests/support/team'

const OUR_HOST = new URL(process.env.APP_URL!).host
/** Ids of plugins are addresses of code and not names. */
const withoutIds = (text: string) => text.replaceAll(/\bquarterdeck\/[a-z_]+/g, '')

async function givenShown() {
  const agency = await givenOrganization({ name: 'Northlight Agency' })
  const owner = await givenMember(agency, 'owner')
  const client = await givenClient(agency, owner)
  const { host, id } = await givenBrand(agency, { clients: [client] })
  return { agency, owner, client, host, brand: id }
}

test.group('Under a brand', () => {
  test('no page, header or error names us or our host', async ({ assert }) => {
    const { agency } = await givenShown()
    const furnished = await givenFurnishedOrganization()
    const { host } = await givenBrand(agency)
    await showUnder(agency, host, furnished.organization)
    const headers = await sessionHeaders(furnished.owner)
    const paths = everyRoute()
      .filter((route) => route.method === 'GET' && !isEndless(route) && !route.asksKey)
      .map(({ pattern }) => addressOf(pattern, furnished.params))
    const faults: string[] = []
    for (const path of [...paths, '/nothing/here', '/login']) {
      const answer = await askHost(host, path, { ...headers, accept: 'text/html' })
      const said = withoutIds(answer.body + JSON.stringify(answer.headers))
      const found = said.match(new RegExp(`.{0,60}(quarterdeck|${OUR_HOST}).{0,30}`, 'i'))
      faults.push(...(found ? [`${path} → ${answer.status}: ${found[0]}`] : []))
    }
    assert.deepEqual(faults, [])
    assert.isAbove(paths.length, 60)
  }).timeout(60_000)

  test('only its clients are there, and no accounts of our own', async ({ assert }) => {
    const { agency, owner, client, host } = await givenShown()
    const other = await givenClient(agency, owner, 'Under our name')
    const headers = { ...(await sessionHeaders(owner)), accept: 'text/html' }

    const statuses = await Promise.all(
      [`/o/${client.slug}/team`, `/o/${other.slug}/team`, `/o/${agency.slug}`, '/signup'].map(
        (path) => statusAt(host, path, headers)
      )
    )

    assert.deepEqual(statuses, [200, 404, 404, 404])
  })

  test('mail has its name, sender and links', async ({ assert }) => {
    const { client, host } = await givenShown()
    const email = freshAddress()

    await givenInvitation(client, { email })

    const mail = (await lastMailTo(email))!
    assert.match(mail.from, /^Northlight Reports </)
    assert.include(mail.text, `http://${host}:`)
    assert.include(mail.text, 'on Northlight')
    assert.notMatch(mail.subject + mail.text + mail.html, /quarterdeck/i)
    assert.notInclude(mail.text + mail.html, `//${OUR_HOST}`)
  })
})

/** Planted: an organization is shown under a brand that its own agency would have given it. */
async function showUnder(agency: { id: string }, host: string, client: { id: string }) {
  const { default: db } = await import('@adonisjs/lucid/services/db')
  const { brand_id: brandId } = await db.from('brand_hosts').where({ host }).first()
  await db
    .table('organization_brands')
    .insert({ client_id: client.id, organization_id: agency.id, brand_id: brandId })
}

test.group('A picture of a brand', () => {
  test('keeps its shapes and loses what runs, links or loads', ({ assert }) => {
    const hostile = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="a()">
      <script>a()</script><foreignObject><p>x</p></foreignObject><image href="https://x.example/a.png"/>
      <a href="javascript:a()"><path d="M0 0h9"/></a><use href="https://x.example/a.svg#b"/>
      <rect fill="url(https://x.example/#a)" width="1" height="2" style="background:url(//x)"/>
      <use href="#own"/><path d="M1 1h2" fill="url(#own)"/></svg>`

    const clean = cleanSvg(hostile)

    assert.notMatch(clean, /script|onload|foreign|image|javascript|x\\.example|style|<a /)
    assert.include(clean, '<use href="#own"></use><path d="M1 1h2" fill="url(#own)"></path>')
    assert.throws(() => cleanSvg('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>'))
    assert.throws(() => cleanSvg('<html></html>'))
  })

  test('is served with nothing allowed, and only if it is one', async ({ client, assert }) => {
    const { agency, owner, host, brand } = await givenShown()
    const as = await signIn(owner)
    const put = (content: string) =>
      as(
        client
          .put(`/o/${agency.slug}/branding/${brand}/pictures/logo`)
          .json({ content: Buffer.from(content).toString('base64') })
          .accept('json')
      )
    const refused = await put('MZ no picture')
    assert.equal(refused.body().code, 'E_NOT_A_PICTURE')
    await put('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')

    const { headers } = await askHost(host, '/brand/logo')

    assert.equal(headers['content-type'], 'image/svg+xml')
    assert.include(String(headers['content-security-policy']), "default-src 'none'")
    assert.equal(await statusAt('localhost', '/brand/logo'), 404)
  })

  test('colour gives a hue and leaves lightness to the palette', ({ assert }) => {
    assert.closeTo(paletteOf('#ff0000').hue, 29, 1)
    assert.closeTo(paletteOf('#0000ff').hue, 264, 1)
    assert.equal(paletteOf('#808080').chroma, 0)
  })
})
