import type { SampleRow } from '#kit'

const PAGES = ['', 'equipment', 'beans'].map((path) => `https://nl.harbor-coffee.example/${path}`)
/** Google answers the newest test only: at the clock of the test, that of Monday, 16 November. */
const isNewest = ({ url, day }: SampleRow) => PAGES.includes(String(url)) && day === '2026-11-16'

export default [['page_tests', 'pageSpeeds', 'rows', { by: 'measuredAt', where: isNewest }]]
