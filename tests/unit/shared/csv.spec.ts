import { test } from '@japa/runner'
import { csvLine } from '#shared/csv'

test.group('A cell of an export', () => {
  test('is text wherever a spreadsheet begins a cell or a line in it: {$self}')
    .with([
      { text: '=1+1', cell: `'=1+1` },
      { text: '+cmd', cell: `'+cmd` },
      { text: '@SUM(A1)', cell: `'@SUM(A1)` },
      { text: '\uff1d1+1', cell: `'\uff1d1+1` },
      { text: '\uff0dA1', cell: `'\uff0dA1` },
      { text: '\uff20SUM', cell: `'\uff20SUM` },
      { text: 'shoes;=1+1', cell: `shoes;'=1+1` },
      { text: 'shoes,\uff1d1', cell: `shoes,'\uff1d1` },
      { text: 'first\n=1+1', cell: `first\n'=1+1` },
      { text: ' =1+1', cell: ` '=1+1` },
      { text: 'a\0=b', cell: 'a=b' },
      { text: '\0=b', cell: `'=b` },
    ])
    .run(({ assert }, { text, cell }) => {
      assert.equal(csvLine([text]), `"${cell}"\r\n`)
    })

  test('is kept as it is where it is a number, or nothing follows a separator', ({ assert }) => {
    const cells = ['-12.50', '+1.234,56', '-3%', 'a = b; c', 'say "yes"', -7, null]

    assert.equal(csvLine(cells), '"-12.50","+1.234,56","-3%","a = b; c","say ""yes""",-7,\r\n')
  })
})
