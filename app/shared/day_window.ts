/** Days, both ends included, `YYYY-MM-DD` in the account's own zone. */
export interface DayWindow {
  from: string
  to: string
}
