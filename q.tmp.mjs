import pg from 'pg'
const c = new pg.Client({ connectionString: process.argv[2] }); await c.connect()
console.log((await c.query("select id from organizations order by is_sample limit 1")).rows[0].id); await c.end()
