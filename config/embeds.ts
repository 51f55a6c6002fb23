/**
 * Hosts whose pages may stand in a widget. A browser shows a frame only when its address is in the content security policy, which is the
 * same for every page; so this is a list of publishers of reports, slides, boards and videos, and not whatever somebody types.
 */
export const EMBED_HOSTS = [
  'www.youtube-nocookie.com',
  'player.vimeo.com',
  'www.loom.com',
  'lookerstudio.google.com',
  'docs.google.com',
  'app.powerbi.com',
  'public.tableau.com',
  'www.figma.com',
  'miro.com',
  'airtable.com',
  'calendar.google.com',
] as const
