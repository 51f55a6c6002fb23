/** As https://business-api.tiktok.com/portal/docs?id=1740302848100353 shows a row: numbers are texts, the day has a time. */
const numbers = {
  spend: '20.5',
  impressions: '2000',
  clicks: '34',
  conversion: '3',
  total_complete_payment_rate: '129.90',
  video_play_actions: '610',
}
const counted = {
  spend: 20_500_000,
  impressions: 2000,
  clicks: 34,
  conversions: 3,
  conversion_value: 129_900_000,
  video_views: 610,
}
const account = { id: '7644143197428744199', currency: 'USD', timeZone: 'America/New_York' }
const names = {
  campaign_id: '1701890905779201',
  campaign_name: 'Beans',
  adgroup_id: '1701890911118337',
  adgroup_name: 'Espresso',
}

export default [
  {
    title: 'a campaign on the day of the ad account, in its currency',
    stream: 'campaigns',
    account,
    record: {
      dimensions: { campaign_id: '1701890905779201', stat_time_day: '2026-10-17 00:00:00' },
      metrics: { ...numbers, campaign_name: 'Beans' },
    },
    facts: [
      { day: '2026-10-17', currency: 'USD', entity: 'campaign 1701890905779201', ...counted },
    ],
  },
  {
    title: 'yen have no smaller unit',
    stream: 'campaigns',
    account: { ...account, currency: 'JPY' },
    record: {
      dimensions: { campaign_id: '1701890905779201', stat_time_day: '2026-10-17 00:00:00' },
      metrics: { ...numbers, spend: '2050', campaign_name: 'Beans' },
    },
    facts: [
      {
        day: '2026-10-17',
        currency: 'JPY',
        entity: 'campaign 1701890905779201',
        ...counted,
        spend: 2_050_000_000,
      },
    ],
  },
  {
    title: 'an ad repeats the numbers in detail',
    stream: 'ads',
    account,
    record: {
      dimensions: { ad_id: '1701890951192625', stat_time_day: '2026-10-17 00:00:00' },
      metrics: { ...numbers, ...names, ad_name: 'Spot 3' },
    },
    facts: [{ day: '2026-10-17', currency: 'USD', entity: 'ad 1701890951192625', ...counted }],
  },
]
