/** As https://developers.facebook.com/docs/marketing-api/insights shows a row: numbers are texts, actions are a list by kind. */
const row = {
  account_id: '310800139002708',
  campaign_id: '23843000000000101',
  campaign_name: 'Beans',
  impressions: '9708',
  spend: '196.31',
  clicks: '210',
  date_start: '2026-10-17',
  date_stop: '2026-10-17',
}
const account = { id: 'act_310800139002708', currency: 'USD', timeZone: 'America/New_York' }
const common = { day: '2026-10-17', currency: 'USD' }
const counted = {
  spend: 196_310_000,
  impressions: 9708,
  clicks: 210,
  link_clicks: 0,
  landing_page_views: 0,
  conversions: 0,
  conversion_value: 0,
  ad_leads: 0,
  video_views: 0,
}

export default [
  {
    title: 'a day without results has no actions, which counts 0',
    stream: 'campaigns',
    account,
    record: row,
    facts: [{ ...common, entity: 'campaign 23843000000000101', ...counted }],
  },
  {
    title: 'the same purchases under several names count once',
    stream: 'campaigns',
    account,
    record: {
      ...row,
      actions: [
        { action_type: 'link_click', value: '144' },
        { action_type: 'landing_page_view', value: '121' },
        { action_type: 'offsite_conversion.fb_pixel_purchase', value: '7' },
        { action_type: 'omni_purchase', value: '9' },
        { action_type: 'purchase', value: '8' },
        { action_type: 'lead', value: '2' },
        { action_type: 'video_view', value: '1013' },
      ],
      action_values: [
        { action_type: 'omni_purchase', value: '455.5' },
        { action_type: 'purchase', value: '400' },
      ],
    },
    facts: [
      {
        ...common,
        entity: 'campaign 23843000000000101',
        ...counted,
        link_clicks: 144,
        landing_page_views: 121,
        conversions: 9,
        conversion_value: 455_500_000,
        ad_leads: 2,
        video_views: 1013,
      },
    ],
  },
  {
    title: 'an ad whose account has `purchase` alone',
    stream: 'ads',
    account,
    record: {
      ...row,
      adset_id: '23843000000000202',
      adset_name: 'Espresso',
      ad_id: '23843000000000303',
      ad_name: 'Spot 3',
      actions: [{ action_type: 'purchase', value: '3' }],
      action_values: [{ action_type: 'purchase', value: '59.70' }],
    },
    facts: [
      {
        ...common,
        entity: 'ad 23843000000000303',
        ...counted,
        conversions: 3,
        conversion_value: 59_700_000,
      },
    ],
  },
]
