import { test } from '@japa/runner'
import { csvLine } from '#shared/csv'

test.group('CSV', () => {
  test('never lets a text run as a formula', ({ assert }) => {
    const cells = ['=1+1', '+1', '-1', '@cmd', '\tx', '\0x', 'a=b']

    assert.equal(csvLine(cells), `"'=1+1","+1","-1","'@cmd","'\tx","x","a=b"\r\n`)
  })

  test('keeps numbers numbers, also below zero, and unknown numbers empty', ({ assert }) => {
    assert.equal(csvLine([-12.5, 0, null]), '-12.5,0,\r\n')
  })

  test('quotes what would break the line', ({ assert }) => {
    assert.equal(csvLine(['a,b', 'say "hi"', 'two\nlines']), '"a,b","say ""hi""","two\nlines"\r\n')
  })
})
