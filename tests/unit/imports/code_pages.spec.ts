import { test } from '@japa/runner'
import iconv from 'iconv-lite'
import { readText } from '#tests/support/read_files'

const lines = (...rows: string[]) => `${rows.join('\n')}\n`

/** Reports as their tools write them, with the sum of the cost and its currency. */
const FILES: [encoding: string, cost: number, currency: string, content: string][] = [
  [
    'windows-1250',
    1300,
    'PLN',
    lines('Data;Kampania;Koszt', '2 mar 2026;Marka;1 234,50 zł', '3 mar 2026;Wiosna;65,50 zł'),
  ],
  [
    'windows-1250',
    1300,
    'CZK',
    lines(
      'Datum;Kampaň;Náklady',
      '1. března 2026;Značka;1 234,50 Kč',
      '2. března 2026;Řada;65,50 Kč'
    ),
  ],
  [
    'windows-1251',
    1300,
    'RUB',
    lines(
      'Дата;Кампания;Расход',
      '02.03.2026;Бренд;1 234,50 руб.',
      '13.03.2026;Осень;65,50 руб.',
      'Итого;;1 300,00 руб.'
    ),
  ],
  [
    'koi8-r',
    20,
    'EUR',
    lines('Дата;Кампания;Расход', '02.03.2026;Бренд;10,50', '13.03.2026;Осень;9,50'),
  ],
  [
    'windows-1254',
    1300,
    'EUR',
    lines('Tarih;Kampanya;Maliyet', '2 Ağustos 2026;ışık;1.234,50', '3 Ağustos 2026;ışık;65,50'),
  ],
  [
    'gb18030',
    20,
    'EUR',
    lines('日期,广告系列,花费', '2026-03-01,品牌,10.5', '2026-03-02,品牌,9.5'),
  ],
  [
    'euc-kr',
    20_000,
    'KRW',
    lines(
      '날짜,캠페인,비용',
      '2026. 3. 1.,브랜드,"￦12,345"',
      '2026. 3. 2.,브랜드,"￦7,655"',
      '합계,,"￦20,000"'
    ),
  ],
  [
    'shift_jis',
    20_000,
    'JPY',
    lines(
      '日付,キャンペーン,費用',
      '2026年3月1日,ブランド,"￥12,345"',
      '2026年3月2日,秋,"￥7,655"'
    ),
  ],
  [
    'macintosh',
    20,
    'EUR',
    lines('Date;Campagne;Dépenses', '01/03/2026;Été;10,50', '13/03/2026;Café;9,50'),
  ],
  [
    'windows-1252',
    20,
    'EUR',
    lines(
      'Date;Campagne;Dépenses',
      '01/03/2026;ÉTÉ À L’ÎLE;10,50',
      '13/03/2026;Œuvre — n°5 « A »;9,50'
    ),
  ],
  [
    'windows-1252',
    20,
    'EUR',
    lines('Fecha;Campaña;Gasto', '01/03/2026;Otoño;10,50 €', '13/03/2026;Nº 1;9,50 €'),
  ],
]

test.group('The code page of a file', () => {
  test('is the one that makes words of its bytes', async ({ assert }) => {
    for (const [encoding, cost, currency, content] of FILES) {
      const read = await readText(iconv.encode(content, encoding))

      const found = [read.format.encoding, read.sums.spend, read.currencies, read.rejected]
      assert.deepEqual(found, [encoding, cost, [currency], []], content)
    }
  })

  test('stays UTF-8 where a few bytes are broken, and their rows are rejected', async ({
    assert,
  }) => {
    const rows = [
      'Datum;Campagne;Kosten',
      '01-03-2026;Café België: één;10',
      '02-03-2026;Reünie: ééns per jaar;9',
    ]
    const broken = Buffer.from('03-03-2026;Caf\xe9;1\n', 'latin1')
    const read = await readText(Buffer.concat([Buffer.from(lines(...rows)), broken]))

    assert.deepEqual(read.values('campagne'), ['Café België: één', 'Reünie: ééns per jaar'])
    assert.deepEqual(read.rejected, [{ position: 4, code: 'E_ENCODING' }])
    assert.match(read.finding('Encoding')!.evidence, /except for one place/)
  })

  test('may write its digits in Arabic, Persian or wide', async ({ assert }) => {
    const read = await readText(
      lines(
        'Date,Cost,Clicks',
        '٢٠٢٦-٠٣-٠١,١٠٫٥٠,٥',
        '۲۰۲۶-۰۳-۰۲,۹٫۵۰,۶',
        '２０２６/０３/０３,１.００,７'
      )
    )

    assert.deepEqual(read.days, ['2026-03-01', '2026-03-02', '2026-03-03'])
    assert.containsSubset(read.sums, { spend: 21, clicks: 18 })
  })
})
