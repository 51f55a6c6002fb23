import { test } from '@japa/runner'
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { folder, sentenceOf, start, usedFolder } from '#tests/support/launcher'

/** Permissions do not bind root, where it may look past them. */
const BOUND_BY_PERMISSIONS =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set', '-dac_override,-dac_read_search'] : []

test.group('A start that cannot succeed', (group) => {
  group.each.timeout(60_000)

  test('names the busy port and another one to try', async ({ assert, cleanup }) => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    cleanup(() => void server.close())
    const { port } = server.address() as { port: number }

    const outcome = await start({ PORT: String(port), DATA_DIR: folder() })

    assert.equal(outcome.code, 1)
    assert.equal(
      sentenceOf(outcome),
      `Port ${port} is used by another program. Stop that program, or choose another port, for example: PORT=${port + 1} npm start.`
    )
  })

  test('names a host that is not this machine', async ({ assert }) => {
    const outcome = await start({ PORT: '0', HOST: '192.0.2.1', DATA_DIR: folder() })

    assert.equal(outcome.code, 1)
    assert.match(sentenceOf(outcome), /^The setting HOST names no address of this machine\. Leave/)
  })

  test('names the folder it may not write to', async ({ assert, cleanup }) => {
    const parent = folder()
    chmodSync(parent, 0o555)
    cleanup(() => chmodSync(parent, 0o755))
    const directory = join(parent, 'data')

    const outcome = await start({ PORT: '0', DATA_DIR: directory }, BOUND_BY_PERMISSIONS)

    assert.equal(outcome.code, 1)
    assert.equal(
      sentenceOf(outcome),
      `Quarterdeck cannot write to ${directory} (EACCES). Give your user write permission to that folder, or set DATA_DIR to one that it may use.`
    )
  })

  test('names the data folder that became read-only', async ({ assert, cleanup }) => {
    const directory = usedFolder()
    chmodSync(directory, 0o555)
    cleanup(() => chmodSync(directory, 0o755))

    const outcome = await start({ PORT: '0', DATA_DIR: directory }, BOUND_BY_PERMISSIONS)

    assert.equal(outcome.code, 1)
    assert.include(sentenceOf(outcome), `Quarterdeck cannot write to ${directory} (EACCES). Give`)
  })

  test('names the file that stands in the place of its folder', async ({ assert }) => {
    const file = join(folder(), 'not-a-folder')
    writeFileSync(file, '')

    const outcome = await start({ PORT: '0', DATA_DIR: join(file, 'data') })

    assert.equal(outcome.code, 1)
    assert.include(sentenceOf(outcome), `Quarterdeck cannot write to ${file}/data (ENOTDIR). Give`)
  })

  test('names the free space and the space it needs', async ({ assert }) => {
    const outcome = await start({ PORT: '0', DATA_DIR: folder(), QD_NEEDED_MEGABYTES: '999999999' })

    assert.equal(outcome.code, 1)
    assert.match(
      sentenceOf(outcome),
      /^Only \d+ MB are free .*needs 999999999 MB to start for the first time/
    )
  })

  test('names a damaged data folder and the way out', async ({ assert }) => {
    const directory = usedFolder()
    writeFileSync(join(directory, 'postgres', 'PG_VERSION'), '18\n')

    const outcome = await start({ PORT: '0', DATA_DIR: directory })

    assert.equal(outcome.code, 1)
    assert.match(sentenceOf(outcome), /^The database in .* did not start: .*move it away/)
    assert.notInclude(outcome.output, '\n    at ')
  })

  test('never empties a data folder that lost its version file', async ({ assert }) => {
    const directory = folder()
    mkdirSync(join(directory, 'postgres', 'base'), { recursive: true })
    chmodSync(directory, 0o755)

    const outcome = await start({ PORT: '0', DATA_DIR: directory })

    assert.match(sentenceOf(outcome), /is damaged: it holds files, but no PG_VERSION/)
    assert.isTrue(existsSync(join(directory, 'postgres', 'base')))
  })

  test('names a data folder of another PostgreSQL', async ({ assert }) => {
    const directory = usedFolder()
    writeFileSync(join(directory, 'postgres', 'PG_VERSION'), '16\n')

    const outcome = await start({ PORT: '0', DATA_DIR: directory })

    assert.match(
      sentenceOf(outcome),
      /belongs to PostgreSQL 16, and this version runs PostgreSQL 18/
    )
  })

  test('names a database server that cannot be reached, without its password', async ({
    assert,
  }) => {
    const outcome = await start({
      PORT: '0',
      DATA_DIR: folder(),
      DATABASE_URL: 'postgresql://someone:planted-password@127.0.0.1:1/quarterdeck',
    })

    assert.equal(outcome.code, 1)
    assert.match(sentenceOf(outcome), /^The PostgreSQL server at 127\.0\.0\.1:1 cannot be reached/)
    assert.notInclude(outcome.output, 'planted-password')
  })

  test('names keys that are gone or damaged, and never makes new ones for an old database', async ({
    assert,
  }) => {
    const gone = usedFolder()
    writeFileSync(join(gone, 'postgres', 'PG_VERSION'), '18\n')
    rmSync(join(gone, 'secrets.json'))
    const damaged = usedFolder()
    writeFileSync(join(damaged, 'secrets.json'), '{"appKey": "a')

    const outcomes = [await start({ DATA_DIR: gone }), await start({ DATA_DIR: damaged })]

    assert.match(sentenceOf(outcomes[0]), /secrets\.json is missing, although there is a database/)
    assert.match(sentenceOf(outcomes[1]), /secrets\.json cannot be read \(it is no JSON\)/)
    assert.isFalse(existsSync(join(gone, 'secrets.json')))
  })

  test('names a setting that cannot work, without its value')
    .with([
      ['PORT', 'abc', /^The setting PORT must be a number below 65536/],
      ['PORT', '99999', /^The setting PORT must be/],
      ['DATABASE_URL', 'planted', /^The setting DATABASE_URL must look like postgresql:/],
      ['DATABASE_URL', 'postgresql://h/100%planted', /^The setting DATABASE_URL must look like/],
      ['APP_URL', 'numbers.example.com', /^The setting APP_URL must be the address people use/],
      ['KEY_ENCRYPTION_KEY', 'planted', /^The setting KEY_ENCRYPTION_KEY must be 32 random bytes/],
      [
        'MAIL_TRANSPORT',
        'smtp',
        /^The setting MAIL_TRANSPORT is smtp, which also needs SMTP_HOST and/,
      ],
      ['LOG_LEVEL', 'loud', /^The setting LOG_LEVEL must be trace/],
    ] as [string, string, RegExp][])
    .run(async ({ assert }, [name, value, sentence]) => {
      const outcome = await start({ DATA_DIR: folder(), [name]: value })

      assert.equal(outcome.code, 1)
      assert.match(sentenceOf(outcome), sentence)
      assert.notInclude(outcome.output, 'planted')
      assert.notInclude(outcome.output, '\n    at ')
    })
})
