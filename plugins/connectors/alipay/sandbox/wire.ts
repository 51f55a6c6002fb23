import { defineVendorWire } from '#kit'
import { APP_ID, PUBLIC_KEY } from './key.js'

/** https://opendocs.alipay.com/open-v3/05419m : the header repeats what was signed in its first line. */
const SIGNER = `app_id=${APP_ID},nonce=[^,]+,timestamp=\\d{13}`

export default defineVendorWire({
  docs: 'https://opendocs.alipay.com/open-v3',
  hosts: ['openapi.alipay.com'],
  auth: {
    signed: 'rsa-sha256',
    in: 'header.authorization',
    pattern: `^ALIPAY-SHA256withRSA (?<signer>${SIGNER}),sign=(?<signature>.+)$`,
    over: '{signer}\n{method}\n{target}\n{body}\n',
    key: PUBLIC_KEY,
  },
  endpoints: [
    {
      get: '/v3/alipay/data/bill/sell/query',
      query: {
        start_time: 'since(at|addSeconds:28800, dateTime)!',
        end_time: 'before(at|addSeconds:28800, dateTime)!',
        alipay_order_no: 'text',
        merchant_order_no: 'text',
        store_no: 'text',
        page_no: 'int>=1=1',
        page_size: 'int<=2000=2000',
      },
      page: 'pages/trades.json',
      rows: 'detail_list',
      from: 'processorPayments',
      where: { processor: 'qr_wallet' },
      sort: 'at',
      paging: { by: 'page', at: 'page_no', first: 1, size: 'page_size', defaultSize: 2000 },
    },
    {
      get: '/v3/alipay/data/bill/balance/query',
      query: { bill_user_id: 'text' },
      page: 'pages/balance.json',
    },
  ],
  errors: 'pages/errors.json',
})
