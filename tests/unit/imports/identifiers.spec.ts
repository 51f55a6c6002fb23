import { test } from '@japa/runner'
import { ColumnTally } from '#imports/typing/column_tally'
import { isIdentifier, namesEachRow } from '#imports/typing/identifiers'

function tallyOf(name: string, cells: string[]) {
  const tally = new ColumnTally(0, name, 1_000)
  cells.forEach((cell, index) => tally.add(cell, index + 2))
  return tally
}

const why = (name: string, cells: string[]) => isIdentifier(tallyOf(name, cells))

test.group('Columns of digits', () => {
  test('name something where their name ends in such a word, and measure where it only looks so', ({
    assert,
  }) => {
    for (const name of [
      'Order ID',
      'InvoiceNo',
      'zip',
      'fips',
      'hr',
      'season',
      'Row #',
      'lat',
      'long',
    ]) {
      assert.isDefined(why(name, ['3', '7', '9']), name)
    }
    for (const name of ['Platinum', 'Casino', 'sold', 'hours-per-week', 'revenue this month']) {
      assert.isUndefined(why(name, ['3', '7', '9']), name)
    }
  })

  test('of ledgers name accounts and documents in every language; their count is an amount', ({
    assert,
  }) => {
    for (const name of [
      'Konto',
      'Gegenkonto (ohne BU-Schlüssel)',
      'Grootboekrekening',
      'CompteNum',
      'N° facture',
      'Número de pedido',
      'Numero fattura',
      'Nr faktury',
    ]) {
      assert.isDefined(why(name, ['4610', '70001', '4610']), name)
    }
    for (const name of [
      'Número de pedidos',
      'No. of orders',
      'Kosten pro Konto',
      'Cost per account',
    ]) {
      assert.isUndefined(why(name, ['3', '7', '9']), name)
    }
  })

  test('of people are left out where nobody compares so many; campaigns are not', ({ assert }) => {
    const ids = Array.from({ length: 12_000 }, (_, at) => String((at * 7) % 3_000))
    const left = (name: string) => {
      const tally = new ColumnTally(0, name, 10_000)
      ids.forEach((id, at) => tally.add(id, at))
      return namesEachRow(tally) !== undefined
    }

    assert.deepEqual(['customer_id', 'campaign_id', 'sku'].map(left), [true, false, false])
  })

  test('that count the rows, look like years or have leading zeros are no amounts', ({
    assert,
  }) => {
    assert.match(why('thing', ['1', '2', '3', '4', '5']) ?? '', /row numbers/)
    assert.isUndefined(why('clicks', ['1', '2', '3', '4', '5']))
    assert.match(why('built', ['2001', '2002', '2001', '1999', '2010']) ?? '', /years/)
    assert.match(why('clicks', ['007', '12']) ?? '', /codes/)
  })
})
