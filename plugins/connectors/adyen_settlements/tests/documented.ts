/** The example lines of https://docs.adyen.com/reporting/settlement-reconciliation/transaction-level/settlement-details-report */
const COLUMNS =
  'Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,Net Debit (NC),Net Credit (NC),Commission (NC),Markup (NC),Scheme Fees (NC),Interchange (NC),Payment Method Variant,Modification Merchant Reference,Batch Number'

const lineOf = (text: string) => {
  const cells = text.split(',')
  return Object.fromEntries(COLUMNS.split(',').map((name, at) => [name, cells[at] ?? '']))
}

const SETTLED =
  'TestCompany,TestMerchant,1813702551707653,3vpzf7,visa,2013-06-03 11:26:49,CET,Settled,1713702551795048,GBP,,5.00,1,GBP,,4.88,,0.04,0.01,0.07,visaclassic,,'
const CHARGEBACK =
  'TestCompany,TestMerchant,1313642467023511,324959451,visa,2013-03-26 22:37:26,CET,Chargeback,2313642467170922,EUR,349.99,,1,EUR,357.49,,7.5,,,,visaclassic,,'

const VISA = { dimensions: { payment_method: 'visa' } }

export default [
  {
    title: 'a settled payment costs markup, scheme fees and interchange',
    stream: 'settlements',
    record: lineOf(`${SETTLED}4`),
    facts: [
      {
        ...{ day: '2013-06-03', currency: 'GBP', ...VISA },
        entity: 'settlement 4 Settled 1813702551707653 1713702551795048 2013-06-03 11:26:49',
        ...{ fees: 120_000, net_volume: 4_880_000, payout_amount: 0 },
      },
    ],
  },
  {
    title: 'a chargeback costs its commission, and more than was paid is deducted',
    stream: 'settlements',
    record: lineOf(`${CHARGEBACK}4`),
    facts: [
      {
        ...{ day: '2013-03-26', currency: 'EUR', ...VISA },
        entity: 'settlement 4 Chargeback 1313642467023511 2313642467170922 2013-03-26 22:37:26',
        ...{ fees: 7_500_000, net_volume: -357_490_000, payout_amount: 0 },
      },
    ],
  },
]
