import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import {
  folder,
  launch,
  outcomeOf,
  runInFolder,
  SECRETS,
  sentenceOf,
  start,
  usedFolder,
  writeSecrets,
} from '#tests/support/launcher'

const NEEDS_TOO_MUCH = { PORT: '0', QD_NEEDED_MEGABYTES: '999999999' }

/** Makes the embedded database, as a first start does, and closes it again. */
const CREATE_DATABASE = `
  const { startPostgres } = await import(process.cwd() + '/postgres.mjs')
  const { loadSecrets } = await import(process.cwd() + '/secrets.mjs')
  const server = await startPostgres({ name: 'postgres', password: loadSecrets().databaseKey })
  await server.stop()`

test.group('A data folder whose secrets do not fit', (group) => {
  group.each.timeout(60_000)

  test('ends the start with a sentence, and the database with it', async ({ assert, cleanup }) => {
    const directory = usedFolder()
    await runInFolder(directory, CREATE_DATABASE)
    assert.equal(statSync(join(directory, 'secrets.json')).mode & 0o777, 0o600)
    writeSecrets(directory, { ...SECRETS, databaseKey: 'another installation'.repeat(3) })

    const launcher = launch({ PORT: '0', DATA_DIR: directory })
    cleanup(() => void launcher.kill('SIGKILL'))
    const outcome = await outcomeOf(launcher)

    assert.equal(outcome.code, 1)
    assert.match(
      sentenceOf(outcome),
      /^The database in .* does not accept the databaseKey of secrets\.json: .*Put the secrets\.json back .*move the whole data folder away/
    )
    assert.notMatch(outcome.output, /DATABASE_URL|\n {4}at /)
    assert.isFalse(existsSync(join(directory, 'postgres', 'postmaster.pid')))
  })

  test('names what is missing in it, and makes no new keys')
    .with([
      [{}, 'appKey, keyEncryptionKey, databaseKey, demoPassword'],
      [null, 'appKey, keyEncryptionKey, databaseKey, demoPassword'],
      [{ ...SECRETS, databaseKey: 7 }, 'databaseKey'],
      [{ ...SECRETS, keyEncryptionKey: 'short' }, 'keyEncryptionKey'],
    ] as [unknown, string][])
    .run(async ({ assert }, [secrets, names]) => {
      const directory = usedFolder()
      writeSecrets(directory, secrets)

      const outcome = await start({ PORT: '0', DATA_DIR: directory })

      assert.equal(outcome.code, 1)
      assert.include(sentenceOf(outcome), `secrets.json is damaged: no usable ${names} in it. It`)
      assert.notInclude(outcome.output, '\n    at ')
      assert.deepEqual(
        JSON.parse(readFileSync(join(directory, 'secrets.json'), 'utf8')),
        secrets as object
      )
    })
})

test.group('A note left in the data folder', (group) => {
  group.each.timeout(60_000)

  test('that says nothing does not keep the next start from going on')
    .with(['', '{"pid"', 'null', '[]', '{}', JSON.stringify({ pid: process.pid })])
    .run(async ({ assert }, text) => {
      const directory = usedFolder()
      writeFileSync(join(directory, 'running.json'), text)

      const outcome = await start({ ...NEEDS_TOO_MUCH, DATA_DIR: directory })

      assert.match(sentenceOf(outcome), /^Only \d+ MB are free/)
    })

  test('by a program that was killed is not believed once another has its number', async ({
    assert,
  }) => {
    const directory = usedFolder()
    const note = { pid: process.pid, born: 'long ago', environment: { APP_URL: 'http://gone' } }
    writeFileSync(join(directory, 'running.json'), JSON.stringify(note))

    const outcome = await start({ ...NEEDS_TOO_MUCH, DATA_DIR: directory })

    assert.match(sentenceOf(outcome), /^Only \d+ MB are free/)
  })

  test('by a program that runs names its address', async ({ assert }) => {
    const directory = folder()
    const announce = `
      const { announceRunning } = await import(process.cwd() + '/running.mjs')
      const { spawnSync } = await import('node:child_process')
      announceRunning({ APP_URL: 'http://localhost:1' })
      const second = spawnSync(process.execPath, ['../quarterdeck.mjs', 'start'], { encoding: 'utf8' })
      process.stdout.write(second.stderr)`

    const outcome = await runInFolder(directory, announce)

    assert.match(sentenceOf(outcome), /already runs from this folder at http:\/\/localhost:1\. Use/)
  })
})
